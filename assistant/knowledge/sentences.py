"""Where sentences begin and end, as ranges of the text they stand in."""

import re
from collections.abc import Iterator
from itertools import pairwise

from sentencex import get_sentence_boundaries

Span = tuple[int, int]

# A sentence never runs over a blank line, nor into the next list item, heading or table row.
_CLOSING = re.compile(r"[*_”’»\")\]]+(?=\s)")
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
    starts = [offset + found["start_index"] for found in get_sentence_boundaries(language, text[offset:end])]
    starts = [_after_closing(text, start) if start > offset else start for start in starts]
    for start, stop in pairwise([*starts, end]):
        span = trimmed(text, start, stop)
        if span[0] < span[1]:
            yield span


def _after_closing(text: str, start: int) -> int:
    """Where a sentence begins when marks that close the one before it were left in front."""
    closing = _CLOSING.match(text, start)
    return closing.end() if closing else start
