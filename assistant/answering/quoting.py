"""The sentences of a passage as quotes: slices of the source's canonical text, each within one turn."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.knowledge.sentences import Span, sentence_spans, trimmed
from assistant.knowledge.stored import StoredPassage
from assistant.retrieval.search import RankedPassage
from assistant.types import Citation, Voice
from loaders.document import PlaceKind

LIST_ITEM = re.compile(r"^\s*(?:[-*+•▪◦]|\d{1,3}[.)]|\([a-z0-9]{1,4}\))\s+")
LONGEST_LIST = 1200
SHORT = 50  # a sentence of fewer characters is quoted together with the one after it, which says what it is about

_HEADING = re.compile(r"\s*#{1,6}\s")
_WORD = re.compile(r"\w+")
_VOICES: dict[PlaceKind, Voice] = {"speaker": "said", "role": "said", "quoted": "quoted", "reported": "reported"}
_COLONS = (":", "：")
_QUESTION_MARKS = ("?", "？")


@dataclass(frozen=True)
class Quote:
    """A slice `[start, end)` of the source's text: a sentence, or the sentence that opens a list with its items."""

    found: RankedPassage
    start: int
    end: int
    text: str

    def overlaps(self, other: "Quote") -> bool:
        """Whether both quote some of the same characters."""
        same_source = self.found.passage.source_id == other.found.passage.source_id
        return same_source and self.start < other.end and other.start < self.end

    @property
    def voice(self) -> Voice:
        """Whether the words were said in a turn, are quoted or reported in prose, or are the author's own."""
        return next((voice for kind, voice in _VOICES.items() if self.place(kind) is not None), "author")

    def credited(self) -> list[str]:
        """Those who answer for the words: who said them, else the document's authors."""
        if self.voice == "author":
            return list(self.found.passage.authors)
        return [self.speaker] if self.speaker else []

    @property
    def speaker(self) -> str | None:
        """Who is credited with the words; None for the author's own, and where the source leaves it open."""
        return self.place("speaker") or self.place("quoted") or self.place("reported") or None

    @property
    def section(self) -> str | None:
        """The heading path, and the step where the quote is one of several."""
        step = self.place("step")
        parts = [self.place("section"), step and f"step {step}"]
        return " > ".join(filter(None, parts)) or None

    @property
    def row(self) -> str | None:
        """How the quote reads where it is a row of a table."""
        rows = (place for place in self.found.passage.places if place.kind == "row")
        return next((row.value for row in rows if (row.start, row.end) == (self.start, self.end)), None)

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
            voice=self.voice,
            date=passage.date.isoformat() if passage.date else None,
            start=self.start,
            end=self.end,
            page=self.place("page"),
            section=self.section,
            time=self.place("time"),
        )


def quotes_of(found: RankedPassage) -> list[Quote]:
    """What can stand in an answer: a passage's sentences and table rows, but no heading, label or question."""
    passage = found.passage
    rows = set(_ranges(passage, "row"))
    quotes = []
    for piece in _pieces(passage):
        spans = [piece] if piece in rows else _quotable(passage, piece)
        quotes += [_quote(found, span) for span in spans]
    return quotes


def whole(found: RankedPassage) -> Quote:
    """The passage as one quote."""
    return _quote(found, (0, len(found.passage.text)))


def _quote(found: RankedPassage, span: Span) -> Quote:
    offset = found.passage.start
    return Quote(found, offset + span[0], offset + span[1], found.passage.text[span[0] : span[1]])


def _pieces(passage: StoredPassage) -> Iterator[Span]:
    """The passage cut where rows of a table begin and end."""
    return pairwise(sorted({0, len(passage.text)} | {edge for row in _ranges(passage, "row") for edge in row}))


def _ranges(passage: StoredPassage, kind: PlaceKind) -> Iterator[Span]:
    """The places of a kind as ranges of the passage's own text."""
    length = len(passage.text)
    for place in passage.places:
        if place.kind == kind:
            yield max(place.start - passage.start, 0), min(place.end - passage.start, length)


def _quotable(passage: StoredPassage, piece: Span) -> Iterator[Span]:
    headings = {passage.title, *(path.split(" > ")[-1] for path in passage.values("section"))}
    sentences = list(_sentences(passage.text, piece, passage.language))
    for at, (start, first_end) in enumerate(sentences):
        end = _end(passage.text, sentences, at)
        text = passage.text[start:end]
        asks = passage.text[start:first_end].endswith(_QUESTION_MARKS)
        if not asks and _says_something(text) and text not in headings:
            yield start, end


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
