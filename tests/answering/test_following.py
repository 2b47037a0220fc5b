"""What of a conversation a model is given, and which of its rewritings are taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.following import is_rewriting
from assistant.answering.history import within_tokens
from assistant.knowledge.tokens import count_tokens
from assistant.types import Turn

HISTORY = [Turn(question="What notice does the Heron agreement ask for?", answer="Ninety days, says clause 12.")]
TURNS = st.lists(st.builds(Turn, question=st.text(max_size=40), answer=st.text(max_size=400)), max_size=12)


@pytest.mark.parametrize(
    ("question", "alone", "taken"),
    [
        ("And who gives it?", "Who gives notice under the Heron agreement?", True),
        ("And who gives it?", "And who gives it?", True),
        ("And the fee", "The fee of the Heron agreement", True),
        ("Who gives it under clause 12?", "Who gives notice under clause 12 of the Heron agreement?", True),
        ("那终止费呢？", "Heron 协议的终止费是多少？", True),
        ("And who gives it?", "", False),
        ("And who gives it?", "Either party gives it.", False),
        ("And who gives it?", "Who gives notice under the Quillfort agreement?", False),
        ("And who gives it?", "Who gives 120 days' notice?", False),
        ("And who gives it?", "Who gives notice?\nEither party.", False),
        ("And who gives it?", "谁发出通知？", False),
        ("And who gives it?", "Who gives it, " * 60 + "?", False),
        ("And the fee", "Ninety days", False),
    ],
)
def test_a_rewriting_is_taken_only_where_it_is_the_question(question: str, alone: str, taken: bool) -> None:
    assert is_rewriting(alone, question, HISTORY) is taken


@given(TURNS, st.integers(0, 600))
def test_a_conversation_fits_into_its_budget_in_order(history: list[Turn], tokens: int) -> None:
    kept = within_tokens(history, tokens)
    assert sum(count_tokens(turn.question) + count_tokens(turn.answer) for turn in kept) <= tokens
    asked = iter(turn.question for turn in history)
    assert all(turn.question in asked for turn in kept)


def test_a_short_conversation_stays_as_it_is() -> None:
    assert within_tokens(HISTORY, 1000) == HISTORY


def test_a_long_conversation_keeps_its_beginning_and_its_end() -> None:
    history = [Turn(question=f"Question {at} about Heron?", answer="Ninety days, and so on. " * 20) for at in range(50)]
    kept = within_tokens(history, 500)
    assert kept[0] == Turn(question="Question 0 about Heron?", answer="")
    assert kept[-1] == history[-1]
    assert len(kept) < len(history)
