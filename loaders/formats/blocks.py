"""Text put together from blocks with blank lines between them, for formats that have structure instead of lines."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from loaders.decoding import storable
from loaders.document import Person, Place
from loaders.layout.sections import Heading, section_places
from loaders.turns.speakers import speaker_places


class Blocks:
    """A canonical text in the making: blocks in reading order; pages, headings, rows and speech among them."""

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self._length = 0
        self._pages: list[tuple[str, int]] = []
        self._found: list[Place] = []
        self.headings: list[Heading] = []

    def add(self, text: str) -> None:
        """Append a block; white space alone is none."""
        block = storable(text).strip()
        if block:
            self._length = self._next + len(block)
            self._blocks.append(block)

    def add_furniture(self, value: str, text: str) -> None:
        """Append a block that is no part of what the text says."""
        if added := self._added(text):
            self._found.append(Place(kind="furniture", value=value, start=added[0], end=added[1]))

    def add_speech(self, speaker: Person, text: str) -> None:
        """Append what somebody said."""
        if added := self._added(text):
            self._found += speaker_places(speaker, *added)

    def add_heading(self, level: int, title: str) -> None:
        """Append a heading, which opens a section."""
        folded = _folded(title)
        if folded:
            self.open_section(level, folded)
            self.add(folded)

    def open_section(self, level: int, title: str) -> None:
        """Open a section whose title is no block of the text, such as a sheet's."""
        self.headings.append(Heading(level, _folded(title), self._next))

    def open_page(self, label: str) -> None:
        self._pages.append((label, self._next))

    def add_table(self, rows: Iterable[Sequence[str]]) -> None:
        """Append each row under the first as a block "Header: cell; Header: cell"; a first row alone as it is."""
        folded = ([_folded(cell) for cell in row] for row in rows)
        header = next(folded, [])
        is_alone = True
        for row in folded:
            is_alone = False
            self._add_row(_reading(header, row))
        if is_alone:
            self._add_row("; ".join(filter(None, header)))

    @property
    def text(self) -> str:
        return "\n\n".join(self._blocks)

    def places(self) -> list[Place]:
        """Pages, sections, rows, speech and furniture; what has no text has no place."""
        opened = [*self._page_places(), *section_places(self.headings, self._length)]
        ended = [place.model_copy(update={"end": min(place.end, self._length)}) for place in opened]
        return [*(place for place in ended if place.start < place.end), *self._found]

    @property
    def _next(self) -> int:
        """Where the next block will start."""
        return self._length + 2 if self._blocks else 0

    def _add_row(self, reading: str) -> None:
        if added := self._added(reading):
            self._found.append(Place(kind="row", value=self._blocks[-1], start=added[0], end=added[1]))

    def _added(self, text: str) -> tuple[int, int] | None:
        """Append a block; where it begins and ends, None for white space."""
        start = self._next
        self.add(text)
        return (start, self._length) if self._length > start else None

    def _page_places(self) -> Iterator[Place]:
        starts = [*self._pages, ("", self._next)]
        for (label, start), (_, next_start) in pairwise(starts):
            yield Place(kind="page", value=label, start=start, end=next_start)


def _folded(text: str) -> str:
    return " ".join(storable(text).split())


def _reading(header: Sequence[str], row: Sequence[str]) -> str:
    """The row as it reads under its header."""
    return "; ".join(_labelled_cells(header, row))


def _labelled_cells(header: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    for column, cell in enumerate(row):
        name = header[column].rstrip(":") if column < len(header) else ""
        if cell:
            yield f"{name}: {cell}" if name else cell
