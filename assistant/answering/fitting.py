"""Whether a sentence has what its kind of question asks for: a person, a date, a figure, a meaning, a reason."""

import re
from collections.abc import Mapping

from assistant.answering.asked import Asked, Wording
from assistant.answering.question_kinds import QuestionType
from assistant.answering.quoting import Quote
from assistant.knowledge.terms import content_terms, terms

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = (
    rf"\b(?:{_MONTHS})\b|\b(?:19|20)\d\d\b|\bday -?\d+|\b\d+ (?:days?|weeks?|months?|years?)\b|[年月日]|星期|\bquarter"
)
_FIGURE = (
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|"
    r"ninety|hundred|half|third|quarter(?:ly)?|twice|once|double|none|never|always|every|weekly|monthly|yearly|annual\w*|"
    r"million|billion)\b|[一二两三四五六七八九十百千万亿半]+(?:个|名|位|家|天|次|年|月|票|人|项|日|周|分)|\[\*+\]"
)
_PERSON = (
    r"\b[A-Z][\w’'-]+(?: [A-Z]\.)?(?: (?:de|van|von|al))? [A-Z][\w’'-]+|\b(?:he|she|I|we)\b|"
    r"\b(?:manager|chair|officer|lead|head|director|member|sponsor|owner|committee|executives?|party|department|team)s?\b|"
    r"先生|女士|经理|主席|负责|总监|委员"
)
_SHAPES: Mapping[QuestionType, re.Pattern[str]] = {
    "when": re.compile(_DATE),
    "amount": re.compile(_FIGURE, re.IGNORECASE),
    "who": re.compile(_PERSON),
    "where": re.compile(r"\b(?:in|at|from|near|on) (?:the )?[A-Z]\w+|位于|在"),
    "explain": re.compile(
        r"\b(?:because|so that|since|therefore|in order to|by \w+ing|reasons?|which means)\b|因为|所以|原因|通过"
    ),
}
_MEANS = re.compile(
    r"\b(?:is|are|was) (?:an?|the|one|any|what|when|where|how)\b|\bmeans?\b|\brefers? to\b|\bstands? for\b|"
    r"\b(?:called|known as)\b|[:：]|是|指"
)
MOST = 0.5
_BEFORE_COLON = 40  # a colon further on sets off something else than a meaning
_BEFORE_MEANING = 80  # the term that a sentence defines stands near its beginning


def fits(asked: Asked, quote: Quote) -> bool:
    """Whether the sentence has the shape that the kind of question asks for; never, where it asks for none."""
    if asked.type == "definition":
        return defines(asked, quote)
    shape = _SHAPES.get(asked.type)
    return shape is not None and (bool(shape.search(quote.text)) or (asked.type == "who" and quote.speaker is not None))


def defines(asked: Asked, quote: Quote) -> bool:
    """Whether the sentence says what the term asked about means."""
    wording = asked.wording_for(quote.text)
    defined = [place.value for place in quote.places("term")]
    if any(_is_asked_for(term, wording) for term in defined):
        return True
    means = _MEANS.search(quote.text, 0, _BEFORE_MEANING)
    if means and means[0] in (":", "：") and means.start() > _BEFORE_COLON:
        return False
    opening = quote.text[: means.start()] if means else quote.text[:_BEFORE_MEANING] if _is_row(quote) else ""
    return bool(opening) and _is_asked_for(opening, wording)


def _is_asked_for(text: str, wording: Wording) -> bool:
    """Whether the text is most of what is asked about, or what is asked about most of the text."""
    covered = wording.covered(frozenset(terms(text)))
    return bool(covered) and (wording.share(covered) >= MOST or len(covered) >= MOST * len(content_terms(text)))


def _is_row(quote: Quote) -> bool:
    return quote.text.startswith("|") or quote.row is not None
