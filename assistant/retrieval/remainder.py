"""What is left of a question when the names in it have done their work and led to the documents."""

import re
from itertools import pairwise

from assistant.knowledge.terms import STOP_WORDS, words

# Where one part of a question ends and another begins.
_BREAK = re.compile(
    r"[;:；：。？?！!]|[,，]\s*(?=(?i:wh\w+|how|can|could|may|might|must|shall|should|will|would|is|are|was|were|do|does|did"
    r"|has|have|had)\b|[^a-zA-Z\s])"
)
# How a part begins that says where to look and asks nothing.
_SETTING = re.compile(
    r"\s*(?:(?i:consider|take|look at|see|in|under|for|from|regarding|concerning|about|within|given|per|as to|as for"
    r"|according to|with (?:respect|regard) to)\b|关于|根据|按照|在|就)"
)
_WORD = re.compile(r"[^\W_]+")


def remainder(asked: str, taken: set[int]) -> str:
    """The question without the characters of names; a part that only says where to look goes as a whole.

    All of the question where what is left asks for nothing.
    """
    parts = list(_parts(asked))
    asking = [part for part in parts if not _is_setting(asked, part, taken)]
    for kept in (asking, parts):
        rest = " ".join(_without(asked, part, taken) for part in kept)
        if any(word not in STOP_WORDS for word in words(rest)):
            return " ".join(rest.split())
    return asked


def _parts(asked: str) -> list[range]:
    edges = [0, *(found.end() for found in _BREAK.finditer(asked)), len(asked)]
    return [range(start, end) for start, end in pairwise(edges)]


def _is_setting(asked: str, part: range, taken: set[int]) -> bool:
    """Whether the part opens like one that says where to look, and has as many words of names as others, or more."""
    text = asked[part.start : part.stop]
    if not _SETTING.match(text):
        return False
    named = others = 0
    for word in _WORD.finditer(text):
        if part.start + word.start() in taken or word[0][0].isupper():
            named += 1
        elif word[0].casefold() not in STOP_WORDS:
            others += 1
    return not taken.isdisjoint(part) and named >= others


def _without(asked: str, part: range, taken: set[int]) -> str:
    return "".join(" " if at in taken else asked[at] for at in part)
