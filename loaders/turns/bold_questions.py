"""Interviews without labels: the questions stand in bold, or as paragraphs of their own, and the answers below them."""

import re

from loaders.turns.labels import Label

_BOLD = re.compile(r"^[ \t]*(?P<question>\*\*(?:[^*\n]|\n(?!\s*\n)){3,500}[?？]\*\*)[ \t]*\r?\n\s*(?=\S)", re.MULTILINE)
_PARAGRAPH = re.compile(
    r"(?<=\n)[^\S\n]*\n[^\S\n]*(?P<question>[^\W\d_][^\n]{10,400}[?？])[^\S\n]*\n[^\S\n]*\n\s*(?=\S)"
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|my|we|we['’]\w+|our|us)\b|我", re.IGNORECASE)
_ANNOUNCED = re.compile(
    r"\b(?:interview\w*|asked|spoke (?:with|to)|sat down|talked (?:with|to)|Q ?& ?A)\b|采访|专访|对话"
)
_FEWEST = 2
_FEWEST_PARAGRAPHS = 3
_INTRODUCTION = 3000


def find_bold_questions(text: str, start: int, *, is_interview: bool) -> list[Label]:
    """Empty labels "Q" and "A" where questions and answers begin, from offset `start` on.

    A list of frequent questions looks the same. What is not known to be an interview is one if half of its answers
    are in the first person; where the questions are not even bold, the text before them must announce one.
    """
    bold = list(_BOLD.finditer(text, start))
    if _are_answered(text, bold, is_interview=is_interview) and len(bold) >= _FEWEST:
        return _labels(bold, "bold question")
    plain = list(_PARAGRAPH.finditer(text, start))
    before = text[max(start, plain[0].start() - _INTRODUCTION) : plain[0].start()] if plain else ""
    is_announced = is_interview or _ANNOUNCED.search(before) is not None
    if len(plain) >= _FEWEST_PARAGRAPHS and is_announced and _are_answered(text, plain, is_interview=False):
        return _labels(plain, "plain question")
    return []


def _are_answered(text: str, questions: list[re.Match[str]], *, is_interview: bool) -> bool:
    ends = [question.start() for question in questions[1:]] + [len(text)]
    personal = sum(
        bool(_FIRST_PERSON.search(text, question.end(), end)) for question, end in zip(questions, ends, strict=False)
    )
    return is_interview or 2 * personal >= len(questions)


def _labels(questions: list[re.Match[str]], layout: str) -> list[Label]:
    return [
        label
        for question in questions
        for label in (
            Label("Q", question.start("question"), question.start("question"), layout=layout),
            Label("A", question.end(), question.end(), layout=layout),
        )
    ]
