"""Who a sentence says has said something: the quote has to be that one's words."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from assistant.answering.quoting import Quote
from assistant.knowledge.terms import STOP_WORDS, terms

_NAME = (
    r"(?!I\b)(?:(?:Dr|Mr|Mrs|Ms|Prof)\.? )?[A-Z][\w'’.-]*(?: (?:(?:of|the|and|von|van|de|al|bin) )?[A-Z][\w'’.-]*){0,5}"
)
_SOURCE = (
    r"(?:the|this|that|its?|their|our|both)"
    r"(?: (?!(?:is|are|was|were|as|that|not|has|have|shall|may|must|will|in|do|does)\b)[\w'’-]+){0,5}?"
    r" (?:agreements?|contracts?|playbooks?|minutes|interviews?|articles?|guides?|talks?|documents?|sources?"
    r"|checklists?|policy|policies|transcripts?|notes|amendments?|clauses?|sections?|passages?|reports?|faqs?|authors?"
    r"|speakers?|guests?|interviewees?|panel)"
)
_WHO = rf"(?P<who>{_NAME}|(?i:{_SOURCE}))"
_SAYS = (
    r"(?:(?:also|further|later|once|clearly|explicitly|then) )?"
    r"(?:said|says?|told \w+|tells \w+|argue[sd]?|explain(?:s|ed)?|noted?|notes|warn(?:s|ed)?|stress(?:es|ed)?"
    r"|add(?:s|ed)?"
    r"|believe[sd]?|thinks?|thought|claim(?:s|ed)?|suggest(?:s|ed)?|recommend(?:s|ed)?|observe[sd]?|remark(?:s|ed)?"
    r"|recall(?:s|ed)?|report(?:s|ed)?|mention(?:s|ed)?|state[sd]?|point(?:s|ed) out|emphasi[sz]e[sd]?|insist(?:s|ed)?"
    r"|describe[sd]?(?= how)|put(?:s)? it|provide[sd]?(?= that)|specif(?:y|ies|ied)(?= that)|record(?:s|ed)?(?= that)"
    r"|acknowledge[sd]?|admit(?:s|ted)?|confirm(?:s|ed)?|conclude[sd]?|advise[sd]?|make[sd]? clear)"
)
_CHINESE_SAYS = "说|表示|认为|指出|称|提到|强调|写道|解释|建议|规定"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"^(?i:according to|in the (?:words|view|opinion) of|as) {_WHO}(?: \([^)]*\))?(?: (?:{_SAYS}))?,\s*",
        rf"^{_WHO}(?: \([^)]*\))? (?:{_SAYS})(?: that\b|[:,])?\s+",
        rf"^{_WHO}(?: \([^)]*\))?:\s*(?=[“\"'])",
        rf",[”\"]?\s+{_WHO} (?:{_SAYS})\.?[”\"]?$",
        rf",[”\"]?\s+(?:said|says|according to) {_WHO}\.?$",
        rf"^(?:根据|据|按照)(?P<who>[^，。,]{{2,20}}?)(?:的说法|{_CHINESE_SAYS})?[，,]",
        rf"^(?P<who>[^，。,的]{{2,12}}?)(?:{_CHINESE_SAYS})(?:道|过)?[，,：:]?",
    )
)
_PLAIN_SOURCE = re.compile(_SOURCE, re.IGNORECASE)
_QUOTED = re.compile(r"^[“\"'](?P<said>.*?)[”\"']?\.?$", re.DOTALL)


@dataclass(frozen=True)
class Attributed:
    """What is said, and who the sentence says says it; "" for nobody."""

    said: str
    who: str = ""


def attributed(sentence: str) -> Attributed:
    """The sentence parted from the words that credit somebody, or some source, with it."""
    for form in _FORMS:
        if match := form.search(sentence):
            rest = sentence[: match.start()] + sentence[match.end() :]
            if terms(rest):
                quoted = _QUOTED.match(rest.strip())
                return Attributed((quoted["said"] if quoted else rest).strip(), match["who"].rstrip("."))
    return Attributed(sentence)


def disagreement(who: str, quote: Quote) -> str:
    """Why the quote is not the words of the one credited, or ""."""
    wanted = _terms(who)
    if not wanted or is_credited(wanted, quote):
        return ""
    return f"the quote is not {who}'s"


def is_credited(wanted: Collection[str], quote: Quote) -> bool:
    """Whether all of these terms name who says it; where nobody is credited, or a source is, its title and heading."""
    passage = quote.found.passage
    within = attributed(quote.text).who
    people = [each for each in (*quote.credited(), quote.said_by or "", within) if each]
    if any(set(wanted) <= set(terms(person)) for person in people):
        return True
    if quote.voice == "said" and people:
        return False
    above = {*terms(passage.title), *terms(passage.context), *terms(passage.source)}
    return set(wanted) <= {*above, *terms(quote.text), *(term for name in passage.authors for term in terms(name))}


def _terms(who: str) -> list[str]:
    """What names the one credited; nothing for "the playbook" and the like."""
    generic = {term for match in _PLAIN_SOURCE.findall(who) for term in terms(match.split()[-1])}
    skipped = generic | {"dr", "mr", "mrs", "ms", "prof"}
    capital = [word for word in who.split() if word[0].isupper() or not word.isascii()]
    return [t for word in capital for t in terms(word) if t not in skipped and word.casefold() not in STOP_WORDS]
