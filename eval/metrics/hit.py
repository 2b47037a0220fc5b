"""Hit@k, whether something right is among the best k; Success@k of ir-measures."""

from collections.abc import Sequence, Set


def hit(ranking: Sequence[str], right: Set[str], k: int) -> float:
    """1 or 0. `ranking` has names, best first, each once."""
    return float(any(name in right for name in ranking[:k]))
