"""How much of what was found is wanted, and how much of what is wanted was found, counted in characters.

As LegalBench-RAG counts it (Pipitone & Alami 2024).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Slice:
    """The characters `[start, end)` of a source."""

    source: str
    start: int
    end: int

    def overlaps(self, others: "Iterable[Slice]") -> bool:
        """Whether it shares a character with any of the others."""
        return any(
            self.source == other.source and self.start < other.end and other.start < self.end for other in others
        )


def precision(found: Sequence[Slice], gold: Sequence[Slice]) -> float:
    """The share of the found characters that are gold; 0 where nothing is found."""
    return _shared(found, gold) / (_size(found) or 1)


def recall(found: Sequence[Slice], gold: Sequence[Slice]) -> float:
    """The share of the gold characters that are found; `gold` is not empty."""
    return _shared(found, gold) / _size(gold)


def _shared(found: Sequence[Slice], gold: Sequence[Slice]) -> int:
    """A character that lies in several slices counts once."""
    wanted = _merged(gold)
    return sum(
        max(0, min(one.end, other.end) - max(one.start, other.start))
        for one in _merged(found)
        for other in wanted
        if one.source == other.source
    )


def _size(slices: Sequence[Slice]) -> int:
    return sum(each.end - each.start for each in _merged(slices))


def _merged(slices: Sequence[Slice]) -> list[Slice]:
    """The same characters in slices that share none."""
    merged: list[Slice] = []
    for each in sorted(slices, key=lambda one: (one.source, one.start)):
        last = merged[-1] if merged else None
        if last and last.source == each.source and each.start <= last.end:
            merged[-1] = Slice(last.source, last.start, max(last.end, each.end))
        else:
            merged.append(each)
    return merged
