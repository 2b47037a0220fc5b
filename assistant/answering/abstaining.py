"""When to say that the sources do not answer a question, and how to say it."""

from collections.abc import Sequence

# The support of the best sentence from which it counts as an answer. Chosen on one half of 800 general questions,
# half of them put to documents that lack the answer, as the best balance of the two errors; on the other half it
# answers 92 % of those that can be answered and 35 % of those that cannot.
LEAST_SUPPORT = 0.46


def refusal(unknown: Sequence[str]) -> str:
    """The text of an answer that was not found."""
    if not unknown:
        return "The sources do not answer this."
    return f"The sources do not answer this: nothing in them mentions {' or '.join(unknown)}."
