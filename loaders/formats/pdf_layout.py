"""Running headers, footers and page numbers, told from the body of a PDF's pages by their coming back."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from loaders.document import Place

# A header or footer has at most so many lines, stands on at least so many pages, and on so large a share of the
# pages between the first and the last that have it (left and right pages may differ).
_DEEPEST = 4
_FEWEST_PAGES = 3
_SHARE = 2 / 5

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_NUMBER = re.compile(r"\d+")
_MOST_NUMBERS = 4
_LONGEST_LINE = 200


class Line(NamedTuple):
    """A line that is not blank: its range in its page, and what it says with its spaces folded."""

    start: int
    end: int
    words: str


def furniture_places(pages: Sequence[str], starts: Sequence[int]) -> Iterator[Place]:
    """The lines that run along the tops and bottoms of the pages. A page is never all furniture."""
    lines = [_lines(page) for page in pages]
    headers = _running(lines)
    footers = _running([page[::-1] for page in lines])
    for index, page in enumerate(lines):
        top, bottom = headers[index], footers[index]
        if 2 * (top + bottom) <= len(page):
            for name, line in [
                *(("page header", line) for line in page[:top]),
                *(("page footer", line) for line in page[len(page) - bottom :]),
            ]:
                yield Place(
                    kind="furniture", value=name, start=starts[index] + line.start, end=starts[index] + line.end
                )


def _lines(page: str) -> list[Line]:
    return [Line(match.start(), match.end(), " ".join(match[0].split())) for match in _LINE.finditer(page)]


def _running(pages: Sequence[Sequence[Line]]) -> list[int]:
    """How many lines of each page, from its edge inwards, run along the pages; one that does not ends the search."""
    depths = [0] * len(pages)
    for depth in range(_DEEPEST):
        pages_of = defaultdict[tuple[str, ...], list[int]](list)
        for index, page in enumerate(pages):
            if depths[index] == depth < len(page):
                for form in _forms(page[depth].words, index):
                    pages_of[form].append(index)
        for index in {index for found in pages_of.values() if _runs(found) for index in found}:
            depths[index] += 1
    return depths


def _forms(words: str, page: int) -> Iterator[tuple[str, ...]]:
    """What the line would be on other pages: each of its numbers may stay as it is or count the pages."""
    numbers = _NUMBER.findall(words) if len(words) <= _LONGEST_LINE else []
    if len(numbers) > _MOST_NUMBERS:
        numbers = []
    template = _NUMBER.sub("#", words) if numbers else words
    for choice in product(*((number, f"+{int(number) - page}") for number in numbers)):
        yield template, *choice


def _runs(found: Sequence[int]) -> bool:
    return len(found) >= _FEWEST_PAGES and len(found) >= _SHARE * (found[-1] - found[0] + 1)
