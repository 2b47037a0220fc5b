"""Headings in text whose format marks none: numbered titles, and lines in capitals, each on a line of its own."""

import re
from collections.abc import Sequence
from itertools import pairwise

from loaders.layout.lines import Line
from loaders.layout.sections import Heading

_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[.)]?[ \t]+[^\W\d_].{1,70}")
_CHINESE = re.compile(r"(?:第[一二三四五六七八九十]{1,3}[章节部分]+|[一二三四五六七八九十]{1,3}、)[ \t]*\S.{0,40}")
_NAMED = re.compile(
    r"(?:glossary|definitions|abbreviations|acronyms|terminology|术语表?|缩略语|名词解释|词汇表)[:：]?", re.IGNORECASE
)
_SENTENCE_END = (".", ";", ",", "?", "!", "。", "；", "，", "？", "！")
_MOST_WORDS = 9
_FEW_WORDS = 5
_FULL_LINE = 40
_FEWEST_CAPITALS = 4


def find_outline(lines: Sequence[Line]) -> list[Heading]:
    """The headings among the lines; only plain cases count, because a numbered line is more often a step."""
    return [
        Heading(level, " ".join(line.text.split()), line.start)
        for line, below in pairwise(lines)
        if (level := _level(line, below))
    ]


def _level(line: Line, below: Line) -> int:
    """The level of a heading, 0 for any other line."""
    words = line.text
    if line.indent or len(words.split()) > _MOST_WORDS or words.endswith(_SENTENCE_END):
        return 0
    apart = line.gap and below.gap
    if numbered := _NUMBERED.fullmatch(words):
        # Without blank lines, as in text from a PDF, a title is short and a full line follows.
        over_text = len(words.split()) <= _FEW_WORDS and len(below.text) > _FULL_LINE
        depth = numbered["number"].count(".")
        next_number = _NUMBERED.match(below.text)
        is_list = next_number is not None and next_number["number"].count(".") == depth
        return depth + 1 if (apart or over_text) and not is_list else 0
    in_capitals = line.gap and _is_in_capitals(words)
    return 1 if in_capitals or _NAMED.fullmatch(words) or (apart and _CHINESE.fullmatch(words)) else 0


def _is_in_capitals(words: str) -> bool:
    return words.isupper() and sum(letter.isupper() for letter in words) >= _FEWEST_CAPITALS
