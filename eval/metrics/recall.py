"""Recall@k: how much of what is right is among the best k; R@k of ir-measures."""

from collections.abc import Sequence, Set


def recall(ranking: Sequence[str], right: Set[str], k: int) -> float:
    """From 0 to 1. Each name stands once in `ranking`; `right` is not empty."""
    return sum(name in right for name in ranking[:k]) / len(right)
