"""A conversation cut to what a model may be given of it: the latest turns, and of earlier ones the questions."""

from collections.abc import Sequence

from assistant.knowledge.tokens import count_tokens
from assistant.types import Turn

ANSWER_TOKENS = 200  # what is kept of one answer, from its beginning


def within_tokens(history: Sequence[Turn], tokens: int) -> list[Turn]:
    """The turns, in order, that fit into a budget of tokens.

    Whole turns, latest first, have two thirds of it. What is left goes to the questions before them: the first, which
    says what the conversation is about, and then the latest.
    """
    left, kept = tokens * 2 // 3, [_short(turn) for turn in history]
    whole = _fitting([_tokens(turn) for turn in reversed(kept)], left)
    recent, earlier = kept[len(kept) - whole :], kept[: len(kept) - whole]
    left = tokens - sum(map(_tokens, recent))
    questions = [turn.model_copy(update={"answer": ""}) for turn in earlier]
    in_turn = [*questions[:1], *reversed(questions[1:])]
    fitting = in_turn[: _fitting(list(map(_tokens, in_turn)), left)]
    return [*fitting[:1], *reversed(fitting[1:]), *recent]


def _fitting(sizes: Sequence[int], budget: int) -> int:
    """How many, from the first on, fit into the budget together."""
    for count, size in enumerate(sizes):
        budget -= size
        if budget < 0:
            return count
    return len(sizes)


def _short(turn: Turn) -> Turn:
    words = turn.answer[: ANSWER_TOKENS * 4]
    return turn if words == turn.answer else turn.model_copy(update={"answer": f"{words} …"})


def _tokens(turn: Turn) -> int:
    return count_tokens(turn.question) + count_tokens(turn.answer)
