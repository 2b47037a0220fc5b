"""Cases in JSONL and CSV, under our names and other programs', and what is said of each line that is none."""

import json
from pathlib import Path

import jsonschema
import pytest

from eval.case_files import Fault, Placed, read_cases
from eval.case_schema import FILE, case_schema
from eval.cases import Case, Exchange, Gold


def read(folder: Path, name: str, text: str) -> list[Placed | Fault]:
    (folder / name).write_text(text, encoding="utf-8")
    return list(read_cases(folder / name))


def one(folder: Path, name: str, text: str) -> Case:
    [row] = read(folder, name, text)
    assert isinstance(row, Placed), row
    return row.case


def test_a_line_under_our_names(tmp_path: Path) -> None:
    line = {
        "id": "a",
        "question": "Who?",
        "answerable": False,
        "gold": [{"source": "x.md", "page": 3, "quote": "Ann"}],
        "history": [{"question": "What?", "answer": "That."}],
        "as": ["public,partner:acme", "public"],
        "tags": ["who-said"],
    }
    read_case = one(tmp_path, "cases.jsonl", json.dumps(line))
    assert read_case.gold == (Gold(source="x.md", page="3", quote="Ann"),)
    assert read_case.history == (Exchange(question="What?", answer="That."),)
    assert read_case.viewer == ("public,partner:acme", "public")
    assert (read_case.answerable, read_case.lang, read_case.reviewed) == (False, "en", True)


@pytest.mark.parametrize(
    "line",
    [
        {"user_input": "Who?", "reference": "Ann.", "reference_contexts": ["It was Ann."], "retrieved_contexts": ["x"]},
        {"question": "Who?", "ground_truth": "Ann.", "contexts": ["x"], "answer": "Bob.", "context": "It was Ann."},
        {"input": "Who?", "expected_output": "Ann.", "context": ["It was Ann."], "actual_output": None},
        {"query": "Who?", "gt_answer": "Ann.", "gold": "It was Ann.", "response": "Bob.", "retrieved_context": []},
    ],
    ids=["ragas", "ragas before 0.2", "deepeval", "ragchecker"],
)
def test_a_line_under_other_programs_names(tmp_path: Path, line: dict[str, object]) -> None:
    case = one(tmp_path, "theirs.jsonl", json.dumps(line))
    assert case == Case(
        id="theirs-1", question="Who?", expected_answers=("Ann.",), gold=(Gold(quote="It was Ann."),), lang="en"
    )


def test_a_table(tmp_path: Path) -> None:
    table = (
        "id,user_input,answerable,reference,gold_source,gold_page,gold_quote,tags,as,must\n"
        '1,"Who,\nand when?",yes,Ann | Bob,x.pdf,3,"said ""so""",who-said | date,public,"[[""Ann""], [""May""]]"\n'
        "\n"
        "2,谁？,no,,,,,,,\n"
    )
    first, second = read(tmp_path, "cases.csv", table)
    assert isinstance(first, Placed)
    assert first.case == Case(
        id="1",
        question="Who,\nand when?",
        expected_answers=("Ann", "Bob"),
        must=(("Ann",), ("May",)),
        gold=(Gold(source="x.pdf", page="3", quote='said "so"'),),
        tags=("who-said", "date"),
        viewer=("public",),
        lang="en",
    )
    assert isinstance(second, Placed)
    assert (second.line, second.case.lang, second.case.answerable) == (5, "zh", False)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "not JSON"),
        ("[1]", "not a JSON object"),
        ('{"answerable": true}', "question: missing"),
        ('{"question": ""}', "question"),
        ('{"question": "Who?", "qold": []}', "qold: not known here"),
        ('{"question": "Who?", "query": "Who?"}', "query: means the same as another field"),
        ('{"question": "Who?", "answerable": "perhaps"}', "answerable"),
        ('{"question": "Who?", "gold": [{"source": "x", "start": 3}]}', "both start and end"),
        ('{"question": "Who?", "gold": [{"source": "x", "turn_start": 3, "turn_end": 1}]}', "turn_end is before"),
        ('{"question": "Who?", "gold": [{"page": 3}]}', "name the source, or give a quote"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_others_are_read(tmp_path: Path, line: str, says: str) -> None:
    rows = read(tmp_path, "cases.jsonl", f'{{"question": "1?"}}\n{line}\n{{"question": "3?"}}\n')
    assert [type(row) for row in rows] == [Placed, Fault, Placed]
    assert str(rows[1]).startswith(f"{tmp_path / 'cases.jsonl'}:2: ")
    assert says in str(rows[1])
    assert "\n" not in str(rows[1])


@pytest.mark.parametrize(
    ("row", "says"),
    [("a,Who?,x,too many", "more cells"), ("a,Who?,[", "not JSON"), ('a,,"[]"', "question: missing")],
)
def test_a_bad_row_of_a_table(tmp_path: Path, row: str, says: str) -> None:
    [fault] = read(tmp_path, "cases.csv", f"id,question,must\n{row}\n")
    assert isinstance(fault, Fault)
    assert fault.line == 2
    assert says in fault.problem


def test_the_schema_is_that_of_the_model_and_holds_for_what_ships() -> None:
    assert FILE.read_text(encoding="utf-8") == case_schema(), "write it anew: python -m eval.case_schema"
    validator = jsonschema.Draft202012Validator(json.loads(case_schema()))
    for file in sorted(FILE.parent.glob("*/*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            validator.validate(json.loads(line))
