"""What the first lines of a document state about it: "Owner: Jane Roe | Status: current | Review by: 1 May 2025"."""

import re
from collections.abc import Iterable, Iterator, Sequence

from loaders.facets.claims import Claims
from loaders.facets.dates import date_of
from loaders.layout.lines import Line
from loaders.layout.tables import Table

_LINES = 30
_LONGEST = 200
_PARTS = re.compile(r"[ \t]+[|·•][ \t]+|\|[ \t]*|;[ \t]+|；|\t+| {3,}")
_PAIR = re.compile(r"[ \t#>*_-]*(?P<key>[^\W\d_][^:：\n]{0,40}?)[ \t*_]*[:：][ \t*_]*(?P<value>[^ \t*_].*)")
_FACETS = {
    "owner": re.compile(
        r"(?:(?:document|process|playbook|content|policy) )?owner|owned by|maintained by|负责人|责任人|文件负责人",
        re.IGNORECASE,
    ),
    "status": re.compile(r"(?:document )?status|状态|文件状态", re.IGNORECASE),
    "review_date": re.compile(
        r"(?:next |to be )?review(?:ed)?(?: date| by| due| on)?|date of (?:next )?review"
        r"|(?:下次)?(?:复审|审核|复核)(?:日期|时间)?",
        re.IGNORECASE,
    ),
    "supersedes": re.compile(r"supersedes|replaces|取代|替代|废止", re.IGNORECASE),
    "date": re.compile(
        r"(?:effective|publication|issue|version)? ?date|effective(?: from)?|last updated|updated|published|issued"
        r"|(?:生效|发布|更新|修订)?日期",
        re.IGNORECASE,
    ),
}
_DATES = ("date", "review_date")


def title_block_claims(lines: Sequence[Line], tables: Sequence[Table]) -> Claims:
    """The facets that "key: value" pairs in the first lines state; the first pair of a key counts.

    A row of a table speaks of what it is about ("Alliance: Heron; Owner: Ilse"), unless the table is one of such pairs.
    """
    head = lines[:_LINES]
    in_tables = {start for table in tables for start in (table.start, *(row.start for row in table.rows))}
    said: dict[str, object] = {}
    for key, value in [*_line_pairs(line for line in head if line.start not in in_tables), *_table_pairs(head, tables)]:
        facet = _facet(key)
        stated = date_of(value) if facet in _DATES else value[:_LONGEST].strip()
        if facet and stated and facet not in said:
            said[facet] = stated
    return Claims.model_validate(said)


def _line_pairs(lines: Iterable[Line]) -> Iterator[tuple[str, str]]:
    for line in lines:
        for part in _PARTS.split(line.text):
            if pair := _PAIR.fullmatch(part.strip()):
                yield pair["key"], pair["value"].rstrip(" \t*_|")


def _table_pairs(head: Sequence[Line], tables: Sequence[Table]) -> Iterator[tuple[str, str]]:
    """The rows of tables of two columns that hold at least two facets."""
    for table in tables:
        pairs = [(row.cells[0], row.cells[1]) for row in table.rows if len(row.cells) == 2]
        header = table.rows[0].header
        pairs = [(header[0], header[1]), *pairs] if len(header) == 2 else pairs
        if table.start < head[-1].end and sum(_facet(key) is not None for key, _ in pairs) > 1:
            yield from pairs


def _facet(key: str) -> str | None:
    return next((name for name, pattern in _FACETS.items() if pattern.fullmatch(key.strip())), None)
