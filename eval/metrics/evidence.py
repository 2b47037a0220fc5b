"""What a metric looks at: one case, what was found and answered, and where in the corpus the answer stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from eval.cases import Case
from eval.character_spans import Slice
from eval.corpus import Corpus
from eval.results import Cited, Given, Range, Retrieved


@dataclass(frozen=True)
class Evidence:
    """One answer. `gold` are the slices of the case's gold, `visible` the audiences that the asker may see."""

    case: Case
    answer: Given
    retrieved: Sequence[Retrieved]
    gold: Sequence[Range]
    corpus: Corpus
    visible: Sequence[str]

    @cached_property
    def wanted(self) -> list[Slice]:
        """The gold, where the question can be answered."""
        return [_slice(each) for each in self.gold] if self.case.answerable else []

    @cached_property
    def exact(self) -> list[Slice]:
        """The gold, where all of it says where in its source."""
        return self.wanted if all(each.is_exact for each in self.case.gold) else []

    @cached_property
    def found(self) -> list[Slice]:
        return [_slice(each) for each in self.retrieved]

    @cached_property
    def cited(self) -> list[Slice]:
        return [_slice(each) for each in self.answer.citations]

    @property
    def is_answered(self) -> bool:
        return self.answer.status == "answered"

    @cached_property
    def ranking(self) -> list[str]:
        """The ranking in terms of gold: each gold slice by its name where a passage is the first to touch it.

        A passage that touches no gold, or only gold that was touched before, has a name of its own.
        """
        left = {self.name_of(each): each for each in self.wanted}
        names: list[str] = []
        for rank, passage in enumerate(self.found):
            touched = [name for name, gold in left.items() if passage.overlaps([gold])]
            names += touched or [f"passage {rank}"]
            for name in touched:
                del left[name]
        return names

    @cached_property
    def right(self) -> frozenset[str]:
        """The names of all gold slices."""
        return frozenset(map(self.name_of, self.wanted))

    @staticmethod
    def name_of(gold: Slice) -> str:
        return f"{gold.source} {gold.start}:{gold.end}"


def _slice(given: Range | Retrieved | Cited) -> Slice:
    return Slice(given.source, given.start, given.end)
