"""Definitions: entries of a glossary, rows of a table of terms, and abbreviations in bold with their meaning."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from loaders.document import Place
from loaders.layout.lines import Line
from loaders.layout.tables import Table

_GLOSSARY = re.compile(
    r"\b(?:glossary|definitions|(?:key|defined|important) terms|terminology|abbreviations|acronyms)\b"
    r"|^(?:[\d.]+ )?terms$"
    r"|术语|缩略语|缩写|词汇|名词解释|定义",
    re.IGNORECASE,
)
_TERM_COLUMN = re.compile(
    r"(?:key |defined )?(?:terms?|abbreviations?|acronyms?|words?|definitions?)|缩写|缩略语|术语|名词|英文缩写",
    re.IGNORECASE,
)
_ITEM = r"[ \t]*(?:[-*+•▪][ \t]+)?"
_SEPARATOR = r"(?:[ \t]*[:：=][ \t]*|[ \t]+(?:-{1,2}|[–—]|means|stands for)[ \t]+|[ \t]*——?[ \t]*|\t+| {2,})"
_BOLD = re.compile(rf"{_ITEM}\*\*(?P<term>[^*\n]{{1,80}}?)[:：]?\*\*(?:{_SEPARATOR}|[ \t]+)(?=\S)")
_PLAIN = re.compile(rf"{_ITEM}(?P<term>[^\W_][^:：=\t\n*|]{{0,60}}?){_SEPARATOR}(?=\S)")
_SAID = re.compile(r"[ \t]*[“\"](?P<term>[^”\"\n]{1,80})[”\"][ \t]+(?:means|refers to|is defined as|stands for)\b")
_NEW = re.compile(r"[ \t]*(?:[-*+•▪|]|#{1,6} |\d{1,2}[.)] )")
_ABBREVIATION = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Z][\w&/-]{1,9}(?: \([^)]*\))?")


def is_glossary(heading: str) -> bool:
    """Whether a heading announces definitions."""
    return bool(_GLOSSARY.search(heading))


def find_terms(
    lines: Sequence[Line], glossaries: Sequence[tuple[int, int]], tables: Iterable[Table]
) -> Iterator[Place]:
    """The definitions of a text; within the ranges `glossaries` every entry is one, elsewhere what says that it is."""
    rows = [row for table in tables for row in table.rows]
    for row in rows:
        if row.header and _TERM_COLUMN.fullmatch(row.header[0].strip()) and row.cells[0]:
            yield Place(kind="term", value=row.cells[0], start=row.start, end=row.end)
    taken = {row.start for row in rows}
    starts = [start for start, _ in glossaries]
    for at, line in enumerate(lines):
        before = bisect_left(starts, line.start)
        inside = before > 0 and line.start < glossaries[before - 1][1]
        term = _term(line.text, is_entry=inside) if line.start not in taken else None
        if term:
            yield Place(kind="term", value=term, start=line.start, end=_end(lines, at, is_entry=inside))


def _term(line: str, *, is_entry: bool) -> str | None:
    if bold := _BOLD.match(line):
        term = bold["term"].strip(' “”"')
        return term if term and (is_entry or _ABBREVIATION.fullmatch(term)) else None
    match = _SAID.match(line) or (_PLAIN.match(line) if is_entry else None)
    return match["term"].strip(' “”"') or None if match else None


def _end(lines: Sequence[Line], at: int, *, is_entry: bool) -> int:
    """An entry goes on over the lines that follow without a gap and begin no entry of their own."""
    end = at
    for line in (lines[below] for below in range(at + 1, len(lines))):
        if line.gap or _NEW.match(line.text) or _term(line.text, is_entry=is_entry):
            break
        end += 1
    return lines[end].end
