"""The words of the field: what else they are called, and what a Chinese question says in English."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import UsageError
from assistant.retrieval.glossary import Entry, Glossary, glossary_from

SHIPPED = glossary_from()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is a JSC?", {"joint steering committee"}),
        ("what is a jsc", {"joint steering committee"}),
        ("How many JSCs do we have?", {"joint steering committee"}),
        ("Does the joint steering committee vote?", {"JSC", "voting rights"}),
        ("Who sits on the steering committee?", {"SteerCo", "steering group"}),
        ("What is an NDA?", {"CDA", "new drug application", "non-disclosure agreement"}),
        ("Can we end it by termination without cause?", {"termination for convenience"}),
        ("Can Heron walk away?", {"termination"}),
        ("Who is the AM?", {"alliance manager", "alliance management"}),
        ("Is there a non-compete?", {"competing product"}),
        ("什么是联合指导委员会？", {"joint steering committee", "JSC", "聯合指導委員會"}),
        ("什麼是聯合指導委員會？", {"joint steering committee", "JSC", "联合指导委员会"}),
        ("JSC的职责", {"joint steering committee"}),
    ],
)
def test_a_term_leads_to_its_other_names(question: str, expected: set[str]) -> None:
    assert expected <= set(SHIPPED.expansions(question))


@pytest.mark.parametrize(
    ("question", "unwanted"),
    [
        ("I am new here", "alliance management"),
        ("What did they find, and when?", "investigational new drug application"),
        ("Does the joint steering committee meet?", "SteerCo"),
        ("What does termination cost?", "walk away"),
        ("What is a JSC?", "联合指导委员会"),
        ("最终决定权归谁？", "最终决定权"),
        ("What is a JSC?", "JSC"),
    ],
)
def test_what_is_not_a_term_or_already_said_leads_nowhere(question: str, unwanted: str) -> None:
    assert unwanted not in SHIPPED.expansions(question)


@pytest.mark.parametrize(
    ("question", "gloss"),
    [
        ("Acme协议终止通知期多长？", "Acme agreement termination notice period how long"),
        ("Acme協議終止通知期多長？", "Acme agreement termination notice period how long"),
        ("什么是联合指导委员会？", "what joint steering committee"),
        ("谁批准预算？", "who approve budget"),
        ("付款期是几天？", "payment period how many days"),
        ("和黄医药的首付款", "和黄医药的 upfront payment"),
        ("What is a JSC?", "What is a JSC?"),
        ("", ""),
    ],
)
def test_a_chinese_question_in_english_words(question: str, gloss: str) -> None:
    assert SHIPPED.translated(question) == gloss


def test_a_name_with_an_english_one_is_put_in_english_too() -> None:
    names = [("奎尔米", "Quillmere"), ("奎尔米制药", "Quillmere Pharma"), ("Larch", "Quillmere"), ("栎岚", "栎岚医药")]
    assert SHIPPED.translated("奎尔米制药的首付款", names) == "Quillmere Pharma upfront payment"
    assert SHIPPED.translated("Larch和栎岚的首付款", names) == "Larch 和栎岚的 upfront payment"


@given(st.text(alphabet="JSC jsc 联合指导委员会终止通知期多长的aeiou?？&-", max_size=40))
def test_any_question_can_be_looked_up(question: str) -> None:
    assert not set(SHIPPED.expansions(question)) & {question}
    assert SHIPPED.translated(SHIPPED.translated(question)) == SHIPPED.translated(question)


def test_a_file_adds_terms_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "ours.tsv"
    file.write_text("abbreviation\tenglish\tchinese\tasked_as\nXLT\texecutive leadership table\n\n", encoding="utf-8")
    assert glossary_from(file).expansions("Who is on the XLT?") == ["executive leadership table"]
    assert glossary_from(file).expansions("What is a JSC?") == ["joint steering committee"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("XLT\texecutive leadership table\n", "line 1"),
        ("abbreviation\tenglish\tchinese\tasked_as\nA\tb\nXLT\n", "line 3"),
        ("abbreviation\tenglish\tchinese\tasked_as\nA\tb\tc\td\te\n", "line 2"),
        ("", "line 1"),
    ],
)
def test_a_faulty_file_is_named_with_its_line(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "ours.tsv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=rf"ours\.tsv, {said}: "):
        glossary_from(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.tsv"):
        glossary_from(tmp_path / "none.tsv")


def test_an_empty_glossary_changes_nothing() -> None:
    assert Glossary([]).expansions("JSC 终止") == []
    assert Glossary([]).translated("JSC 终止") == "JSC 终止"
    assert Glossary([Entry(("A",), (), ("b",), (), ())]).translated("终止") == "终止"
