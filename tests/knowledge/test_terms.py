"""The words that passages and questions meet in."""

import pytest

from assistant.knowledge.terms import content_terms, terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("terminated", "termination"),
        ("alliances", "Alliance"),
        ("Acme's", "Acme"),
        ("Acme’s", "acme"),
        ("ＪＳＣ", "JSC"),
    ],
)
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    assert terms(one) == terms(other)


def test_chinese_is_cut_into_words() -> None:
    assert {"联合", "指导", "委员会"} <= set(terms("联合指导委员会的决定"))


def test_a_mixed_sentence_keeps_both_languages() -> None:
    assert {"jsc", "决定"} <= set(terms("JSC决定了什么？"))


def test_how_a_question_is_put_is_not_what_it_is_about() -> None:
    assert content_terms("What is the notice period in the contract?") == ["notic", "period", "contract"]
    assert content_terms("什么是联合指导委员会？") == ["联合", "指导", "委员会"]


def test_terms_of_nothing() -> None:
    assert terms(" ,;— ") == []
