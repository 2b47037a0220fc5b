"""What a search knows beforehand of the documents that some audiences may see: read once, until the catalog changes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from assistant.knowledge.catalog import Catalog
from assistant.knowledge.lexical import LexicalIndex, Scope
from assistant.knowledge.stored import KnownDocument
from assistant.knowledge.terms import content_terms
from assistant.retrieval.amendments import amendments
from assistant.retrieval.names import KnownNames, Words, known_names, words_of
from assistant.retrieval.preferences import Period
from loaders.document import Kind

SAMPLE = 50  # passages that are looked at to see where a word is used
FEW = 2  # documents that a word may be said to be about
NEARLY_ALL = 0.9


class View:
    """The documents of some audiences, the names they go by, and how words are used in them."""

    def __init__(self, catalog: Catalog, lexical: LexicalIndex, audiences: Sequence[str]) -> None:
        self._catalog = catalog
        self._lexical = lexical
        self._scope = Scope(audiences)
        self.documents: Mapping[str, KnownDocument] = {each.id: each for each in catalog.known_documents(audiences)}
        self._everything = frozenset(self.documents)
        named = catalog.names(audiences)
        self.names: KnownNames = known_names(named, catalog.aliases())
        self.amendments = amendments(self.documents, _partners(named), catalog.amending(audiences))

    def of_kind(self, kind: Kind) -> frozenset[str]:
        """The documents of a kind."""
        return frozenset(document.id for document in self.documents.values() if document.kind == kind)

    def within(self, scope: Scope) -> frozenset[str]:
        """The documents that lie in a scope of these audiences."""
        documents = self._everything if scope.kind is None else self.of_kind(scope.kind)
        return documents if scope.documents is None else documents & scope.documents

    def of_period(self, period: Period) -> frozenset[str]:
        """The documents that are dated in a period."""
        return frozenset(document.id for document in self.documents.values() if period.has(document.date))

    def passages(self, documents: Iterable[str]) -> int:
        """How many passages these documents have."""
        return sum(self.documents[each].passages for each in documents)

    def frequency(self, term: str) -> int:
        """How many passages have the term."""
        return self._count(term, None)

    def specificity(self, text: str, documents: frozenset[str]) -> float:
        """How far the text's terms are found in these documents only, from 0 to 1."""
        left = 1.0
        for term in content_terms(text):
            everywhere = self._count(term, None)
            left *= 1 - (self._count(term, documents) / everywhere if everywhere else 1.0)
        return 1 - left

    def speaking_of(self, term: str) -> frozenset[str]:
        """The documents, a few at most, that nearly all passages with the term are in; none where there are more."""
        found = self._lexical.search([term], self._scope, SAMPLE)
        within = self._catalog.documents_of([passage for passage, _ in found]).values()
        counted = Counter(document for document in within if document in self.documents)
        most = counted.most_common(FEW)
        return (
            frozenset(document for document, _ in most)
            if sum(n for _, n in most) >= NEARLY_ALL * len(found)
            else frozenset()
        )

    def _count(self, term: str, documents: frozenset[str] | None) -> int:
        return self._lexical.frequency(Scope(self._scope.audiences, documents=documents), term)


def _partners(named: Iterable[tuple[str, str, str]]) -> dict[str, frozenset[Words]]:
    """The partners of each document, as names are compared."""
    partners: dict[str, set[Words]] = defaultdict(set)
    for kind, name, document in named:
        if kind == "partner":
            partners[document].add(words_of(name))
    return {document: frozenset(names) for document, names in partners.items()}
