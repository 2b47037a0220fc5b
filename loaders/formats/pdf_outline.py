"""The bookmarks of a PDF become sections, each from where its title stands on the page it leads to."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pypdf
from pypdf.generic import Destination

from loaders.decoding import storable
from loaders.document import Place
from loaders.layout.sections import Heading, section_places

_LONGEST_TITLE = 300


@dataclass(frozen=True)
class Bookmark:
    """An entry of the outline: `level` 1 is the outermost, `page` counts from 0."""

    level: int
    title: str
    page: int


def bookmarks(reader: pypdf.PdfReader) -> Iterator[Bookmark]:
    """The outline's entries that have a title and lead to a page, in its order. Raises what pypdf raises."""
    yield from _flattened(reader, reader.outline, 1)


def outline_places(outline: Iterable[Bookmark], pages: Sequence[str], starts: Sequence[int]) -> Iterator[Place]:
    """A section for each bookmark, up to the next; one that leads back before the bookmark above it is left out."""
    headings: list[Heading] = []
    at = 0
    for bookmark in outline:
        if bookmark.page < len(pages):
            page_start = starts[bookmark.page]
            start = page_start + _title_offset(pages[bookmark.page], bookmark.title, max(at - page_start, 0))
            if start >= at:
                headings.append(Heading(bookmark.level, bookmark.title, start))
                at = start
    end = starts[-1] + len(pages[-1])
    yield from (place for place in section_places(headings, end) if place.start < place.end)


def _flattened(reader: pypdf.PdfReader, entries: Iterable[object], level: int) -> Iterator[Bookmark]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _flattened(reader, entry, level + 1)
        elif isinstance(entry, Destination):
            page = reader.get_destination_page_number(entry)
            title = " ".join(storable(str(entry.title or "")).split())[:_LONGEST_TITLE]
            if title and page is not None and page >= 0:
                yield Bookmark(level, title, page)


def _title_offset(page: str, title: str, after: int) -> int:
    """Where a line begins that is the title, or begins with it, perhaps under a number; else the page's start."""
    words = r"\s+".join(map(re.escape, title.split()))
    for ending in (r"\s*$", r"\b"):
        heading = re.compile(rf"^[^\S\n]*(?:[\d.]+[^\S\n]+)?{words}{ending}", re.IGNORECASE | re.MULTILINE)
        if match := heading.search(page, after):
            return match.start()
    return 0
