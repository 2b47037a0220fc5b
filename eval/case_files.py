"""Reading cases from JSONL and CSV, under our names for the fields or those of Ragas, DeepEval and RAGChecker.

What is wrong with a line is noted with its number, and the other lines are read all the same.
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.errors import UsageError
from assistant.validation import fault_in
from eval.cases import Case

# Ragas, DeepEval and RAGChecker, in this order where they differ.
OTHER_NAMES = {
    "user_input": "question",
    "input": "question",
    "query": "question",
    "query_id": "id",
    "reference": "expected_answers",
    "ground_truth": "expected_answers",
    "ground_truths": "expected_answers",
    "expected_output": "expected_answers",
    "gt_answer": "expected_answers",
    "reference_contexts": "gold",
    "context": "gold",
}
# What a system answered and found is no part of a case.
OUTCOMES = frozenset(
    "answer response actual_output contexts retrieved_contexts retrieved_context retrieval_context".split()
)
_LISTS = frozenset("expected_answers tags as secret injected".split())
Row = Callable[[], dict[str, Any]]  # raises ValueError for a line that is none
_GOLD = "gold_"  # before a column that holds a field of the one gold


@dataclass(frozen=True)
class Placed:
    """A case, and the line that it begins on, counted from 1."""

    file: Path
    line: int
    case: Case


@dataclass(frozen=True)
class Fault:
    """What is wrong on a line of a file."""

    file: Path
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem}"


def read_cases(file: Path) -> Iterator[Placed | Fault]:
    """The cases of a file, or what is wrong with them, in order. Raises UsageError where it is no such file."""
    if file.suffix not in (".jsonl", ".csv"):
        raise UsageError(f"{file}: cases are read from .jsonl and .csv; convert it")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: cannot be read ({error}); correct the suite, or replace the file") from error
    rows = _json_lines(text) if file.suffix == ".jsonl" else _csv_rows(text)
    for line, row in rows:
        try:
            yield Placed(file, line, Case.model_validate({"id": f"{file.stem}-{line}"} | _in_our_names(row())))
        except ValidationError as error:
            fault = fault_in(error.errors()[0])
            yield Fault(file, line, ": ".join(filter(None, (fault.field, fault.problem))))
        except ValueError as error:
            yield Fault(file, line, str(error))


def _json_lines(text: str) -> Iterator[tuple[int, Row]]:
    # A line of JSON may hold other characters that `splitlines` would cut it at.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, partial(_object, line)


def _csv_rows(text: str) -> Iterator[tuple[int, Row]]:
    reader = csv.DictReader(StringIO(text, newline=""), restkey="")
    for cells in reader:
        inside = sum(cell.count("\n") for cell in cells.values() if isinstance(cell, str))
        yield reader.line_num - inside, partial(_from_cells, cells)


def _object(line: str) -> dict[str, Any]:
    try:
        given = json.loads(line)
    except ValueError as error:
        raise ValueError(f"not JSON ({error})") from error
    if not isinstance(given, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 one error for whatever is wrong with a line
    return given


def _from_cells(cells: Mapping[str, str | list[str] | None]) -> dict[str, Any]:
    """A row as a JSON line would have it: empty cells left out, lists in JSON or with `|` between their items."""
    if "" in cells:
        raise ValueError("more cells than there are columns")
    row: dict[str, Any] = {}
    gold: dict[str, str] = {}
    for column, cell in cells.items():
        if not isinstance(cell, str) or not (value := cell.strip()):
            continue
        if column.startswith(_GOLD):
            gold[column.removeprefix(_GOLD)] = value
        else:
            row[column] = _cell(OTHER_NAMES.get(column, column), value)
    return row | ({"gold": [gold]} if gold else {})


def _cell(field: str, value: str) -> Any:
    if value[0] in "[{":
        try:
            return json.loads(value)
        except ValueError as error:
            raise ValueError(f"{field}: not JSON ({error})") from error
    return [item.strip() for item in value.split("|")] if field in _LISTS else value


def _in_our_names(given: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, value in given.items():
        field = OTHER_NAMES.get(name, name)
        if field in row:
            raise ValueError(f"{name}: means the same as another field of the line; keep one")
        if name not in OUTCOMES and value is not None:
            row[field] = value
    if isinstance(row.get("expected_answers"), str):
        row["expected_answers"] = [row["expected_answers"]]
    if isinstance(row.get("gold"), str):
        row["gold"] = [row["gold"]]
    if isinstance(gold := row.get("gold"), list):
        row["gold"] = [{"quote": each} if isinstance(each, str) else each for each in gold]
    return row
