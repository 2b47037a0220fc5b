"""From what was measured on each question to figures: over all documents, and over each half of them.

Whoever chooses a weight or a threshold on these data chooses it on half A and reports half B.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from eval.bootstrap import Estimate, auroc, mean

Half = Literal["all", "A", "B"]
HALVES: Sequence[Half] = ("all", "A", "B")


@dataclass(frozen=True)
class Measured:
    """What was measured on one question, values between 0 and 1 by name, and the document that it is about."""

    document: str
    values: Mapping[str, float]


@dataclass(frozen=True)
class Figure:
    """One measure of one system over `n` questions of a kind about the documents of a half."""

    system: str
    questions: str
    half: Half
    measure: str
    n: int
    estimate: Estimate


def half_of(document: str) -> Half:
    """The half that a document falls into, by its name alone."""
    return "A" if zlib.crc32(document.encode()) % 2 else "B"


def in_half(document: str, half: Half) -> bool:
    return half in ("all", half_of(document))


def averaged(system: str, questions: str, measured: Iterable[Measured]) -> Iterator[Figure]:
    """The mean of every measure, over the questions that have it."""
    given = list(measured)
    for half in HALVES:
        part = [each for each in given if in_half(each.document, half)]
        for name in dict.fromkeys(name for each in part for name in each.values):
            having = [each for each in part if name in each.values]
            found = mean([each.values[name] for each in having], [each.document for each in having])
            yield Figure(system, questions, half, name, len(having), found)


def separated(system: str, questions: str, scored: Iterable[tuple[str, bool, float]]) -> Iterator[Figure]:
    """How well scores tell two sorts of questions apart, from (document, whether of the first sort, score)."""
    given = list(scored)
    for half in HALVES:
        part = [row for row in given if in_half(row[0], half)]
        if {first for _, first, _ in part} == {True, False}:
            documents, first, scores = zip(*part, strict=True)
            yield Figure(system, questions, half, "AUROC", len(part), auroc(scores, first, documents))
