"""Opposites: a rise is not taken for a fall, before not for after, at least not for at most."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.answering.grounding.words import Word, near, shared
from assistant.knowledge.terms import terms

MARGIN = 0.5  # by how much more the surroundings of the opposite must fit, where the quote has both

# Several words that are one direction; they are read as one word.
_PHRASES = tuple(
    (re.compile(form, re.IGNORECASE), f" {word} ")
    for form, word in (
        (r"\b(?:at least|not? (?:less|fewer|lower) than|a minimum of|not? under)\b", "minimum"),
        (r"\b(?:at most|not? (?:more|greater|higher) than|a maximum of|up to|not (?:to )?exceed(?:ing)?)\b", "maximum"),
        (r"\b(?:not? (?:earlier|sooner) than|at the earliest)\b", "minimum"),
        (r"\b(?:not? later than|at the latest)\b", "maximum"),
        (r"\bprior to\b", "before"),
        (r"\bmore than\b", "above"),
        (r"\b(?:less|fewer) than\b", "below"),
    )
)


def as_words(text: str) -> str:
    """A uniform text with its phrases of direction as single words."""
    for form, word in _PHRASES:
        text = form.sub(word, text)
    return text


@cache
def _sides() -> Mapping[str, Sequence[tuple[int, int]]]:
    """(axis, side) of each term."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    lines = Path(__file__).with_name("opposites.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for axis, line in enumerate(lines):
        for side, words in enumerate(line.split("\t")):
            for term in dict.fromkeys(term for word in words.split() for term in (*terms(word), word)):
                found[term].append((axis, side))
    return found


@dataclass(frozen=True)
class Direction:
    """A word of one side of an axis, and what stands around it."""

    word: str
    axis: int
    side: int
    near: Mapping[str, float]


def are_opposite(one: str, other: str) -> bool:
    """Whether two terms are the two sides of an axis."""
    sides = _sides()
    return any((axis, 1 - side) in sides.get(other, ()) for axis, side in sides.get(one, ()))


def directions(words: Sequence[Word]) -> list[Direction]:
    sides = _sides()
    return [
        Direction(word.spelled, axis, side, near(words, at))
        for at, word in enumerate(words)
        for axis, side in sides.get(word.term, ())
    ]


def disagreement(claimed: Sequence[Direction], quoted: Sequence[Direction]) -> str:
    """Why a direction claimed is the opposite of the one quoted, or ""."""
    for each in claimed:
        alike = [other for other in quoted if other.axis == each.axis]
        same = [shared(each.near, other.near) for other in alike if other.side == each.side]
        opposite = [(shared(each.near, other.near), other.word) for other in alike if other.side != each.side]
        if opposite and (not same or max(opposite)[0] > max(same) + MARGIN):
            return f"the quote says “{max(opposite)[1]}” and not “{each.word}”"
    return ""
