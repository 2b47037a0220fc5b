"""BM25 over the passages' terms. The only module that imports tantivy.

Audience is a required term of every query, so that nothing outside a viewer's audiences is even scored.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import tantivy

from assistant.knowledge.derived import index_errors
from assistant.knowledge.terms import terms
from loaders.document import Kind

_WRITER_BYTES = 50_000_000
COUNTS_KEPT = 50_000
# A set of values is first made a set of all passages that have one; a few are faster asked for one by one.
MOST_APART = 8


@dataclass(frozen=True)
class Entry:
    """A passage as the lexical index takes it."""

    id: str
    document_id: str
    audience: str
    kind: str
    text: str


@dataclass(frozen=True)
class Scope:
    """What a search is confined to: audiences always, kinds and documents where they are named."""

    audiences: Sequence[str]
    kind: Kind | None = None
    documents: frozenset[str] | None = None


class LexicalIndex:
    """The index in a folder; it is made where there is none. Raises DerivedIndexError."""

    def __init__(self, folder: Path) -> None:
        """Open or make the index."""
        self._folder = folder
        with self._errors():
            folder.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(_schema(), path=str(folder))
        self._counts: dict[tuple[tuple[str, ...], Kind | None, frozenset[str] | None, str | None], int] = {}

    def add(self, entries: Iterable[Entry]) -> None:
        """Add passages, replacing those with the same id, and commit."""
        with self._written() as writer:
            for entry in entries:
                writer.delete_documents_by_term("id", entry.id)
                writer.add_document(
                    tantivy.Document(
                        id=entry.id,
                        document=entry.document_id,
                        audience=entry.audience,
                        kind=entry.kind,
                        terms=" ".join(terms(entry.text)),
                    )
                )

    def remove(self, ids: Iterable[str]) -> None:
        """Take passages out and commit."""
        with self._written() as writer:
            for passage_id in ids:
                writer.delete_documents_by_term("id", passage_id)

    def search(self, wanted: Sequence[str], scope: Scope, limit: int) -> list[tuple[str, float]]:
        """The best passages for any of the terms: (id, BM25), best first, ties by id."""
        if not wanted or not scope.audiences:
            return []
        any_term = tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, self._term_query("terms", term)) for term in wanted]
        )
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, any_term), *self._required(scope)])
        return sorted(self._found(query, limit), key=lambda pair: (-pair[1], pair[0]))

    def size(self) -> int:
        """How many passages the index holds."""
        return int(self._index.searcher().num_docs)

    def frequency(self, scope: Scope, term: str | None = None) -> int:
        """How many of the scope's passages there are, or have the term."""
        # Taken before counting: what is counted while the index changes goes with the counts from before.
        counts = self._counts
        key = (tuple(scope.audiences), scope.kind, scope.documents, term)
        count = counts.get(key)
        if count is None:
            if len(counts) >= COUNTS_KEPT:
                counts.clear()
            count = counts[key] = self._counted(scope, term)
        return count

    def ids(self, audience: str | None = None) -> set[str]:
        """Every passage that the index holds, for an audience where one is named."""
        query = tantivy.Query.all_query() if audience is None else self._term_query("audience", audience)
        return {passage_id for passage_id, _ in self._found(query, max(1, self.size()))}

    def _counted(self, scope: Scope, term: str | None) -> int:
        has = [] if term is None else [(tantivy.Occur.Must, self._term_query("terms", term))]
        query = tantivy.Query.boolean_query([*has, *self._required(scope)])
        with self._errors():
            found = self._index.searcher().search(query, limit=1, count=True)
        return int(found.count)  # type: ignore[attr-defined]  # missing in tantivy's stubs

    def _term_query(self, field: str, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._index.schema, field, term)

    def _found(self, query: tantivy.Query, limit: int) -> list[tuple[str, float]]:
        with self._errors():
            searcher = self._index.searcher()
            hits = searcher.search(query, limit=limit, count=False).hits
            return [(str(searcher.doc(address)["id"][0]), float(score)) for score, address in hits]

    @contextmanager
    def _written(self) -> Iterator[tantivy.IndexWriter]:
        """A writer whose work is committed, and seen by searches, at the end of the block."""
        with self._errors():
            writer = self._index.writer(_WRITER_BYTES)
            yield writer
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()
            self._counts = {}

    def _errors(self) -> AbstractContextManager[None]:
        return index_errors(self._folder, (OSError, ValueError))

    def _required(self, scope: Scope) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        wanted = [("audience", list(scope.audiences))]
        if scope.kind:
            wanted.append(("kind", [scope.kind]))
        if scope.documents is not None:
            wanted.append(("document", sorted(scope.documents)))
        return [(tantivy.Occur.Must, self._any_of(field, values)) for field, values in wanted]

    def _any_of(self, field: str, values: Sequence[str]) -> tantivy.Query:
        """Has one of the values; it counts for nothing in the score."""
        if len(values) > MOST_APART:
            query = tantivy.Query.term_set_query(self._index.schema, field, values)
        elif len(values) == 1:
            query = self._term_query(field, values[0])
        else:
            apart = [(tantivy.Occur.Should, self._term_query(field, value)) for value in values]
            query = tantivy.Query.boolean_query(apart)
        return tantivy.Query.const_score_query(query, 0.0)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for field in ("document", "audience", "kind"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
    return builder.build()
