"""Interviews that print their questions in bold and the answers plain below them, without a label on either."""

import re

from loaders.turns.labels import Label

_QUESTION = re.compile(
    r"^[ \t]*(?P<question>\*\*(?:[^*\n]|\n(?!\s*\n)){3,500}[?？]\*\*)[ \t]*\r?\n\s*(?=\S)", re.MULTILINE
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|my|we|we['’]\w+|our|us)\b|我", re.IGNORECASE)
_FEWEST = 2


def find_bold_questions(text: str, start: int, *, is_interview: bool) -> list[Label]:
    """Empty labels "Q" and "A" where questions and answers begin, from offset `start` on.

    A list of frequent questions looks the same. What is not known to be an interview is one if half of its answers
    are in the first person.
    """
    questions = list(_QUESTION.finditer(text, start))
    ends = [question.start() for question in questions[1:]] + [len(text)]
    personal = sum(
        bool(_FIRST_PERSON.search(text, question.end(), end)) for question, end in zip(questions, ends, strict=False)
    )
    if len(questions) < _FEWEST or not (is_interview or 2 * personal >= len(questions)):
        return []
    return [
        label
        for question in questions
        for label in (_empty("Q", question.start("question")), _empty("A", question.end()))
    ]


def _empty(name: str, at: int) -> Label:
    return Label(name, at, at, layout="bold question")
