"""Citations held against gold: how many of them lead to it, and how much of it is cited.

Citation precision and recall after ALCE (Gao et al. 2023, "Enabling Large Language Models to Generate Text with
Citations"), with spans that share a character in place of a model's judgement.
"""

from collections.abc import Sequence

from eval.character_spans import Slice


def citation_precision(cited: Sequence[Slice], gold: Sequence[Slice]) -> float:
    """The share of the citations that touch gold; there is one citation at least."""
    return sum(each.overlaps(gold) for each in cited) / len(cited)


def citation_recall(cited: Sequence[Slice], gold: Sequence[Slice]) -> float:
    """The share of the gold slices that a citation touches; `gold` is not empty."""
    return sum(each.overlaps(cited) for each in gold) / len(gold)
