"""The marks of a model's sentence: `[2]`, `[2][5]`, `[2, 5]`, `[2-4]` name the sources that it is to be carried by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Full-width brackets, as models write them in Chinese, count as well. A year in brackets is no mark.
MARK = r"[\[【［]\s*\d{1,3}(?:\s*[,，、;–-]\s*\d{1,3})*\s*[\]】］]"
_MARK = re.compile(rf"\s*({MARK})")
_RANGE = re.compile(r"(\d+)(?:\s*[–-]\s*(\d+))?")
_LONGEST_RANGE = 20


@dataclass(frozen=True)
class Marked:
    """A sentence without its marks, and the numbers in them, each once, in order."""

    text: str
    numbers: tuple[int, ...]


def marked(sentence: str) -> Marked:
    """Take a sentence and its marks apart."""
    numbers = dict.fromkeys(number for mark in _MARK.finditer(sentence) for number in _numbers(mark[1]))
    return Marked(_MARK.sub("", sentence).strip(), tuple(numbers))


def _numbers(mark: str) -> Iterator[int]:
    for first, last in _RANGE.findall(mark):
        start = int(first)
        yield from range(start, min(int(last or first), start + _LONGEST_RANGE) + 1)
