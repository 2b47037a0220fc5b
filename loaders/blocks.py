"""Text put together from blocks with blank lines between them, for formats that have structure instead of lines."""

from collections.abc import Iterable, Sequence

from loaders.decoding import storable
from loaders.document import Place
from loaders.sections import Heading, section_places


class Blocks:
    """A canonical text in the making: blocks in reading order, and the headings among them."""

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self._length = 0
        self.headings: list[Heading] = []

    def add(self, text: str) -> None:
        """Append a block; white space alone is none."""
        block = storable(text).strip()
        if block:
            self._length += len(block) + (2 if self._blocks else 0)
            self._blocks.append(block)

    def add_heading(self, level: int, title: str) -> None:
        """Append a heading, which opens a section."""
        folded = " ".join(storable(title).split())
        if folded:
            start = self._length + 2 if self._blocks else 0
            self.headings.append(Heading(level, folded, start))
            self.add(folded)

    def add_table(self, rows: Sequence[Sequence[str]]) -> None:
        """Append each row under the first as a block "Header: cell; Header: cell"."""
        folded = [[" ".join(cell.split()) for cell in row] for row in rows]
        if len(folded) == 1:
            self.add("; ".join(filter(None, folded[0])))
        for row in folded[1:]:
            self.add(_row_text(folded[0], row))

    @property
    def text(self) -> str:
        return "\n\n".join(self._blocks)

    def places(self) -> list[Place]:
        return list(section_places(self.headings, self._length))


def _row_text(header: Sequence[str], row: Sequence[str]) -> str:
    return "; ".join(_labelled_cells(header, row))


def _labelled_cells(header: Sequence[str], row: Sequence[str]) -> Iterable[str]:
    for column, cell in enumerate(row):
        name = header[column].rstrip(":") if column < len(header) else ""
        if cell:
            yield f"{name}: {cell}" if name else cell
