"""What a question asks for that an answer lacks: an answer that lacks most is withheld, however well it scores, and one
that lacks little is given sooner.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.answering.asked import Asked, Wording
from assistant.answering.clauses import number_of
from assistant.answering.quoting import Quote
from assistant.answering.subjects import ASKING
from assistant.knowledge.terms import terms

# Shares of a question's words, by weight; chosen on one half of questions with an answer and without.
MOST, LITTLE = 0.75, 0.33

_YEAR = r"(?:19|20)\d\d"
# Not an amount of money, nor of what follows: "2000 patients".
_YEAR_ASKED = re.compile(rf"(?<![\d$€£¥])(?<!EUR )(?<!USD )(?<!GBP ){_YEAR}(?!\d|\s+[a-z]+s\b)")
# A year that only bounds a time need not stand in the answer.
_BOUND = re.compile(
    rf"\b(?:between (?:\w+ )?{_YEAR} and|since|before|after|until|till|from|to|by) (?:[\w,]+ ){{0,2}}{_YEAR}\b|"
    rf"{_YEAR}年?(?:\d+月)?(?:以前|之前|以后|之后|以来|起)",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(clause|section|article|schedule|annex|exhibit|appendix|amendment)\s+(?:no\.?\s*|number\s*)?"
    r"(\d{1,3}(?:\.\d{1,3})*|(?-i:[IVXLC]+\b))|第\s*(\d{1,3}(?:\.\d{1,3})*)\s*条",
    re.IGNORECASE,
)
_ASKING = frozenset(term for word in ASKING for term in terms(word))


def is_enough(asked: Asked, quotes: Sequence[Quote], supported: bool) -> bool:
    """Whether one or more quotes answer: supported ones that are not wanting, others only where they are full."""
    return not _is_wanting(asked, quotes) and (supported or _is_full(asked, quotes))


def _is_wanting(asked: Asked, quotes: Sequence[Quote]) -> bool:
    """Whether one or more quotes have next to nothing of what is asked about, or none of the years or numbered parts.

    A numbered part is a clause, an amendment and the like.
    """
    said = asked.wording_for(quotes[0].text).without(_ASKING)
    return _missing(said, quotes) >= MOST or _has_no_year(asked, quotes) or _has_no_part(asked, quotes)


def _is_full(asked: Asked, quotes: Sequence[Quote]) -> bool:
    """Whether one or more quotes have nearly all that is asked about, beside what names their documents.

    It is not told of a question in another language, of which a gloss has only what the glossary knows.
    """
    wording = asked.wording_for(quotes[0].text)
    if wording != asked.own:
        return False
    naming = (wording.naming(quote.found.passage.title) for quote in quotes)
    return _missing(wording.without(frozenset().union(_ASKING, *naming)), quotes) <= LITTLE


def _missing(wording: Wording, quotes: Sequence[Quote]) -> float:
    """The share of the words, by weight, from 0 to 1, that stand neither in a quote nor above one."""
    return 1.0 - wording.share(wording.covered(frozenset(terms(" ".join(map(_with_place, quotes))))))


def _with_place(quote: Quote) -> str:
    """The quote, with what says where it stands and who says it."""
    passage = quote.found.passage
    rows = (place.value for place in quote.places("row"))
    return " ".join([passage.title, passage.context, quote.speaker or "", *rows, quote.text])


def _has_no_year(asked: Asked, quotes: Sequence[Quote]) -> bool:
    years = _YEAR_ASKED.findall(_BOUND.sub(" ", asked.question))
    passages = (quote.found.passage for quote in quotes)
    around = (f"{passage.text} {passage.date}" for passage in passages)
    told = " ".join([*around, *map(_with_place, quotes)])
    return bool(years) and not any(year in told for year in years)


def _has_no_part(asked: Asked, quotes: Sequence[Quote]) -> bool:
    parts = list(_parts(asked.question))
    told = [part for quote in quotes for part in _parts_told(quote)]
    return bool(parts) and not any(_are_one(part, each) for part in parts for each in told)


def _are_one(part: str, other: str) -> bool:
    """Whether they are the same part, or the one is within the other."""
    return part == other or part.startswith(f"{other}.") or other.startswith(f"{part}.")


def _parts(text: str) -> Iterator[str]:
    """The parts that a text names, by number: an amendment is another thing than a clause, by whatever name."""
    for kind, number, chinese in _PART.findall(text):
        yield ("amendment " if kind.casefold() == "amendment" else "") + (number or chinese)


def _parts_told(quote: Quote) -> Iterator[str]:
    """The parts that a quote names, and those that it stands in."""
    yield from _parts(_with_place(quote))
    for path in quote.places("section"):
        yield from filter(None, map(number_of, path.value.split(" > ")))
