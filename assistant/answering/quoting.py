"""The sentences of a passage as quotes: slices of the source's canonical text, each within one turn."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.knowledge.sentences import Span, sentence_spans, trimmed
from assistant.retrieval.search import Found
from assistant.types import Citation
from loaders.document import Place

LIST_ITEM = re.compile(r"^\s*(?:[-*+•▪◦]|\d{1,3}[.)]|\([a-z0-9]{1,4}\))\s+")
LONGEST_LIST = 1200
SHORT = 50  # a sentence of fewer characters is quoted together with the one after it, which says what it is about

_HEADING = re.compile(r"\s*#{1,6}\s")
_WORD = re.compile(r"\w+")
_COLONS = (":", "：")
_QUESTION_MARKS = ("?", "？")


@dataclass(frozen=True)
class Quote:
    """A slice `[start, end)` of the source's text: a sentence, or the sentence that opens a list with its items."""

    found: Found
    start: int
    end: int
    text: str

    def overlaps(self, other: "Quote") -> bool:
        """Whether both quote some of the same characters."""
        same_source = self.found.passage.source_id == other.found.passage.source_id
        return same_source and self.start < other.end and other.start < self.end

    @property
    def speaker(self) -> str | None:
        return self.place("speaker")

    def place(self, kind: str) -> str | None:
        """The page, section, speaker or time at which the quote begins."""
        return self.found.passage.place(kind, self.start, self.end)

    def citation(self, number: int) -> Citation:
        """The quote with everything that says where it stands."""
        passage = self.found.passage
        return Citation(
            number=number,
            quote=self.text,
            source=passage.source,
            document=passage.title,
            kind=passage.kind,
            speaker=self.speaker,
            voice="said" if self.speaker else "author",
            date=passage.date.isoformat() if passage.date else None,
            start=self.start,
            end=self.end,
            page=self.place("page"),
            section=self.place("section"),
            time=self.place("time"),
        )


def quotes_of(found: Found) -> list[Quote]:
    """The sentences of a passage that can stand in an answer; headings, labels and questions cannot."""
    passage = found.passage
    headings = {passage.title, *(path.split(" > ")[-1] for path in passage.values("section"))}
    quotes = []
    for turn in _turns(passage.text, passage.start, passage.places):
        spans = list(_sentences(passage.text, turn, passage.language))
        for at, (start, first_end) in enumerate(spans):
            end = _end(passage.text, spans, at)
            text = passage.text[start:end]
            asks = passage.text[start:first_end].endswith(_QUESTION_MARKS)
            if not asks and _says_something(text) and text not in headings:
                quotes.append(Quote(found, passage.start + start, passage.start + end, text))
    return quotes


def longest_turn(found: Found) -> Quote:
    """The passage as one quote, cut to its longest turn where several people speak in it."""
    passage = found.passage
    turns = _turns(passage.text, passage.start, passage.places)
    start, end = max((trimmed(passage.text, *turn) for turn in turns), key=lambda span: span[1] - span[0])
    return Quote(found, passage.start + start, passage.start + end, passage.text[start:end])


def _turns(text: str, offset: int, places: Sequence[Place]) -> Iterator[Span]:
    """The passage cut where the speaker changes."""
    spoken = [place for place in places if place.kind == "speaker"]
    cuts = {0, len(text)} | {
        min(max(edge - offset, 0), len(text)) for place in spoken for edge in (place.start, place.end)
    }
    ordered = sorted(cuts)
    yield from itertools.pairwise(ordered)


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
    if end - start < SHORT and following and _runs_on(text, (start, end), following[0]):
        return following[0][1]
    return end


def _runs_on(text: str, sentence: Span, after: Span) -> bool:
    """Whether two sentences belong to one paragraph, neither being an item of a list or a row of a table."""
    items = any(LIST_ITEM.match(text[start:end]) or text[start] == "|" for start, end in (sentence, after))
    return not items and "\n\n" not in text[sentence[1] : after[0]]


def _end_of_list(text: str, start: int, end: int, following: Sequence[Span]) -> int:
    for first, last in following:
        if not LIST_ITEM.match(text[first:last]) or last - start > LONGEST_LIST:
            break
        end = last
    return end
