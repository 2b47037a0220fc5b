"""A follow-up becomes a question that stands alone."""

from collections.abc import Sequence

from assistant.knowledge.terms import content_terms, words
from assistant.question import LONGEST
from assistant.types import Turn

# Words that point back at what was said before.
_POINTING = frozenset(
    "it its they them their theirs he him his she her hers this that these those there one ones former latter both "
    "same such 它 他 她 它们 他们 她们 这 那 这个 那个 其".split()
)
_OPENINGS = frozenset(("and", "but", "so", "also", "那么", "那", "还有"))


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question with the one before it in front, where it leans on it; otherwise the question as it is."""
    if not history or not _leans(question):
        return question
    return f"{history[-1].question[:LONGEST].rstrip()} {question}"


def _leans(question: str) -> bool:
    asked = list(words(question))
    return bool(asked) and (
        asked[0] in _OPENINGS or not _POINTING.isdisjoint(asked) or len(content_terms(question)) < 2
    )
