"""Rankings of passages by words and by meaning, within a scope, and their fusion by score."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge.catalog import Catalog
from assistant.knowledge.embedding import Embedder
from assistant.knowledge.indexes import Indexes
from assistant.knowledge.lexical import Scope
from assistant.knowledge.remembering import RememberedVectors
from assistant.knowledge.terms import content_terms, is_chinese
from assistant.retrieval.glossary import Glossary
from assistant.retrieval.view import View

Ranking = Sequence[tuple[str, float]]

DEPTH = 100  # how far down each ranking is read
WORDS = 0.25  # what the best match by words weighs, against a cosine of 1
WORDS_OF_CHINESE = 2.0  # the shipped model reads English
WIDENINGS = (3, 8)  # how many times more is asked of Chroma when what it finds is filtered afterwards
# Up to so many passages, reading their vectors beats filtering what Chroma returns, whose graph is built at random and
# finds other passages from one start to the next.
EXACT_LIMIT = 5000


@dataclass(frozen=True)
class Ranker:
    """Ranks the passages of a scope for a question."""

    catalog: Catalog
    indexes: Indexes
    embedder: Embedder
    glossary: Glossary
    vectors: RememberedVectors

    def scores(self, question: str, others: Sequence[str], scope: Scope, view: View) -> dict[str, float]:
        """Passages with their scores, by words (`others` are more of them) and by meaning."""
        translated = self.glossary.translated(question) if is_chinese(question) else question
        words = content_terms(" ".join((question, *others, *self.glossary.expansions(question), translated)))
        by_words = self.indexes.lexical.search(words, scope, DEPTH)
        by_meaning = self._by_meaning(self.embedder.embed_question(translated), scope, view)
        return _fused(by_words, by_meaning, WORDS_OF_CHINESE if is_chinese(question) else WORDS)

    def _by_meaning(self, vector: NDArray[np.float32], scope: Scope, view: View) -> Ranking:
        documents = view.within(scope)
        if view.passages(documents) <= EXACT_LIMIT:
            return self._exact(vector, documents)
        if len(documents) == len(view.documents):
            return self.indexes.vectors.search(vector, scope.audiences, self.embedder.identity, DEPTH)
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
        passages, matrix = self.vectors.of(documents)
        if not passages:
            return []
        # Not `matrix @ vector`: BLAS would take every core for so little, and questions come side by side.
        near = np.einsum("pd,d->p", matrix, vector)
        return [(passages[at], float(near[at])) for at in np.argsort(-near, kind="stable")[:DEPTH]]


def _fused(by_words: Ranking, by_meaning: Ranking, weight: float) -> dict[str, float]:
    """The cosine, and the share of the best BM25, times `weight`.

    What is not among the nearest is taken for as near as the last of them, what has none of the words for 0.
    """
    cosines, best = dict(by_meaning), max((score for _, score in by_words), default=1.0)
    least = min(cosines.values(), default=0.0)
    fused = {passage: cosines.get(passage, least) + weight * score / best for passage, score in by_words}
    return cosines | fused
