"""Where passages begin and end: on one page, under one heading, in one turn, never inside a step or a sentence."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

from assistant.knowledge.sentences import Span, sentence_spans, trimmed
from loaders.document import Place

TARGET = 500
LIMIT = 800

_BLANK_LINE = re.compile(r"\n\s*\n")
_WHOLE = ("step", "row", "term")
_EDGES = ("page", "section", "speaker", "role", "furniture")


def passage_spans(text: str, places: Sequence[Place], language: str) -> Iterator[Span]:
    """The ranges of a document's passages, in order; `places` are sorted by their start."""
    whole = _outermost([place for place in places if place.kind in _WHOLE and place.end - place.start <= LIMIT])
    for segment in _segments(len(text), places):
        yield from _packed(_blocks(text, segment, whole, language))


def _outermost(places: Sequence[Place]) -> list[Span]:
    """The ranges of those places that lie in no other."""
    kept: list[Span] = []
    for place in sorted(places, key=lambda place: (place.start, -place.end)):
        if not kept or place.start >= kept[-1][1]:
            kept.append((place.start, place.end))
    return kept


def _segments(length: int, places: Sequence[Place]) -> Iterator[Span]:
    """The ranges between furniture, page ends, headings and turns."""
    cuts = {0, length}
    for place in places:
        if place.kind in _EDGES:
            cuts.update((place.start, place.end))
    furniture = {place.start: place.end for place in places if place.kind == "furniture"}
    ordered, skip_to = sorted(cuts), 0
    for start, end in pairwise(ordered):
        skip_to = max(skip_to, furniture.get(start, 0))
        if start >= skip_to:
            yield start, end


def _blocks(text: str, segment: Span, whole: Sequence[Span], language: str) -> Iterator[Span]:
    """What stays whole, and between it paragraphs, or the sentences of those that are too long for one passage."""
    start, end = segment
    first, last = bisect_left(whole, start, key=itemgetter(0)), bisect_right(whole, end, key=itemgetter(1))
    inside = whole[first:last]
    edges = [start, *(edge for span in inside for edge in span), end]
    for number, (at, to) in enumerate(pairwise(edges)):
        if number % 2:
            yield from _nonempty(text, at, to)
        else:
            yield from _paragraphs(text, (at, to), language)


def _paragraphs(text: str, span: Span, language: str) -> Iterator[Span]:
    start, end = span
    cuts = [start, *(start + match.end() for match in _BLANK_LINE.finditer(text[start:end])), end]
    for at, to in pairwise(cuts):
        for first, last in _nonempty(text, at, to):
            if last - first <= LIMIT:
                yield first, last
            else:
                for begin, stop in sentence_spans(text[first:last], language):
                    yield from _cut_hard(text, (first + begin, first + stop))


def _nonempty(text: str, start: int, end: int) -> Iterator[Span]:
    span = trimmed(text, start, end)
    if span[0] < span[1]:
        yield span


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
