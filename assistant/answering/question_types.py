"""What kind of answer a question asks for, in English and Chinese, told by how it is put.

The kinds are tried in order and the first that fits counts: what must not be answered comes first, then what needs
more than one sentence, then the single facts.
"""

import re
from functools import lru_cache

from assistant.answering.asked_in_chinese import CHINESE
from assistant.answering.asked_in_english import ENGLISH, SAY
from assistant.answering.question_kinds import QuestionType

QUESTIONS_KEPT = 1024  # an answer asks several times for the kind of its question

_OF_ASKERS = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|wonder(?:s|ed)?|want(?:s|ed)? to know|moderators?|interviewers?|hosts?|audience)\b|"
    r"问了|提问|提出的问题|想知道|主持人|采访者|听众|观众",
    re.IGNORECASE,
)
_ASKER = re.compile(
    rf"\b(moderator|interviewer|audience)(?: members?)? (?:\w+ly )?{SAY}|"
    r"according to (?:the |an? )(moderator|interviewer)\b",
    re.IGNORECASE,
)
_ASKER_ZH = {"主持人": "moderator", "采访者": "interviewer", "听众": "audience", "观众": "audience"}

_PATTERNS = tuple((kind, re.compile("|".join(ways), re.IGNORECASE)) for kind, ways in (*ENGLISH, *CHINESE))


@lru_cache(maxsize=QUESTIONS_KEPT)
def question_type(question: str) -> QuestionType:
    """The first kind whose way of asking the question shows; `fact` where none does."""
    asked = " ".join(question.replace("’", "'").split())
    return next((kind for kind, pattern in _PATTERNS if pattern.search(asked)), "fact")


def is_about_askers(question: str) -> bool:
    """Whether the question is what somebody asked, or what one said whose part is to ask."""
    return bool(_OF_ASKERS.search(question))


def asker_named(question: str) -> str | None:
    """The role, as sources have it, of those whose words the question asks for, where their part is to ask."""
    found = _ASKER.search(question)
    chinese = (role for name, role in _ASKER_ZH.items() if re.search(rf"{name}.{{0,4}}[问说提想]", question))
    return (found[1] or found[2]).casefold() if found else next(chinese, None)
