"""A model's pieces of text become sentences, each as soon as it is whole with the marks behind it."""

import re
from collections.abc import AsyncIterator

from assistant.answering.marks import MARK
from assistant.knowledge.sentences import sentence_spans

_LEADING_MARKS = re.compile(rf"(?:\s*{MARK})+")
# A mark behind a full stop ends the sentence, also where the segmenter sees it go on.
_MARKED_END = re.compile(rf"[.!?。！？…][”’\"')）」』*]*(?:\s*{MARK})++(?=\s*\S)")
_UNFINISHED_MARK = re.compile(r"\s*[\[【［][^\]】］]*")
_QUOTATIONS = (("“", "”"), ("「", "」"), ("『", "』"))
_MAY_END = re.compile(r"[.!?。！？…\n]")
_NEAR = 40  # characters behind the end of a sentence within which marks end and the next one begins
_LONGEST_QUOTATION = 1000  # characters; one that goes on is taken for a stray mark


async def sentences(pieces: AsyncIterator[str]) -> AsyncIterator[str]:
    """The sentences of the text that the pieces make up, in order, none of them blank.

    How the text is cut into pieces makes no difference. A sentence is whole once the next one has begun.
    """
    waiting = ""
    async for piece in pieces:
        waiting += piece
        if _MAY_END.search(waiting, max(0, len(waiting) - len(piece) - _NEAR)):
            *whole, waiting = _cut(waiting, _opened(waiting))
            for each in filter(None, map(str.strip, whole)):
                yield each
    for each in filter(None, map(str.strip, _cut(waiting, len(waiting)))):
        yield each


def _opened(text: str) -> int:
    """Where a quotation begins that has not ended yet, and may hold several sentences; else the end of the text."""
    starts = [text.rfind(opening) for opening, closing in _QUOTATIONS if text.rfind(closing) < text.rfind(opening)]
    if text.count('"') % 2:
        starts.append(text.rfind('"'))
    opened = min(starts, default=len(text))
    return opened if len(text) - opened <= _LONGEST_QUOTATION else len(text)


def _cut(text: str, until: int) -> list[str]:
    """The text, up to a place, in sentences with the white space around them; the last one may go on."""
    begins = [_behind_marks(text, start) for start, _ in sentence_spans(text)]
    ends = [found.end() for found in _MARKED_END.finditer(text)]
    cuts = sorted({at for at in (*begins, *ends) if 0 < at < len(text.rstrip()) and at <= until})
    if cuts and _UNFINISHED_MARK.fullmatch(text, cuts[-1]):
        cuts.pop()
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def _behind_marks(text: str, start: int) -> int:
    """Where a sentence begins that the segmenter gave the marks of the one before it."""
    marks = _LEADING_MARKS.match(text, start)
    return marks.end() if marks else start
