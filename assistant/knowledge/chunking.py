"""A document becomes passages: slices of its text, with how they read, and what they are about."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from assistant.knowledge.cutting import passage_spans
from assistant.knowledge.exchanges import ASKING, Piece, exchanges
from assistant.knowledge.sentences import Span
from assistant.knowledge.tokens import count_tokens
from loaders.document import Markup, Metadata, Place
from loaders.reading import reading_form

RECIPE = "6"  # raise it when loading or chunking changes what a file becomes: the next sync then reads all files again
CONTEXT_LIMIT = 200


@dataclass(frozen=True)
class Passage:
    """`text` is the slice `[start, end)` of the source's canonical text; `places` are those that it touches."""

    start: int
    end: int
    text: str
    reading: str
    context: str
    places: Sequence[Place]

    @property
    def embedded(self) -> str:
        """What the vector and the lexical index are made of."""
        return embedded_text(self.context, self.reading)

    @cached_property
    def digest(self) -> str:
        return hashlib.blake2b(self.embedded.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    @cached_property
    def tokens(self) -> int:
        return count_tokens(self.reading)


def embedded_text(context: str, reading: str) -> str:
    """A passage as it is embedded: with the title and heading that say what it is about."""
    return f"{context}: {reading}"


def passages_of(text: str, metadata: Metadata, offset: int = 0) -> list[Passage]:
    """Cut one document into passages. `offset` is where its text begins in the source's canonical text."""
    places = sorted(metadata.places, key=lambda place: (place.start, place.end))
    questions = [place for place in places if place.kind == "role" and place.value in ASKING]
    joined = list(exchanges(_pieces(text, places, metadata.facets.language), _apart(places)))
    spans = ((pieces[0].start, pieces[-1].end) for pieces in joined)
    return [
        Passage(
            start=start + offset,
            end=end + offset,
            text=text[start:end],
            reading=_reading(text, pieces, metadata) or text[start:end],
            context=_context(text, metadata.facets.title, touched, questions),
            places=[
                place.model_copy(update={"start": place.start + offset, "end": place.end + offset}) for place in touched
            ],
        )
        for pieces, ((start, end), touched) in zip(joined, _touching(spans, places), strict=True)
    ]


def _pieces(text: str, places: Sequence[Place], language: str) -> Iterator[Piece]:
    said = [place for place in places if place.kind != "furniture"]
    for (start, end), touched in _touching(passage_spans(text, places, language), said):
        yield Piece(start, end, touched)


def _apart(places: Sequence[Place]) -> list[int]:
    """Where something stands that is more than the label of the turn behind it."""
    return [place.start for place in places if place.kind == "furniture" and place.value != "label"]


def _touching(spans: Iterable[Span], places: Sequence[Place]) -> Iterator[tuple[Span, list[Place]]]:
    """Each span with the places that it shares characters with; both come in the order of their starts."""
    at, open_places = 0, []
    for start, end in spans:
        while at < len(places) and places[at].start < end:
            open_places.append(places[at])
            at += 1
        open_places = [place for place in open_places if place.end > start]
        yield (start, end), list(open_places)


def _reading(text: str, pieces: Sequence[Piece], metadata: Metadata) -> str:
    """The passage as it reads: what a named speaker says in a turn stands on a line of its own, behind the name."""
    colon = "：" if metadata.facets.language == "zh" else ": "
    lines = []
    for turn, said in groupby(pieces, key=lambda piece: piece.turn):
        words = " ".join(filter(None, (_words(text, piece, metadata.markup) for piece in said)))
        lines.append(f"{turn.value}{colon}{words}" if turn and words else words)
    return "\n".join(filter(None, lines))


def _words(text: str, piece: Piece, markup: Markup) -> str:
    """The piece without the marks of its layout, the rows of a table as they read under their header."""
    words, at = [], piece.start
    for row in piece.places:
        if row.kind == "row" and at <= row.start and row.end <= piece.end:
            words += [reading_form(text[at : row.start], markup), row.value]
            at = row.end
    words.append(reading_form(text[at : piece.end], markup))
    return "\n".join(filter(None, words))


def _context(text: str, title: str, touched: Sequence[Place], questions: Sequence[Place]) -> str:
    """Title, heading path and, for an answer, the question before it."""
    parts = [title]
    section = next((place.value for place in touched if place.kind == "section"), "")
    if section and section != title:
        parts.append(section.removeprefix(f"{title} > "))
    if question := _question_before(text, touched, questions):
        parts.append(question)
    return " > ".join(parts)


def _question_before(text: str, touched: Sequence[Place], questions: Sequence[Place]) -> str:
    role = next((place for place in touched if place.kind == "role"), None)
    if role is None or role.value in ASKING:
        return ""
    before = bisect_right(questions, role.start, key=lambda question: question.end)
    if not before:
        return ""
    asked = questions[before - 1]
    return " ".join(text[asked.start : asked.end].split())[-CONTEXT_LIMIT:]
