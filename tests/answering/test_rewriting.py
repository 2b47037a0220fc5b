"""Follow-ups: what they leave to the thread is put in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.rewriting import standalone
from assistant.types import Turn


def after(question: str, *asked: str, answer: str = "") -> str:
    return standalone(question, [Turn(question=each, answer=answer) for each in asked])


@pytest.mark.parametrize(
    ("before", "question", "alone"),
    [
        ("What is the launch checklist?", "Who approves it?", "Who approves launch checklist?"),
        ("What is a clean team?", "Who are its members?", "Who are clean team's members?"),
        ("Who are the sponsors?", "What do they decide?", "What do sponsors decide?"),
        ("How long is the notice period with Acme?", "And Beta?", "How long is the notice period with Beta?"),
        (
            "How long is the notice period with Acme?",
            "What about Beta Labs?",
            "How long is the notice period with Beta Labs?",
        ),
        ("Who decides in the JSC?", "And in the JDC?", "Who decides in the JDC?"),
        ("What is the Acme alliance?", "Who leads?", "Who leads (Acme alliance)?"),
        ("Who chairs the JSC?", "Why?", "Who chairs the JSC? Why?"),
        ("Acme协议的终止通知期多长？", "那Beta呢？", "Beta协议的终止通知期多长？"),
        ("什么是联合指导委员会？", "谁批准这个？", "什么是联合指导委员会？ 谁批准这个？"),
        ("Acme协议的首付款是多少？", "什么时候要付？", "Acme协议的首付款是多少？ 什么时候要付？"),
        ("Acme的JSC多久开一次会？", "谁来当主席？", "Acme的JSC多久开一次会？ 谁来当主席？"),
    ],
)
def test_what_a_question_leaves_to_the_one_before_is_put_in_its_place(before: str, question: str, alone: str) -> None:
    assert after(question, before) == alone


@pytest.mark.parametrize(
    "question",
    [
        "What is a joint steering committee?",
        "How long is the notice period with Acme?",
        "What is a JSC, and who chairs it?",
        "Tell me about change of control.",
        "How long does it take to close out the Gamma alliance?",
        "什么是保密协议？",
        "终止通知期是多长？",
    ],
)
def test_a_question_that_stands_alone_stays_as_it_is(question: str) -> None:
    assert after(question, "Who chairs the JSC?", "How often does it meet?") == question


def test_a_subject_is_carried_on_until_another_one_is_brought_up() -> None:
    thread = ("What is the Acme alliance?", "Who leads it?", "What is the Beta pilot?")
    assert after("Who pays for it?", *thread[:2]) == "Who pays for Acme alliance?"
    assert after("Who pays for it?", *thread).startswith("Who pays for Beta pilot")


def test_a_person_is_found_in_the_answer() -> None:
    answer = "The alliance lead is Maria Chen."
    assert after("When did she join?", "Who leads the Acme alliance?", answer=answer).startswith(
        "When did Maria Chen join"
    )


def test_without_a_thread_nothing_is_added() -> None:
    assert after("And who named them?") == "And who named them?"


@given(st.lists(st.text(max_size=60), max_size=4), st.text(min_size=1, max_size=60))
def test_any_thread_gives_a_question(asked: list[str], question: str) -> None:
    assert after(question, *asked)
