"""95 % intervals by a bootstrap over documents: questions about one document are not independent of each other.

The cluster bootstrap (Field & Welsh 2007, "Bootstrapping clustered data"): whole documents are drawn with replacement,
and the interval is what lies between two percentiles of the statistic.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SEED = 0
RESAMPLES = 2000
TAIL = 2.5  # percent left out on either side


@dataclass(frozen=True)
class Estimate:
    """A statistic, and the interval that holds 95 % of what it is on resampled documents."""

    value: float
    low: float
    high: float


def mean(values: Sequence[float], documents: Sequence[str]) -> Estimate:
    """The mean of values between 0 and 1, each about one of the documents.

    Resampling shows no spread where every value is 0, or every one 1: the bound is then the exact binomial one over
    the documents.
    """
    given = np.asarray(values, dtype=float)
    number_of, draws = resampled(documents)
    sums, counts = np.bincount(number_of, given), np.bincount(number_of)
    margin = 1 - (TAIL / 100) ** (1 / len(counts))
    if (given == 0).all():
        return Estimate(0.0, 0.0, margin)
    if (given == 1).all():
        return Estimate(1.0, 1 - margin, 1.0)
    return _between(float(given.mean()), sums[draws].sum(axis=1) / counts[draws].sum(axis=1))


def auroc(scores: Sequence[float], positive: Sequence[bool], documents: Sequence[str]) -> Estimate:
    """The chance that a positive scores above a negative, ties counting half; there is one of each at least."""
    given, wanted = np.asarray(scores, dtype=float), np.asarray(positive, dtype=bool)
    number_of, draws = resampled(documents)
    above, below = given[wanted][:, None], given[~wanted][None, :]
    wins = (above > below) + (above == below) / 2
    # A document that is drawn n times weighs n times, on either side.
    weights = np.apply_along_axis(np.bincount, 1, draws, minlength=draws.shape[1])[:, number_of].astype(float)
    positives, negatives = weights[:, wanted], weights[:, ~wanted]
    pairs = positives.sum(axis=1) * negatives.sum(axis=1)
    won = ((positives @ wins) * negatives).sum(axis=1)
    # A draw that lacks one of the two says nothing.
    return _between(float(wins.mean()), won[pairs > 0] / pairs[pairs > 0])


def resampled(documents: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """The number of each row's document, and the documents of each draw: shapes (rows,) and (draws, documents)."""
    names, number_of = np.unique(np.asarray(documents), return_inverse=True)
    return number_of, np.random.default_rng(SEED).integers(len(names), size=(RESAMPLES, len(names)))


def _between(value: float, drawn: NDArray[np.float64]) -> Estimate:
    low, high = np.percentile(drawn, [TAIL, 100 - TAIL])
    return Estimate(value, float(low), float(high))
