"""Rows of tables in running text, each readable under its header: Markdown pipes, columns, and "Header: cell" lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from loaders.document import Markup, Place
from loaders.layout.lines import Line
from loaders.reading import reading_form

_DELIMITERS = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_PIPE = re.compile(r"(?<!\\)\|")
_MARKS = re.compile(r"[*_`\[<&\\]")
_GAP = re.compile(r"\t+| {2,}")
_LABELLED = re.compile(r"(?P<header>[^:;：]{1,60})[:：] (?P<cell>.*)")
# A semicolon may also stand within a cell.
_COLUMN_END = re.compile(r"; (?=[^:;：]{1,60}[:：] )")
_FEWEST_ROWS = 2


@dataclass(frozen=True)
class Row:
    """A row `[start, end)` of a table: its header's names and its own cells, in order."""

    start: int
    end: int
    header: Sequence[str]
    cells: Sequence[str]

    def place(self) -> Place:
        return Place(kind="row", value=row_reading(self.header, self.cells), start=self.start, end=self.end)


@dataclass(frozen=True)
class Table:
    """The rows of a table under its header, `[start, end)` (empty where every row names its own columns)."""

    start: int
    end: int
    rows: Sequence[Row]


def row_reading(header: Sequence[str], cells: Sequence[str]) -> str:
    """A row as it reads under its header: "Alliance: Heron; Owner: Ilse Brandvold"; empty cells are left out."""
    names = [*header, *[""] * len(cells)]
    return "; ".join(
        f"{name.rstrip(':')}: {cell}" if name else cell for name, cell in zip(names, cells, strict=False) if cell
    )


def columns_of(reading: str) -> list[tuple[str, str]]:
    """The columns of such a reading, as (label, value)."""
    parts = [_LABELLED.fullmatch(part) for part in _COLUMN_END.split(reading)]
    return [(part["header"], part["cell"]) for part in parts if part]


def find_tables(lines: Sequence[Line], markup: Markup) -> Iterator[Table]:
    """The tables among the lines of a text."""
    number = 0
    while number < len(lines):
        table = _piped(lines, number) or _labelled(lines, number)
        if table is None and markup != "markdown":
            table = _in_columns(lines, number)
        if table and table.rows:
            yield table
            last = table.rows[-1].end
            while number < len(lines) and lines[number].start < last:
                number += 1
        else:
            number += 1


def _piped(lines: Sequence[Line], first: int) -> Table | None:
    if first + 1 >= len(lines) or "|" not in lines[first].text or not _DELIMITERS.fullmatch(lines[first + 1].text):
        return None
    header = _piped_cells(lines[first].text)
    if len(_piped_cells(lines[first + 1].text)) != len(header):
        return None
    rows = []
    for line in _from(lines, first + 2):
        if line.gap or "|" not in line.text:
            break
        cells = _piped_cells(line.text)[: len(header)]
        if any(cells):
            rows.append(Row(line.start, line.end, header, cells))
    return Table(lines[first].start, lines[first + 1].end, rows)


def _piped_cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [_plain(cell) for cell in _PIPE.split(inner)]


def _plain(cell: str) -> str:
    return " ".join(reading_form(cell, "markdown").split()) if _MARKS.search(cell) else " ".join(cell.split())


def _labelled(lines: Sequence[Line], first: int) -> Table | None:
    """Rows that name their columns, as formats with real tables write them, one after another under like headers."""
    rows: list[Row] = []
    for line in _from(lines, first):
        pairs = [_LABELLED.fullmatch(part) for part in _COLUMN_END.split(line.text)]
        matched = [pair for pair in pairs if pair]
        if len(matched) == len(pairs) > 1 and (not rows or matched[0]["header"] == rows[0].header[0]):
            header = [pair["header"] for pair in matched]
            rows.append(Row(line.start, line.end, header, [pair["cell"].strip() for pair in matched]))
        elif line.text:
            break
    return Table(rows[0].start, rows[0].start, rows) if len(rows) >= _FEWEST_ROWS else None


def _in_columns(lines: Sequence[Line], first: int) -> Table | None:
    """Columns that begin where the header's words begin, or are parted by tabs."""
    header = _GAP.split(lines[first].text.strip())
    if len(header) < 2 or any(cell[-1:] in ".,;:" for cell in header):
        return None
    starts, tabs = _columns(lines[first]), _tabs(lines[first])
    below = takewhile(
        lambda line: not line.gap and (_tabs(line) == tabs if tabs else _columns(line) == starts),
        _from(lines, first + 1),
    )
    rows = [Row(line.start, line.end, header, _GAP.split(line.text.strip())) for line in below]
    return Table(lines[first].start, lines[first].end, rows) if len(rows) >= _FEWEST_ROWS else None


def _columns(line: Line) -> list[int]:
    return [line.indent, *(gap.end() for gap in _GAP.finditer(line.text) if gap.start())]


def _tabs(line: Line) -> int:
    return line.text.strip().count("\t")


def _from(lines: Sequence[Line], first: int) -> Iterator[Line]:
    return (lines[at] for at in range(first, len(lines)))
