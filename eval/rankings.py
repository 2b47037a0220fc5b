"""Measures of a ranking, by ir-measures."""

from collections.abc import Sequence
from dataclasses import dataclass

import ir_measures
from ir_measures import RR, Success


@dataclass(frozen=True)
class Ranking:
    """What was found for one question, best first, each told apart by its name, and which of it is right."""

    found: Sequence[str]
    right: frozenset[str]


def measured(ranking: Ranking, cutoffs: Sequence[int]) -> dict[str, float]:
    """Hit@k, whether something right is among the best k, for each cutoff; and MRR's reciprocal rank."""
    names = {Success @ cutoff: f"Hit@{cutoff}" for cutoff in cutoffs} | {RR: "MRR"}
    judged = {"question": dict.fromkeys(ranking.right, 1)}
    scored = {"question": {name: float(-rank) for rank, name in enumerate(ranking.found)}}
    return {names[each.measure]: each.value for each in ir_measures.iter_calc(list(names), judged, scored)}
