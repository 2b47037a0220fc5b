"""What an amendment changed: each of its clauses that changes another, and when they take effect."""

import re
from collections.abc import Iterable

from assistant.answering.asked import Asked
from assistant.answering.quotable import quotes_of
from assistant.answering.quoting import Quote, whole
from assistant.answering.statements import Statement
from assistant.answering.wording import sentence_of
from assistant.knowledge.opened import OpenDocument
from assistant.retrieval.ranked import RankedPassage

_IN_FORCE = re.compile(
    r"\b(?:takes? effect|effective (?:as of|on|date)|in force|comes? into force)\b|生效", re.IGNORECASE
)


def changes_answering(asked: Asked, opened: Iterable[OpenDocument]) -> list[Statement]:
    """What an amendment changed, where the question is that and the first of the documents is an amendment."""
    first = next(iter(opened), None)
    return changes_of(first) if asked.type == "change" and first and first.facets.amends else []


def changes_of(amendment: OpenDocument) -> list[Statement]:
    """A statement for each changed clause, and for when; none where it changes none."""
    clauses = [_quote(amendment, place.start, place.end) for place in amendment.of_kind("amends")]
    if not clauses:
        return []
    everything = _quote(amendment, amendment.start, amendment.start + len(amendment.text))
    outside = [quote for quote in quotes_of(everything.found) if not any(quote.overlaps(each) for each in clauses)]
    when = next((quote for quote in outside if _IN_FORCE.search(quote.text)), None)
    return [Statement(sentence_of(quote), [quote]) for quote in [*clauses, *([when] if when else [])]]


def _quote(document: OpenDocument, start: int, end: int) -> Quote:
    text = document.slice(start, end)
    end -= len(text) - len(text.rstrip())
    return whole(RankedPassage(document.passage(start, end), 1.0))
