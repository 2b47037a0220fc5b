"""The kinds of answer that questions ask for."""

from collections.abc import Sequence
from typing import Literal

QuestionType = Literal[
    "safety",
    "judgement",
    "decision",
    "survey",
    "change",
    "compare",
    "said",
    "how_to",
    "when",
    "amount",
    "who",
    "where",
    "definition",
    "list",
    "yes_no",
    "explain",
    "fact",
]

Ways = Sequence[tuple[QuestionType, Sequence[str]]]  # the patterns by which a kind shows, kinds in the order of trial
