"""Where sentences begin and end, as ranges of the text they stand in."""

import re
from collections.abc import Iterator
from itertools import pairwise

from sentencex import get_sentence_boundaries

Span = tuple[int, int]

# A sentence never runs over a blank line, nor into the next list item, heading or table row.
_CLOSING = re.compile(r"[*_”’»\")\]]+(?=\s)")
# The time that sentencex takes grows with the square of the quotation marks in a block.
_LONGEST_BLOCK = 10_000
_TO_LAST_SENTENCE = re.compile(r".*(?:[.!?…][”’\"')\]]*\s|[。！？][”’」』]*)", re.DOTALL)
_TO_LAST_WORD = re.compile(r".*\s", re.DOTALL)
_BREAK = re.compile(r"\n(?=\s*\n|\s*(?:[-*+•▪◦]|\d{1,3}[.)]|\([a-z0-9]{1,4}\)|#{1,6}|\|)\s)|\f")
_NUMBER = re.compile(r"[\s>|*_(]*(?:step\s+)?(?:\d{1,3}|[a-z])\\?[.)][*_]*\s*", re.IGNORECASE)


def trimmed(text: str, start: int, end: int) -> Span:
    """The range without the white space at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), max(start, end - (len(piece) - len(piece.rstrip())))


def sentence_spans(text: str, language: str = "en") -> list[Span]:
    """The sentences of `text`, in order, each trimmed and non-empty. `language` is an ISO 639-1 code."""
    parts = (part for block in _blocks(text) for part in _parts(text, block))
    return [span for part in parts for span in _within(text, part, language)]


def _blocks(text: str) -> Iterator[Span]:
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _parts(text: str, block: Span) -> Iterator[Span]:
    """A block that is too long for the segmenter in several parts, cut where a sentence or a word ends."""
    start, end = block
    while end - start > _LONGEST_BLOCK:
        limit = start + _LONGEST_BLOCK
        whole = _TO_LAST_SENTENCE.match(text, start, limit) or _TO_LAST_WORD.match(text, start, limit)
        cut = whole.end() if whole else limit
        yield start, cut
        start = cut
    yield start, end


def _within(text: str, block: Span, language: str) -> Iterator[Span]:
    offset, end = block
    starts = [offset + found["start_index"] for found in get_sentence_boundaries(language, text[offset:end])]
    starts = [_after_closing(text, start) if start > offset else start for start in starts]
    # The number of a list's item stands with what it numbers.
    starts = [start for before, start in pairwise([offset, *starts]) if not _NUMBER.fullmatch(text, before, start)]
    for start, stop in pairwise([*starts, end]):
        span = trimmed(text, start, stop)
        if span[0] < span[1]:
            yield span


def _after_closing(text: str, start: int) -> int:
    """Where a sentence begins when marks that close the one before it were left in front."""
    closing = _CLOSING.match(text, start)
    return closing.end() if closing else start
