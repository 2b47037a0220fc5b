"""Parts of the product with a fault in each, put together as `assistant.build` does, for a gate to catch."""

import hashlib
from collections.abc import AsyncGenerator, Callable, Sequence
from copy import copy
from dataclasses import replace
from random import Random

import numpy as np
from numpy.typing import NDArray

from assistant.answering.excerpting import ExcerptWriter
from assistant.answering.following import RuleRewriter
from assistant.answering.gathering import Gatherer
from assistant.answering.quoting import whole
from assistant.answering.statements import Statement
from assistant.answering.writing import Material, Writer, Written
from assistant.assistant import Assistant
from assistant.build import Knowledge, finding_from
from assistant.knowledge.lexical import LexicalIndex, Scope
from assistant.knowledge.terms import is_chinese
from assistant.retrieval.ranked import RankedPassage
from assistant.retrieval.search import Search
from assistant.settings import Settings
from assistant.types import Filters, Viewer
from eval.answerers import Answerer, Asked, AssistantAnswerer
from eval.cases import Case


class RandomEmbedder:
    """A vector for each text that has nothing to do with what it says."""

    identity = "random"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([self.embed_question(text) for text in texts], dtype=np.float32).reshape(len(texts), -1)

    def embed_question(self, question: str) -> NDArray[np.float32]:
        seed = int.from_bytes(hashlib.sha256(question.encode()).digest()[:8])
        vector = np.random.default_rng(seed).standard_normal(384).astype(np.float32)
        unit: NDArray[np.float32] = vector / np.linalg.norm(vector)
        return unit


class EmptyLexicalIndex(LexicalIndex):
    """Finds no words, as when its folder was never filled."""

    def search(self, wanted: Sequence[str], scope: Scope, limit: int) -> list[tuple[str, float]]:
        return []

    def frequency(self, scope: Scope, term: str | None = None) -> int:
        return 0


class UnsegmentedLexicalIndex(LexicalIndex):
    """Has each run of Chinese for one word, which no question says again."""

    def search(self, wanted: Sequence[str], scope: Scope, limit: int) -> list[tuple[str, float]]:
        return super().search([term for term in wanted if not is_chinese(term)], scope, limit)

    def frequency(self, scope: Scope, term: str | None = None) -> int:
        return 0 if term and is_chinese(term) else super().frequency(scope, term)


class NeverRefusing:
    """Gives the nearest passage for an answer where it should refuse."""

    def __init__(self, sound: Writer) -> None:
        self._sound = sound

    async def write(self, material: Material) -> AsyncGenerator[Statement | Written]:
        pieces = [each async for each in self._sound.write(material)]
        if len(pieces) == 1 and (found := material.passages()):
            nearest = whole(found[0])
            yield Statement(nearest.text, [nearest])
        for each in pieces:
            yield each


class Leaking(Search):
    """Shows everybody everything."""

    def audiences(self, viewer: Viewer) -> list[str]:
        return super().audiences(Viewer())


class Shuffling(Search):
    """Finds the right passages, in any order."""

    def passages(self, question: str, viewer: Viewer, filters: Filters, limit: int) -> list[RankedPassage]:
        found = super().passages(question, viewer, filters, limit)
        return Random(question).sample(found, len(found))


class CutQuotes:
    """An assistant that shows its quotes without their last character."""

    def __init__(self, sound: Answerer) -> None:
        self._sound = sound

    async def __call__(self, case: Case) -> Asked:
        asked = await self._sound(case)
        cut = [each.model_copy(update={"quote": each.quote[:-1]}) for each in asked.answer.citations]
        return Asked(asked.answer.model_copy(update={"citations": cut}), asked.found)


def answering(
    knowledge: Knowledge,
    settings: Settings,
    search: type[Search] = Search,
    writer: Callable[[Writer], Writer] = lambda sound: sound,
) -> Answerer:
    """The assistant of `assistant_from`, with another search, or with a writer around its own."""
    _, extractor = finding_from(knowledge, settings, None)
    finding = search(knowledge.catalog, knowledge.indexes, knowledge.embedder)
    gatherer = Gatherer(finding, settings.passage_tokens)
    return AssistantAnswerer(Assistant(finding, RuleRewriter(), gatherer, writer(ExcerptWriter(extractor))))


def with_lexical(knowledge: Knowledge, index: type[LexicalIndex]) -> Knowledge:
    """The same knowledge, its words looked up in another index."""
    indexes = copy(knowledge.indexes)
    indexes.lexical = index(knowledge.catalog.data / "indexes" / "lexical")
    return replace(knowledge, indexes=indexes)
