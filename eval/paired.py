"""Two versions on the same cases: how far they differ, whether that may be chance, and what could be told at all.

Questions about one document are not independent of each other, so documents are what is drawn and what is swapped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from math import comb, sqrt

import numpy as np

from eval.bootstrap import RESAMPLES, SEED, TAIL, resampled

LEVEL = 0.05  # of all the comparisons of a family together
_TO_DETECT = 1.96 + 0.84  # standard errors between no difference and one that is found four times in five


@dataclass(frozen=True)
class Shift:
    """The mean difference, its 95 % interval, its standard error, and the chance of one as great without any cause."""

    value: float
    low: float
    high: float
    error: float
    p: float


def shift(differences: Sequence[float], documents: Sequence[str]) -> Shift:
    """How far the cases moved, each by a difference from -1 to 1 and about one of the documents; there is one at least.

    The interval is the cluster bootstrap's (Field & Welsh 2007), drawn out for few documents (Cameron, Gelbach &
    Miller 2008). The chance is that of Fisher's randomisation test, which Smucker, Allan & Carterette 2007 advise for
    retrieval: were the versions alike, each document's differences might as well have the other sign.
    """
    number_of, draws = resampled(documents)
    sums, counts = np.bincount(number_of, np.asarray(differences, dtype=float)), np.bincount(number_of)
    value, many = float(sums.sum() / counts.sum()), len(sums)
    if many == 1:
        return Shift(value, -1.0, 1.0, 1.0, 1.0)
    drawn = value + (sums[draws].sum(axis=1) / counts[draws].sum(axis=1) - value) * sqrt(many / (many - 1))
    low, high = np.clip(np.percentile(drawn, [TAIL, 100 - TAIL]), -1, 1)
    signs = np.random.default_rng(SEED).choice([-1.0, 1.0], size=(RESAMPLES, many))
    as_great = int(np.count_nonzero(np.abs(signs @ sums) >= abs(sums.sum()) - 1e-9))
    return Shift(value, float(low), float(high), float(drawn.std()), (1 + as_great) / (1 + RESAMPLES))


def mcnemar(lost: int, gained: int) -> float:
    """The chance that so many more of the cases that changed went one way than the other (McNemar 1947, exact)."""
    changed = lost + gained
    tail = sum(comb(changed, each) for each in range(min(lost, gained) + 1))
    return min(1.0, tail / 2 ** (changed - 1)) if changed else 1.0


def holm(chances: Sequence[float]) -> list[float]:
    """The chances of a family of comparisons, adjusted for its size (Holm 1979)."""
    adjusted, least = [0.0] * len(chances), 0.0
    for rank, at in enumerate(sorted(range(len(chances)), key=chances.__getitem__)):
        least = max(least, min(1.0, (len(chances) - rank) * chances[at]))
        adjusted[at] = least
    return adjusted


def detectable(error: float, cases: int, family: int) -> float | None:
    """The smallest difference that is found four times in five; None where these cases can show none.

    After Miller 2024, "Adding Error Bars to Evals"; never less than the fewest cases that prove something by all going
    the same way, as a set of which none changed has no error.
    """
    fewest = next(each for each in count(1) if mcnemar(each, 0) * family < LEVEL)
    return max(_TO_DETECT * error, fewest / cases) if fewest <= cases else None
