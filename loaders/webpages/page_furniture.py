"""What of a saved web page is not the article: menus above it, footers, tags, related articles and comments below."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from loaders.document import Place
from loaders.webpages.page_lines import Line, opens_comments, opens_related

_MOST_MENU_WORDS = 4
_MOST_RELATED_PROSE = 0.2


def furniture_flags(lines: Sequence[Line], prose: Sequence[bool], title: int | None) -> list[bool]:
    """Line by line, whether it is furniture: no line of `prose` above the comments is. `title` is the index of the
    article's title line, if it is known.

    Inside the article only lines that are plainly the page's are; a list of short lines there is the author's.
    """
    flags = [line.is_of_page and not is_prose for line, is_prose in zip(lines, prose, strict=True)]
    if True not in flags:
        return flags
    end = _end_of_article(lines, prose)
    written = [at for at, is_prose in enumerate(prose[:end]) if is_prose]
    if not written:
        return flags
    first, last = written[0], written[-1]
    top = title if title is not None and title < first else 0
    if any(flags[:top]):
        flags[:top] = [flag or _is_short(line) for flag, line in zip(flags[:top], lines[:top], strict=True)]
    tail = next((at for at in range(last + 1, len(lines)) if flags[at] or at >= end), len(lines))
    return flags[:tail] + [True] * (len(lines) - tail)


def furniture_places(lines: Sequence[Line], flags: Iterable[bool]) -> Iterator[Place]:
    """Lines of furniture that follow each other are one place."""
    start: int | None = None
    end = 0
    for line, flag in zip(lines, flags, strict=True):
        if flag:
            start, end = line.start if start is None else start, line.end
        elif start is not None:
            yield Place(kind="furniture", value="page", start=start, end=end)
            start = None
    if start is not None:
        yield Place(kind="furniture", value="page", start=start, end=end)


def _end_of_article(lines: Sequence[Line], prose: Sequence[bool]) -> int:
    """The line where comments or related articles begin: most of the text stands before it."""
    sizes = [len(line.text) if is_prose else 0 for line, is_prose in zip(lines, prose, strict=True)]
    before = [0, *accumulate(sizes)]
    total = before[-1]
    for at, line in enumerate(lines):
        ends_in_comments = opens_comments(line.text) and before[at] * 2 > total
        ends_in_related = opens_related(line.text) and before[at] >= total * (1 - _MOST_RELATED_PROSE) > 0
        if ends_in_comments or ends_in_related:
            return at
    return len(lines)


def _is_short(line: Line) -> bool:
    return len(line.text.split()) <= _MOST_MENU_WORDS
