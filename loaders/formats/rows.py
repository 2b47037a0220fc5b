"""Tables that are files of their own: the rows of a CSV file or of a sheet, under the header that stands over them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from loaders.errors import TooLarge
from loaders.formats.blocks import Blocks

MAX_ROWS = 100_000
MAX_CELLS = 2_000_000
_MOST_TITLES = 5


def add_rows(blocks: Blocks, rows: Iterable[Sequence[str]]) -> None:
    """Append a table; lines over its header that fill one cell only are blocks of their own."""
    filled = (row for row in rows if any(map(str.strip, row)))
    head = list(islice(filled, _MOST_TITLES + 1))
    if max(map(_width, head), default=0) > 1:
        while _width(head[0]) == 1:
            blocks.add(" ".join(head.pop(0)))
    blocks.add_table(chain(head, filled))


class RowLimit:
    """How many rows and cells a file may have, over all of its tables, empty ones included."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows = -1  # a header is none
        self._cells = 0

    def within(self, rows: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
        """The rows, as long as there are not too many. Raises TooLarge."""
        for row in rows:
            self._rows += 1
            self._cells += len(row)
            if self._rows > MAX_ROWS or self._cells > MAX_CELLS:
                problem = f"more than {MAX_ROWS:,} rows or {MAX_CELLS:,} cells"
                raise TooLarge(self._path, problem, "split it, or keep the rows that matter")
            yield row


def _width(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)
