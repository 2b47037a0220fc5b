"""Search: inside the documents that a question names, else everywhere; by meaning and by words; what binds first."""

from collections.abc import Mapping, Sequence

from assistant.knowledge.catalog import Catalog
from assistant.knowledge.embedding import Embedder
from assistant.knowledge.indexes import Indexes
from assistant.knowledge.lexical import Scope
from assistant.knowledge.remembering import RememberedVectors, UntilChanged
from assistant.knowledge.stored import StoredPassage
from assistant.retrieval.amendments import with_amendments
from assistant.retrieval.authority import by_authority
from assistant.retrieval.candidates import candidates, of_period, preferred
from assistant.retrieval.glossary import Glossary, glossary_from
from assistant.retrieval.preferences import preferences
from assistant.retrieval.ranked import RankedPassage, is_credited
from assistant.retrieval.ranking import Ranker
from assistant.retrieval.reranking import CANDIDATES, Rereader, reread
from assistant.retrieval.routing import route
from assistant.retrieval.view import View
from assistant.types import Filters, Viewer


class Search:
    """Search over one catalog and its indexes."""

    def __init__(
        self,
        catalog: Catalog,
        indexes: Indexes,
        embedder: Embedder,
        glossary: Glossary | None = None,
        rereader: Rereader | None = None,
    ) -> None:
        """`glossary` knows other words for what is asked about; the shipped one unless another is given.

        The best passages are read again by the `rereader`, where there is one that can read the question.
        """
        self.catalog = catalog
        self.indexes = indexes
        self.embedder = embedder
        self._rereader = rereader
        vectors = RememberedVectors(catalog, embedder.identity)
        self._ranker = Ranker(catalog, indexes, embedder, glossary or glossary_from(), vectors)
        self._view = UntilChanged[tuple[str, ...], View](
            catalog, lambda audiences: View(catalog, indexes.lexical, audiences)
        )

    def passages(self, question: str, viewer: Viewer, filters: Filters, limit: int) -> list[RankedPassage]:
        """The passages that bear on the question, best first, each confirmed against the catalog."""
        with self.catalog.at_one_moment():
            return self._passages(question, viewer, filters, limit)

    def _passages(self, question: str, viewer: Viewer, filters: Filters, limit: int) -> list[RankedPassage]:
        scope = self.scope(viewer, filters)
        audiences = scope.audiences
        if not audiences or scope.documents == frozenset():
            return []
        view = self._view(tuple(audiences))
        scored, bonus = self._scored(question, scope, view)
        rereader = self._rereader if self._rereader and self._rereader.reads(question) else None
        count = max(limit, CANDIDATES) if rereader else limit
        ranked = self._confirmed(scored, audiences, filters, count)
        if rereader:
            ranked = reread(question, ranked, bonus, rereader)
        return self._settled(ranked, scope, view)[:limit]

    def audiences(self, viewer: Viewer) -> list[str]:
        """The audiences that the viewer may see."""
        return viewer.visible(self.catalog.audiences())

    def scope(self, viewer: Viewer, filters: Filters) -> Scope:
        """What the viewer may see and the filters let through."""
        audiences = self.audiences(viewer)
        beyond_kind = filters.model_copy(update={"kind": None}) != Filters()
        documents = frozenset(self.catalog.document_ids(audiences, filters)) if beyond_kind else None
        return Scope(audiences, filters.kind, documents)

    def _scored(self, question: str, scope: Scope, view: View) -> tuple[dict[str, float], dict[str, float]]:
        """The first stage: the passages that come into question with their scores, and what of them is preference."""
        named, wanted = route(question, view.names, view), preferences(question)
        scores = candidates(question, named, scope, view, self._ranker)
        scores |= of_period(named, wanted, scope, view, self._ranker)
        found = self.catalog.documents_of(list(scores))
        documents = {passage: view.documents[each] for passage, each in found.items() if each in view.documents}
        bonus = preferred(documents, wanted)
        return {passage: scores[passage] + bonus[passage] for passage in documents}, bonus

    def _confirmed(
        self, scored: Mapping[str, float], audiences: Sequence[str], filters: Filters, limit: int
    ) -> list[RankedPassage]:
        """The best passages as the catalog has them now."""
        best = sorted(scored, key=lambda each: (-scored[each], each))
        kept: list[RankedPassage] = []
        for start in range(0, len(best), limit):
            some = best[start : start + limit]
            confirmed = self.catalog.passages(some, audiences)
            kept += [
                RankedPassage(passage, scored[each])
                for each in some
                if (passage := confirmed.get(each))
                and (filters.speaker is None or is_credited(filters.speaker, passage.credited()))
            ]
            if len(kept) >= limit:
                break
        return kept

    def _settled(self, ranked: Sequence[RankedPassage], scope: Scope, view: View) -> list[RankedPassage]:
        """The ranking with what binds before what does not, and amended clauses behind those that amend them."""

        def allowed(document: str) -> bool:
            of_kind = scope.kind is None or view.documents[document].kind == scope.kind
            return of_kind and (scope.documents is None or document in scope.documents)

        def read(ids: Sequence[str]) -> Mapping[str, StoredPassage]:
            return self.catalog.passages(ids, scope.audiences)

        return with_amendments(by_authority(ranked), view.amendments, read, allowed)
