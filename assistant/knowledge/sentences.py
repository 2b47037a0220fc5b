"""Where sentences begin and end, as ranges of the text they stand in."""

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

Span = tuple[int, int]

# A sentence never runs over a blank line, nor into the next list item, heading or table row.
_BREAK = re.compile(r"\n(?=\s*\n|\s*(?:[-*+•▪◦]|\d{1,3}[.)]|\([a-z0-9]{1,4}\)|#{1,6}|\|)\s)|\f")


def trimmed(text: str, start: int, end: int) -> Span:
    """The range without the white space at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), max(start, end - (len(piece) - len(piece.rstrip())))


def sentence_spans(text: str, language: str = "en") -> list[Span]:
    """The sentences of `text`, in order, each trimmed and non-empty. `language` is an ISO 639-1 code."""
    return [span for block in _blocks(text) for span in _within(text, block, language)]


def _blocks(text: str) -> Iterator[Span]:
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _within(text: str, block: Span, language: str) -> Iterator[Span]:
    offset, end = block
    for found in get_sentence_boundaries(language, text[offset:end]):
        span = trimmed(text, offset + found["start_index"], offset + found["end_index"])
        if span[0] < span[1]:
            yield span
