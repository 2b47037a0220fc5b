"""What of a passage can stand in an answer: its sentences, list items, steps, decisions and table rows."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from assistant.answering.quoting import Quote
from assistant.knowledge.sentences import Span, sentence_spans, trimmed
from assistant.knowledge.stored import StoredPassage
from assistant.retrieval.ranked import RankedPassage
from loaders.document import PlaceKind

LIST_ITEM = re.compile(r"^\s*(?:[-*+•▪◦]|\d{1,3}[.)]|\([a-z0-9]{1,4}\))\s+")
LONGEST_LIST = 1200
LONGEST_UNIT = 600
SHORT = 50  # a sentence of fewer characters is quoted together with the one after it, which says what it is about

_PARTS: tuple[PlaceKind, ...] = ("step", "decision")
_HEADING = re.compile(r"\s*#{1,6}\s")
_HEADING_MARKS = re.compile(
    r"[#*\s]*(?:(?:article|section|clause)\s+)?(?:\d+(?:\.\d+)*[.)]?|[IVXLC]+(?=[.)\s]))?[*\s.:)—–-]*", re.IGNORECASE
)
_LAST_IN_BOLD = re.compile(r"\s*\n\s*\n\*\*[^*\n]+\*\*:?\s*$")
_WORD = re.compile(r"\w+")
_COLONS = (":", "：")
_QUESTION_MARKS = ("?", "？")


def quotes_of(found: RankedPassage, with_questions: bool = False) -> list[Quote]:
    """What can stand in an answer: a passage's sentences, steps, decisions and table rows, but no heading or label.

    Questions can where the answer is what somebody said.
    """
    passage = found.passage
    units = _units(passage)
    quotes = []
    for piece in _pieces(passage, units):
        spans = [trimmed(passage.text, *piece)] if piece in units else _quotable(passage, piece, with_questions)
        quotes += [_quote(found, span) for span in spans]
    return quotes


def _quote(found: RankedPassage, span: Span) -> Quote:
    offset = found.passage.start
    return Quote(found, offset + span[0], offset + span[1], found.passage.text[span[0] : span[1]])


def _units(passage: StoredPassage) -> set[Span]:
    """What is quoted whole: rows of a table, and the steps and decisions that are not long."""
    ranges = (before_heading(passage.text, span) for kind in _PARTS for span in _ranges(passage, kind))
    parts = [span for span in ranges if span[1] - span[0] <= LONGEST_UNIT]
    rows = list(_ranges(passage, "row"))
    return {*rows, *(part for part in parts if not any(part[0] < row[1] and row[0] < part[1] for row in rows))}


def before_heading(text: str, span: Span) -> Span:
    """The range without the line in bold at its end, which is the heading of what comes next."""
    heading = _LAST_IN_BOLD.search(text, *span)
    return (span[0], heading.start()) if heading and heading.end() >= span[1] else span


def _pieces(passage: StoredPassage, units: Iterable[Span]) -> Iterator[Span]:
    """The passage cut where a turn, or what is quoted whole, begins and ends; labels of turns are left out."""
    turns, furniture = list(_ranges(passage, "speaker")), list(_ranges(passage, "furniture"))
    edges = {0, len(passage.text)} | {edge for span in (*units, *turns, *furniture) for edge in span}
    for start, end in pairwise(sorted(edges)):
        if not any(first <= start and end <= last for first, last in furniture):
            yield start, end


def _ranges(passage: StoredPassage, kind: PlaceKind) -> Iterator[Span]:
    """The places of a kind as ranges of the passage's own text."""
    length = len(passage.text)
    for place in passage.places:
        if place.kind == kind:
            yield max(place.start - passage.start, 0), min(place.end - passage.start, length)


def _quotable(passage: StoredPassage, piece: Span, with_questions: bool) -> Iterator[Span]:
    paths = [part for path in passage.values("section") for part in path.split(" > ")]
    headings = {_unnumbered(heading) for heading in (passage.title, *paths)}
    sentences = list(_sentences(passage.text, piece, passage.language))
    for at, (start, first_end) in enumerate(sentences):
        end = _end(passage.text, sentences, at)
        text = passage.text[start:end]
        asks = passage.text[start:first_end].endswith(_QUESTION_MARKS)
        if (with_questions or not asks) and _says_something(text) and _unnumbered(text) not in headings:
            yield start, end


def _unnumbered(heading: str) -> str:
    return _HEADING_MARKS.sub("", heading, count=1).rstrip(" *.:").casefold()


def _sentences(text: str, turn: Span, language: str) -> Iterator[Span]:
    start, end = turn
    for first, last in sentence_spans(text[start:end], language):
        yield trimmed(text, start + first, start + last)


def _says_something(text: str) -> bool:
    return not _HEADING.match(text) and not text.endswith(_COLONS) and _long_enough(text)


def _long_enough(text: str) -> bool:
    return len(_WORD.findall(text)) >= 3 or (not text.isascii() and len(text) >= 6)


def opens_list(text: str) -> bool:
    """Whether the text announces the items of a list."""
    return text.endswith(_COLONS) and not _HEADING.match(text)


def _end(text: str, spans: Sequence[Span], at: int) -> int:
    """Where a quote that begins with this sentence ends: with it, with the list it opens, or with the next one."""
    start, end = spans[at]
    following = spans[at + 1 :]
    if opens_list(text[start:end]):
        return _end_of_list(text, start, end, following)
    if LIST_ITEM.match(text[start:end]):
        return _end_of_item(text, start, end, following)
    if end - start < SHORT and following and _runs_on(text, (start, end), following[0]):
        return following[0][1]
    return end


def _runs_on(text: str, sentence: Span, after: Span) -> bool:
    """Whether two sentences belong to one paragraph, neither being an item of a list or a row of a table."""
    items = any(LIST_ITEM.match(text[start:end]) or text[start] == "|" for start, end in (sentence, after))
    asks = text[after[0] : after[1]].endswith(_QUESTION_MARKS)
    return not items and not asks and "\n\n" not in text[sentence[1] : after[0]]


def _end_of_item(text: str, start: int, end: int, following: Sequence[Span]) -> int:
    for first, last in following:
        if "\n" in text[end:first] or last - start > LONGEST_UNIT:
            break
        end = last
    return end


def _end_of_list(text: str, start: int, end: int, following: Sequence[Span]) -> int:
    for first, last in following:
        if not LIST_ITEM.match(text[first:last]) or last - start > LONGEST_LIST:
            break
        end = last
    return end
