"""nDCG@k with yes-or-no relevance (Järvelin & Kekäläinen 2002, "Cumulated gain-based evaluation of IR techniques")."""

from collections.abc import Iterable, Sequence, Set
from math import fsum, log2


def ndcg(ranking: Sequence[str], right: Set[str], k: int) -> float:
    """The discounted gain of the best k over that of the best ranking there is; `right` is not empty."""
    best = _discounted(range(1, min(k, len(right)) + 1))
    return _discounted(rank for rank, name in enumerate(ranking[:k], start=1) if name in right) / best


def _discounted(ranks: Iterable[int]) -> float:
    return fsum(1 / log2(rank + 1) for rank in ranks)
