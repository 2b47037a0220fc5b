"""How much of the best k lies in other documents than the answer, which misleads whoever writes from it.

Document-level retrieval mismatch, as measured for agreements that resemble each other (Reuter et al. 2025, "Towards
Reliable Retrieval in RAG Systems for Large Legal Datasets").
"""

from collections.abc import Sequence

from eval.character_spans import Slice


def wrong_document_rate(found: Sequence[Slice], gold: Sequence[Slice], k: int) -> float:
    """The share of the best k, or of all where there are fewer, from sources without gold; 1 where nothing is found."""
    best = found[:k]
    right = {each.source for each in gold}
    return sum(each.source not in right for each in best) / len(best) if best else 1.0
