"""Names in a question: how they are written, and whom they mean."""

import pytest

from assistant.answering.naming import person_named, written_names


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What about Novartis and the ROFN?", ["Novartis", "ROFN"]),
        ("Novartis's notice period?", ["Novartis"]),
        ("Who signed in 2031?", ["2031"]),
        ("《诺华合作协议》的期限是多长？", ["诺华合作协议"]),
        ("What is a joint steering committee?", []),
        ("Please answer in Chinese, Ally", []),
        ("WHAT IS THE NOTICE PERIOD?", []),
        ("What Is The Notice Period For Everybody?", []),
        ("When in May do we meet?", []),
    ],
)
def test_what_is_written_like_a_name(question: str, names: list[str]) -> None:
    assert written_names(question) == names


PEOPLE = ["Ann Lee", "Bo Lee", "Rafiq Danso", "高淑雯"]


@pytest.mark.parametrize(
    ("question", "person"),
    [
        ("What did Ann Lee say?", "Ann Lee"),
        ("What did Danso say?", "Rafiq Danso"),
        ("What did Rafiq think?", "Rafiq Danso"),
        ("What did Lee say?", None),
        ("高淑雯怎么看？", "高淑雯"),
        ("What did anybody say?", None),
    ],
)
def test_whom_a_question_names(question: str, person: str | None) -> None:
    assert person_named(question, PEOPLE) == person
