"""The sentences of a passage as quotes: slices of the source's canonical text, each within one turn."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.knowledge.sentences import Span, sentence_spans, trimmed
from assistant.retrieval.search import Found
from assistant.types import Citation
from loaders.document import Place
from loaders.reading import reading_form

_HEADING = re.compile(r"\s*#{1,6}\s")
_LIST_ITEM = re.compile(r"\s*(?:[-*+•▪◦]|\d{1,3}[.)]|\([a-z0-9]{1,4}\))\s")
_WORD = re.compile(r"\w+")
LONGEST_LIST = 1200


@dataclass(frozen=True)
class Quote:
    """A slice `[start, end)` of the source's text: a sentence, or the sentence that opens a list with its items."""

    found: Found
    start: int
    end: int
    text: str

    @property
    def speaker(self) -> str | None:
        return self.found.passage.place("speaker", self.start, self.end)

    @property
    def reading(self) -> str:
        """The quote on one line, without marks of layout."""
        markup, lines = self.found.passage.markup, self.text.splitlines()
        if _opens_list(lines[0].strip()):
            return _as_list([_LIST_ITEM.sub("", reading_form(line, markup), count=1) for line in lines if line.strip()])
        return " ".join(_LIST_ITEM.sub("", reading_form(self.text, markup), count=1).split())

    def citation(self, number: int) -> Citation:
        """The quote with everything that says where it stands."""
        passage = self.found.passage
        where = {kind: passage.place(kind, self.start, self.end) for kind in ("page", "section", "time")}
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
            **where,
        )


def _as_list(items: Sequence[str]) -> str:
    return f"{items[0]} " + "; ".join(item.strip().rstrip(";,.") for item in items[1:]) + "."


def quotes_of(found: Found) -> list[Quote]:
    """The sentences of a passage that can stand in an answer; headings, labels and questions cannot."""
    passage = found.passage
    spans = [
        span
        for turn in _turns(passage.text, passage.start, passage.places)
        for span in _sentences(passage.text, turn, passage.language)
    ]
    quotes = []
    for at, (start, end) in enumerate(spans):
        if _says_something(passage.text[start:end]):
            end = _end_of_list(passage.text, spans, at)
            quotes.append(Quote(found, passage.start + start, passage.start + end, passage.text[start:end]))
    return quotes


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
    return (
        not _HEADING.match(text) and not text.endswith(("?", "？", ":", "：")) and _long_enough(text)
    ) or _opens_list(text)


def _long_enough(text: str) -> bool:
    return len(_WORD.findall(text)) >= 3 or (not text.isascii() and len(text) >= 6)


def _opens_list(text: str) -> bool:
    return text.endswith((":", "：")) and not _HEADING.match(text)


def _end_of_list(text: str, spans: Sequence[Span], at: int) -> int:
    """Where the quote ends: with its sentence, or with the last item of the list that the sentence opens."""
    start, end = spans[at]
    if not _opens_list(text[start:end]):
        return end
    for first, last in spans[at + 1 :]:
        if not _LIST_ITEM.match(text[first:last]) or last - start > LONGEST_LIST:
            break
        end = last
    return end
