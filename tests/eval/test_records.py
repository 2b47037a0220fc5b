"""What is wrong with a data file is said in one line that names the file, the line and the field."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from assistant.errors import UsageError
from eval.records import read_json, read_lines


class Asked(BaseModel):
    question: str


def test_lines_are_records(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"question": "one\u2028line?"}\n\n{"question": "two?", "id": 2}\n', encoding="utf-8")
    assert [asked.question for asked in read_lines(file, Asked)] == ["one\u2028line?", "two?"]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b'{"question": "one?"}\n{"asked": "two?"}', "questions.jsonl:2: question: missing; correct the file"),
        (b'{"question": 1}', "questions.jsonl:1: question: must be text; correct the file"),
        (b"question", "questions.jsonl:1: Invalid JSON"),
        (b"\xff\xff", "questions.jsonl: cannot be read"),
    ],
)
def test_what_is_wrong_with_a_line(tmp_path: Path, content: bytes, complaint: str) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_bytes(content)
    with pytest.raises(UsageError) as raised:
        read_lines(file, Asked)
    assert str(raised.value).startswith(f"{tmp_path}/{complaint}")
    assert "\n" not in str(raised.value)


def test_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"attacks\.json: no such file; --data names the folder that holds it"):
        read_json(tmp_path / "attacks.json", dict[str, list[str]])
