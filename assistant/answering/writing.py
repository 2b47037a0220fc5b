"""The seam between what was found and what is answered: a writer is given material and yields checked statements."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from assistant.answering.parting import Part
from assistant.answering.statements import Draft, Statement
from assistant.knowledge.lexical import Scope
from assistant.models import EXTRACTIVE
from assistant.retrieval.ranked import RankedPassage
from assistant.types import Usage


@dataclass(frozen=True)
class Material:
    """What an answer is written from: a question that stands alone, its parts, and the passages found for each part.

    Nothing but what lies in the scope is read for it. `version` is the catalog's that the passages are of.
    """

    question: str
    parts: Sequence[Part]
    found: Sequence[Sequence[RankedPassage]]
    scope: Scope
    version: int

    def passages(self) -> list[RankedPassage]:
        """The passages of every part, each once: the best of each part, then the next of each."""
        depth = max(map(len, self.found), default=0)
        in_turn = [found[rank] for rank in range(depth) for found in self.found if rank < len(found)]
        return list({each.passage.id: each for each in in_turn}.values())


@dataclass(frozen=True)
class Written:
    """A whole answer: the draft with all its statements, and by which model, from which prompts it was written."""

    draft: Draft
    model: str = EXTRACTIVE
    prompts: Mapping[str, str] = field(default_factory=dict)
    usage: Usage | None = None
    timings: Mapping[str, float] = field(default_factory=dict)


class Writer(Protocol):
    """Writes answers."""

    def write(self, material: Material) -> AsyncGenerator[Statement | Written]:
        """Each statement as soon as it is checked, and last the whole. Raises AllyError."""
        ...
