"""Follow-ups."""

import pytest

from assistant.answering.rewriting import standalone
from assistant.types import Turn

HISTORY = [
    Turn(question="Who chairs the JSC?", answer="The host."),
    Turn(question="How often does it meet?", answer="Quarterly."),
]


@pytest.mark.parametrize(
    "question",
    ["And who named them?", "Who approves it?", "Why?", "And Beta?", "谁批准这个？"],
)
def test_a_question_that_leans_on_the_thread_is_joined_to_the_one_before(question: str) -> None:
    assert standalone(question, HISTORY) == f"How often does it meet? {question}"


@pytest.mark.parametrize(
    "question", ["What is a joint steering committee?", "How long is the notice period with Acme?"]
)
def test_a_question_that_stands_alone_stays_as_it_is(question: str) -> None:
    assert standalone(question, HISTORY) == question


def test_without_a_thread_nothing_is_added() -> None:
    assert standalone("And who named them?", []) == "And who named them?"
