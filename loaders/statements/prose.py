"""Paragraphs, quotations and sentences of running text, as ranges; what stands in quotation marks is masked.

With quotations masked, a sentence is not cut inside one, and no name or verb inside one is taken for the writer's.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from loaders.document import Markup
from loaders.statements.speech import ATTRIBUTION_AHEAD, HAN, MASK

Span = tuple[int, int]

_NARROW = 65
_LONGEST_WRAPPED_LINE = 120
_LONGEST_QUOTATION = 8  # Paragraphs after the first.
_BLANK_LINE = r"\n[^\S\n]*(?=\n)|\f|\n(?=[^\S\n]*(?:[-*+•▪◦]|\d{1,3}[.)]|#{1,6}|\|)[^\S\n])"
_WRAPPED_BREAK = re.compile(_BLANK_LINE)
_WRAPPED_TEXT_BREAK = re.compile(rf"{_BLANK_LINE}|(?<=\n)[^\n]{{1,55}}(?<![.,;:!?…”\"’'。，：])\n(?!\s{{0,4}}[—–-])")
# A line of its own may name whom the quotation above is from.
_LINE_BREAK = re.compile(r"\n(?!\s{0,4}[—–-]{1,2}[^\S\n]?[A-Z])|\f")

_MARK = re.compile(r"[\"“”„«»「」『』‘’']")
_CLOSERS = {"“": '”"', '"': '"”', "„": "“”", "«": "»", "「": "」", "『": "』"}
_CURLY = re.compile("[“”]")
_SINGLE_CLOSING = re.compile(r"(?<=[,.?!…])[’'](?![^\W_])")
_STOP = re.compile(rf"(?<![.!?…])[.!?…]++[)\]*_]*+(?=\s)|[。！？]+|{MASK}+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|Prof|St|Jr|Sr|Inc|Corp|Co|Ltd|vs|No|e\.g|i\.e|etc|Sen|Rep|Gov|Gen)|\b[A-Z](?:\.[A-Z])*)\.\Z"
)
_LOWER_AHEAD = re.compile(r"\s*[a-z,;:—–]")


@dataclass(frozen=True)
class Quotation:
    """What stands in quotation marks, the marks included; `is_open` when only a later paragraph closes it."""

    start: int
    end: int
    is_open: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph `[start, end)`; `masked` is its text with each quotation replaced, character for character."""

    start: int
    end: int
    masked: str
    quotations: Sequence[Quotation]
    sentences: Sequence[Span]

    def quotations_in(self, start: int, end: int) -> Sequence[Quotation]:
        """The quotations that lie in `[start, end)`."""
        first = bisect_left(self.quotations, start, key=attrgetter("start"))
        last = bisect_right(self.quotations, end, key=attrgetter("end"))
        return self.quotations[first:last]


def paragraphs(text: str, markup: Markup, pieces: Iterable[Span]) -> list[Paragraph]:
    """The paragraphs of those pieces of `text`; offsets are the text's. A line is one where lines are not wrapped."""
    ends_at = _breaks(text, markup)
    spans = [span for piece in pieces for span in _between(text, piece, ends_at) if span[0] < span[1]]
    found: list[Paragraph] = []
    is_inside = False
    for at, (start, end) in enumerate(spans):
        body = text[start:end]
        quotations = list(_quotations(body, is_inside=is_inside))
        is_inside = False
        if quotations and quotations[-1].is_open:
            following = [text[first:last] for first, last in spans[at + 1 : at + 1 + _LONGEST_QUOTATION]]
            if _is_continued(following):
                is_inside = following[0][0] not in _CLOSERS
            else:
                quotations.pop()
        found.append(_paragraph(body, start, quotations))
    return found


def trimmed(text: str, start: int, end: int) -> Span:
    """The range without the white space at its ends."""
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip())
    return first, max(first, start + len(piece.rstrip()))


def _breaks(text: str, markup: Markup) -> re.Pattern[str]:
    """What ends a paragraph; among wrapped lines of text, a short one without a full stop is a heading or a byline."""
    longest = max(map(len, text.split("\n")))
    if markup == "pdf" or longest <= _NARROW:
        return _WRAPPED_BREAK
    return _WRAPPED_TEXT_BREAK if longest <= _LONGEST_WRAPPED_LINE else _LINE_BREAK


def _between(text: str, piece: Span, breaks: re.Pattern[str]) -> Iterator[Span]:
    start, end = piece
    for match in breaks.finditer(text, start, end):
        yield trimmed(text, start, match.start())
        # Blank, unless it is a heading.
        yield trimmed(text, match.start(), match.end())
        start = match.end()
    yield trimmed(text, start, end)


def _paragraph(body: str, start: int, found: Sequence[Quotation]) -> Paragraph:
    masked = _masked(body, found)
    return Paragraph(
        start,
        start + len(body),
        masked,
        [Quotation(start + quote.start, start + quote.end, quote.is_open) for quote in found],
        [(start + first, start + last) for first, last in _sentences(body, masked)],
    )


def _is_continued(following: Sequence[str]) -> bool:
    """Whether a quotation left open goes on: the next paragraph opens it anew, or one of the next closes it."""
    if following and following[0][0] in _CLOSERS:
        return True
    return next((mark[0] for body in following if (mark := _CURLY.search(body))), "") == "”"


def _quotations(body: str, *, is_inside: bool) -> Iterator[Quotation]:
    """Those closed in the paragraph, and the one that is left open."""
    single_closings = [match.end() for match in _SINGLE_CLOSING.finditer(body)]
    opened, closers, free_from = (0, _CLOSERS["“"], 0) if is_inside else (-1, "", 0)
    for match in _MARK.finditer(body):
        mark, at = match[0], match.start()
        if at < free_from:
            continue
        if opened >= 0:
            if mark in closers:
                yield Quotation(opened, at + 1)
                opened, free_from = -1, at + 1
        elif mark in "‘'":
            closing = bisect_left(single_closings, at + 2)
            if _opens(body, at) and closing < len(single_closings):
                free_from = single_closings[closing]
                yield Quotation(at, free_from)
        elif mark in _CLOSERS and (mark != '"' or _opens(body, at)):
            opened, closers = at, _CLOSERS[mark]
    if opened >= 0:
        yield Quotation(opened, len(body), is_open=True)


def _opens(body: str, at: int) -> bool:
    """Whether a straight or single mark opens: something comes right after it, and no word right before it."""
    before, after = body[at - 1 : at], body[at + 1 : at + 2]
    return bool(after.strip()) and (not before or not before.isalnum() or "\u3400" <= before <= "\u9fff")


def _masked(body: str, quotations: Sequence[Quotation]) -> str:
    pieces, at = [], 0
    for quote in quotations:
        pieces += [body[at : quote.start], MASK * (quote.end - quote.start)]
        at = quote.end
    return "".join([*pieces, body[at:]])


def _sentences(body: str, masked: str) -> Iterator[Span]:
    ends = [match.end() for match in _STOP.finditer(masked) if _ends_sentence(body, masked, match)]
    for start, end in pairwise([0, *ends, len(body)]):
        span = trimmed(body, start, end)
        if span[0] < span[1]:
            yield span


def _ends_sentence(body: str, masked: str, stop: re.Match[str]) -> bool:
    end = stop.end()
    if stop[0][0] != MASK:
        is_abbreviation = stop[0] == "." and _ABBREVIATION.search(masked, max(0, end - 12), end)
        return not is_abbreviation and not _LOWER_AHEAD.match(masked, end)
    last = body[end - 2]
    if last not in ".!?…。！？" or _LOWER_AHEAD.match(masked, end) or _is_mid_sentence(masked, end):
        return False
    return last == "." or not ATTRIBUTION_AHEAD.match(masked, end)


def _is_mid_sentence(masked: str, end: int) -> bool:
    """Punctuation goes on, or a dash leads to the name of the one quoted."""
    return bool(re.match(rf"\s*[—–-]|[^\s\w{MASK}{HAN}]", masked[end : end + 4]))
