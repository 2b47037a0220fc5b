"""A text as the words that are compared, each with its term, and what stands around a word."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.knowledge.terms import STOP_WORDS, is_chinese, terms

AROUND = 4  # content words on either side that tell which of several alike things is meant

_WORD = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff]+|[^\W\d_\u3400-\u9fff][^\W_\u3400-\u9fff]*(?:'[^\W\d_]+)?|\d[\d.,]*\w*|\S"
)
_DIGITS = re.compile(r"\d")


@dataclass(frozen=True)
class Word:
    """A word as spelled, the term it is compared by ("" for punctuation), and where it begins in the uniform text."""

    spelled: str
    term: str
    start: int

    @property
    def is_content(self) -> bool:
        """Whether it says what the text is about: no stop word, no figure."""
        return bool(self.term) and self.term not in _STOPS and not _DIGITS.match(self.term)


_STOPS = frozenset(term for word in STOP_WORDS for term in terms(word)) | STOP_WORDS


def words_of(text: str) -> list[Word]:
    """The words and punctuation marks of a uniform text, in order."""
    found = []
    for match in _WORD.finditer(text):
        if is_chinese(match[0]):
            found += _chinese(match)
        else:
            found.append(Word(match[0], _term(match[0]), match.start()))
    return found


@lru_cache(maxsize=50_000)
def _term(word: str) -> str:
    if word[0].isdecimal():
        return word.rstrip(".,")
    return next(iter(terms(word)), "") if word[0].isalpha() else ""


def _chinese(run: re.Match[str]) -> list[Word]:
    found, at = [], run.start()
    for term in terms(run[0]):
        found.append(Word(term, term, at))
        at += len(term)
    return found


def near(words: Sequence[Word], at: int) -> Mapping[str, float]:
    """The content terms around the word at a place, nearer ones weighing more."""
    weights: dict[str, float] = {}
    for side in (words[at + 1 :], reversed(words[:at])):
        distance = 0
        for word in side:
            if word.is_content:
                distance += 1
                weights[word.term] = max(weights.get(word.term, 0.0), 1 / distance)
                if distance == AROUND:
                    break
    return weights


def shared(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How much two surroundings have in common."""
    return sum(min(weight, other[term]) for term, weight in one.items() if term in other)
