"""Hybrid search: by meaning and by words, first inside the documents that a question names, fused by rank."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge.catalog import Catalog
from assistant.knowledge.embedding import Embedder
from assistant.knowledge.indexes import Indexes
from assistant.knowledge.lexical import Scope
from assistant.knowledge.stored import StoredPassage
from assistant.knowledge.terms import content_terms, terms
from assistant.retrieval.routing import route, written_names
from assistant.types import Filters, Hit, Viewer

Ranking = Sequence[tuple[str, float]]

DEPTH = 100  # how far down each ranking is read
RANK_OFFSET = 60  # Cormack, Clarke & Büttcher 2009, reciprocal rank fusion
NAMED_WEIGHT = 2.0  # a ranking inside the documents that the question names, against one over everything
SUPERSEDED_WEIGHT = 0.5  # a superseded document answers only where nothing current does
WIDENINGS = (3, 20)  # how many times more is asked of Chroma when what it finds is filtered afterwards
EXACT_LIMIT = 5000  # up to so many passages, reading their vectors beats filtering what Chroma returns


@dataclass(frozen=True)
class RankedPassage:
    """A passage and its fused score."""

    passage: StoredPassage
    score: float


class Search:
    """Search over one catalog and its indexes."""

    def __init__(self, catalog: Catalog, indexes: Indexes, embedder: Embedder) -> None:
        self.catalog = catalog
        self.indexes = indexes
        self.embedder = embedder

    def passages(self, question: str, viewer: Viewer, filters: Filters, limit: int) -> list[RankedPassage]:
        """The passages that bear on the question, best first, each confirmed against the catalog."""
        audiences = self.audiences(viewer)
        scope = self._scope(audiences, filters)
        if not audiences or scope.documents == frozenset():
            return []
        fused = _fuse(self._rankings(question, scope))
        confirmed = self.catalog.passages(list(fused), audiences)
        ranked = [
            RankedPassage(passage, fused[passage.id] * (SUPERSEDED_WEIGHT if passage.superseded else 1.0))
            for passage in confirmed.values()
            if filters.speaker is None or is_credited(filters.speaker, passage.credited())
        ]
        return sorted(ranked, key=lambda each: (-each.score, each.passage.id))[:limit]

    def audiences(self, viewer: Viewer) -> list[str]:
        """The audiences that the viewer may see."""
        return viewer.visible(self.catalog.audiences())

    def unknown_names(self, question: str, viewer: Viewer) -> list[str]:
        """Names in the question that nothing the viewer may see mentions."""
        scope = Scope(self.audiences(viewer))
        return [name for name in written_names(question) if not self._mentioned(name, scope)]

    def _mentioned(self, name: str, scope: Scope) -> bool:
        return all(self.indexes.lexical.search([term], scope, 1) for term in terms(name))

    def _scope(self, audiences: Sequence[str], filters: Filters) -> Scope:
        beyond_kind = filters.model_copy(update={"kind": None}) != Filters()
        documents = frozenset(self.catalog.document_ids(audiences, filters)) if beyond_kind else None
        return Scope(audiences, filters.kind, documents)

    def _rankings(self, question: str, scope: Scope) -> list[tuple[float, Ranking]]:
        """Rankings and their weights: over everything, and inside what the question names."""
        named = route(question, self.catalog.names(scope.audiences), self.catalog.aliases())
        rankings = [(1.0, ranking) for ranking in self._both(question, named.others, scope)]
        inside = named.documents if scope.documents is None else named.documents & scope.documents
        if inside:
            narrowed = Scope(scope.audiences, scope.kind, frozenset(inside))
            rankings += [(NAMED_WEIGHT, ranking) for ranking in self._both(named.remainder, (), narrowed)]
        return rankings

    def _both(self, question: str, others: Sequence[str], scope: Scope) -> tuple[Ranking, Ranking]:
        vector = self.embedder.embed_question(question)
        wanted = content_terms(" ".join((question, *others)))
        return self._by_meaning(vector, scope), self.indexes.lexical.search(wanted, scope, DEPTH)

    def _by_meaning(self, vector: NDArray[np.float32], scope: Scope) -> Ranking:
        if scope.documents is None and scope.kind is None:
            return self.indexes.vectors.search(vector, scope.audiences, self.embedder.identity, DEPTH)
        documents = scope.documents
        if documents is None:
            documents = frozenset(self.catalog.document_ids(scope.audiences, Filters(kind=scope.kind)))
        if self.catalog.passage_count(documents) <= EXACT_LIMIT:
            return self._exact(vector, documents)
        return self._filtered(vector, scope.audiences, documents)

    def _filtered(self, vector: NDArray[np.float32], audiences: Sequence[str], documents: frozenset[str]) -> Ranking:
        """What Chroma finds, less what lies outside the documents; asked for more where too little is left."""
        kept: Ranking = []
        for widening in WIDENINGS:
            nearest = self.indexes.vectors.search(vector, audiences, self.embedder.identity, DEPTH * widening)
            inside = self.catalog.documents_of([passage for passage, _ in nearest])
            kept = [(passage, score) for passage, score in nearest if inside.get(passage) in documents]
            if len(kept) >= DEPTH:
                break
        return kept[:DEPTH]

    def _exact(self, vector: NDArray[np.float32], documents: Iterable[str]) -> Ranking:
        ids, matrix = self.catalog.vectors(documents, self.embedder.identity)
        if not ids:
            return []
        cosines = matrix @ vector
        best = np.argsort(-cosines, kind="stable")[:DEPTH]
        return [(ids[at], float(cosines[at])) for at in best]


def _fuse(rankings: Iterable[tuple[float, Ranking]]) -> dict[str, float]:
    fused: dict[str, float] = defaultdict(float)
    for weight, ranking in rankings:
        for rank, (passage, _) in enumerate(ranking, start=1):
            fused[passage] += weight / (RANK_OFFSET + rank)
    return fused


def is_credited(name: str, credited: Iterable[str]) -> bool:
    """Whether one of those credited goes by the name, or has it as part of theirs."""
    return any(name.casefold() in each.casefold() for each in credited)


def within_budget(found: Sequence[RankedPassage], tokens: int) -> list[RankedPassage]:
    """The best passages that fit into a budget of tokens, in order; always at least one."""
    kept: list[RankedPassage] = []
    spent = 0
    for each in found:
        spent += each.passage.tokens
        if kept and spent > tokens:
            break
        kept.append(each)
    return kept


def hit(found: RankedPassage) -> Hit:
    """A found passage in the shape that surfaces show."""
    passage = found.passage
    speaker = passage.place("speaker")
    return Hit(
        source=passage.source,
        document=passage.title,
        kind=passage.kind,
        speaker=speaker,
        voice="said" if speaker or passage.place("role") else "author",
        date=passage.date.isoformat() if passage.date else None,
        page=passage.place("page"),
        section=passage.place("section"),
        time=passage.place("time"),
        start=passage.start,
        end=passage.end,
        text=passage.text,
        reading=passage.reading if passage.reading != passage.text else None,
        score=round(found.score, 6),
    )
