"""A document becomes passages: pieces of about 500 characters that stay on one page and under one heading.

A passage is never cut inside a sentence unless the sentence alone is too long, and covers no furniture.
"""

import hashlib
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.knowledge.sentences import Span, sentence_spans, trimmed
from assistant.knowledge.tokens import count_tokens
from loaders.document import Metadata, Place
from loaders.reading import reading_form

RECIPE = "1"  # raise it when loading or chunking changes what a file becomes: the next sync then reads all files again
TARGET = 500
LIMIT = 800
CONTEXT_LIMIT = 200
ASKING = ("interviewer", "moderator", "audience")

_BLANK_LINE = re.compile(r"\n\s*\n")


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
    made = []
    for start, end in _spans(text, metadata, places):
        touched = [place for place in places if place.start < end and start < place.end and place.kind != "furniture"]
        made.append(
            Passage(
                start=start + offset,
                end=end + offset,
                text=text[start:end],
                reading=reading_form(text[start:end], metadata.markup) or text[start:end],
                context=_context(text, metadata, places, touched),
                places=[
                    place.model_copy(update={"start": place.start + offset, "end": place.end + offset})
                    for place in touched
                ],
            )
        )
    return made


def _spans(text: str, metadata: Metadata, places: Sequence[Place]) -> Iterator[Span]:
    for segment in _segments(len(text), places):
        yield from _packed(_blocks(text, segment, metadata.facets.language))


def _segments(length: int, places: Sequence[Place]) -> Iterator[Span]:
    """The ranges between furniture, page ends and headings."""
    cuts = {0, length}
    for place in places:
        if place.kind in ("page", "section", "furniture"):
            cuts.update((place.start, place.end))
    furniture = {place.start: place.end for place in places if place.kind == "furniture"}
    ordered, skip_to = sorted(cuts), 0
    for start, end in itertools.pairwise(ordered):
        skip_to = max(skip_to, furniture.get(start, 0))
        if start >= skip_to:
            yield start, end


def _blocks(text: str, segment: Span, language: str) -> Iterator[Span]:
    """Paragraphs, and the sentences of those paragraphs that are too long for one passage."""
    start, end = segment
    cuts = [start, *(start + match.end() for match in _BLANK_LINE.finditer(text[start:end])), end]
    for at, to in itertools.pairwise(cuts):
        block = trimmed(text, at, to)
        if block[1] - block[0] <= LIMIT:
            if block[0] < block[1]:
                yield block
        else:
            for first, last in sentence_spans(text[block[0] : block[1]], language):
                yield from _cut_hard(text, (block[0] + first, block[0] + last))


def _cut_hard(text: str, span: Span) -> Iterator[Span]:
    """A sentence longer than a passage is cut at the last white space that fits, else where the limit falls."""
    start, end = span
    while end - start > LIMIT:
        space = max(text.rfind(" ", start, start + LIMIT), text.rfind("\n", start, start + LIMIT))
        cut = space if space > start + TARGET // 2 else start + LIMIT
        yield start, cut
        start = trimmed(text, cut, end)[0]
    if start < end:
        yield start, end


def _packed(blocks: Iterator[Span]) -> Iterator[Span]:
    """Join neighbours until a passage has about the target length."""
    current: Span | None = None
    for block in blocks:
        if current is None:
            current = block
        elif current[1] - current[0] < TARGET and block[1] - current[0] <= LIMIT:
            current = current[0], block[1]
        else:
            yield current
            current = block
    if current is not None:
        yield current


def _context(text: str, metadata: Metadata, places: Sequence[Place], touched: Sequence[Place]) -> str:
    """Title, heading path and, for an answer, the question before it."""
    parts = [metadata.facets.title]
    section = next((place.value for place in touched if place.kind == "section"), "")
    if section and section != parts[0]:
        parts.append(section.removeprefix(f"{parts[0]} > "))
    if question := _question_before(text, places, touched):
        parts.append(question)
    return " > ".join(parts)


def _question_before(text: str, places: Sequence[Place], touched: Sequence[Place]) -> str:
    roles = [place for place in touched if place.kind == "role"]
    if not roles or roles[0].value in ASKING:
        return ""
    asked = [
        place for place in places if place.kind == "role" and place.value in ASKING and place.end <= roles[0].start
    ]
    return " ".join(text[asked[-1].start : asked[-1].end].split())[-CONTEXT_LIMIT:] if asked else ""
