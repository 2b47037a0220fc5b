"""The reciprocal rank, whose mean is MRR (Voorhees 1999, "The TREC-8 Question Answering Track Report")."""

from collections.abc import Sequence, Set


def reciprocal_rank(ranking: Sequence[str], right: Set[str]) -> float:
    """One over the rank of the first right name, the best being 1; 0 where there is none."""
    return next((1 / rank for rank, name in enumerate(ranking, start=1) if name in right), 0.0)
