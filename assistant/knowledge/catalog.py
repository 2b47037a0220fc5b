"""The catalog: sources, documents, passages and vectors in SQL, the one source of truth.

This module reads; `recording.py` writes. What is engine-specific stays in this module and `database.py`.
"""

import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, func, select

from assistant.errors import UsageError
from assistant.knowledge import queries
from assistant.knowledge.database import (
    Watch,
    among,
    count_change,
    empty_log,
    many,
    open_database,
    overwrite_deleted,
    plain_words,
    version_seen,
    writing,
)
from assistant.knowledge.narrowing import conditions
from assistant.knowledge.remembering import UntilChanged
from assistant.knowledge.schema import (
    aliases,
    documents,
    folders,
    names,
    passages,
    place_of_document,
    sources,
    state,
)
from assistant.knowledge.stored import (
    AmendingPassage,
    KnownDocument,
    StoredDocument,
    StoredPassage,
    place_from,
    stored_document,
    stored_passage,
)
from assistant.types import Filters

if TYPE_CHECKING:
    from assistant.knowledge.embedding import Vectors

Slice = tuple[str, int, int]  # a document's id, and a range of its source's text

log = logging.getLogger(__name__)

FILE_NAME = "catalog.sqlite3"
MODEL = "embedding model"


@dataclass(frozen=True)
class _Moment:
    """The catalog as it was when a transaction began to read."""

    connection: Connection
    version: int


class Catalog:
    """The catalog in a data folder; opening it creates or migrates it. Raises CatalogError."""

    def __init__(self, data: Path) -> None:
        """Open the catalog under `data`, making the folder where it is missing."""
        self.data = data
        self.path = data / FILE_NAME
        try:
            data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{data}: cannot be made ({error.strerror}); set ALLY_DATA to another folder") from error
        self._engine = open_database(self.path)
        with plain_words(self.path):
            self._watch = Watch(self._engine)
        self._here = threading.local()
        self._audiences = UntilChanged[None, list[str]](self, lambda _: self._read_audiences())
        self._aliases = UntilChanged[None, list[tuple[str, str]]](self, lambda _: self._read_aliases())

    def close(self) -> None:
        self._watch.close()
        self._engine.dispose()

    def version(self) -> int:
        """A number that is another one as soon as anybody, in whatever process, has changed what is known."""
        if moment := self._moment():
            return moment.version
        with plain_words(self.path):
            return self._watch.version()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view of the catalog."""
        if moment := self._moment():
            with plain_words(self.path):
                yield moment.connection
            return
        with plain_words(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """All that this thread reads within fits together, whatever others write meanwhile."""
        if self._moment():
            yield
            return
        with self.reading() as connection:
            self._here.moment = _Moment(connection, version_seen(connection))
            try:
                yield
            finally:
                self._here.moment = None

    def _moment(self) -> _Moment | None:
        return getattr(self._here, "moment", None)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that changes what is known: all of it is kept or none."""
        with plain_words(self.path), writing(self._engine) as connection:
            yield connection
            count_change(connection)

    @contextmanager
    def keeping(self) -> Iterator[Connection]:
        """A transaction that changes nothing of what is known, so that whoever remembers that goes on doing so."""
        with plain_words(self.path), writing(self._engine) as connection:
            yield connection

    @contextmanager
    def erasing(self) -> Iterator[Connection]:
        """As `keeping`, and of what it deletes nothing is left in the files, once nobody reads them as they were."""
        with self.keeping() as connection:
            overwrite_deleted(connection)
            yield connection
        with plain_words(self.path):
            if not empty_log(self._engine):
                log.warning("%s: its log still has what was deleted; it goes with the next deletion", self.path)

    def model(self) -> str | None:
        """The identity of the embedding model that the vectors in use come from; None before the first."""
        with self.reading() as connection:
            return connection.execute(select(state.c.value).where(state.c.key == MODEL)).scalar_one_or_none()

    def audiences(self) -> list[str]:
        """Every audience that a document has; narrow it by a viewer before anything else is read."""
        return list(self._audiences(None))

    def _read_audiences(self) -> list[str]:
        query = select(documents.c.audience).distinct().order_by(documents.c.audience)
        with self.reading() as connection:
            return list(connection.execute(query).scalars())

    def passages(self, ids: Sequence[str], audiences: Sequence[str]) -> dict[str, StoredPassage]:
        """Those of the passages that still exist and that these audiences may see, by id."""
        wanted = {"ids": many(ids), "audiences": audiences}
        with self.reading() as connection:
            return {row.id: stored_passage(row) for row in connection.execute(queries.PASSAGES, wanted)}

    def documents(
        self, audiences: Sequence[str], filters: Filters | None = None, limit: int | None = None, offset: int = 0
    ) -> list[StoredDocument]:
        """The documents that these audiences may see and the filters let through, by source: from the `offset`th on."""
        counted = select(passages.c.document_id, func.count().label("n")).group_by(passages.c.document_id).subquery()
        query = (
            select(
                documents,
                folders.c.path.label("folder"),
                place_of_document.label("source"),
                func.coalesce(counted.c.n, 0).label("n"),
            )
            .join(sources, documents.c.source_id == sources.c.id)
            .join(folders, sources.c.folder_id == folders.c.id)
            .outerjoin(counted, counted.c.document_id == documents.c.id)
            .where(documents.c.audience.in_(audiences), *conditions(filters or Filters()))
            .order_by(folders.c.path, sources.c.path, documents.c.start)
            .limit(limit)
            .offset(offset)
        )
        with self.reading() as connection:
            return [stored_document(row) for row in connection.execute(query)]

    def document_ids(self, audiences: Sequence[str], filters: Filters) -> set[str]:
        """The documents that a search with these filters is confined to."""
        query = (
            select(documents.c.id)
            .join(sources, documents.c.source_id == sources.c.id)
            .where(documents.c.audience.in_(audiences), *conditions(filters))
        )
        with self.reading() as connection:
            return set(connection.execute(query).scalars())

    def known_documents(self, audiences: Sequence[str]) -> list[KnownDocument]:
        """What is known in short of every document that these audiences may see."""
        counted = select(passages.c.document_id, func.count().label("n")).group_by(passages.c.document_id).subquery()
        facets = [documents.c.facets[name].as_string() for name in ("status", "amends")]
        query: Select[Any] = (
            select(
                *(documents.c[name] for name in ("id", "title", "kind", "date")),
                *facets,
                func.coalesce(counted.c.n, 0),
            )
            .outerjoin(counted, counted.c.document_id == documents.c.id)
            .where(documents.c.audience.in_(audiences))
            .order_by(documents.c.id)
        )
        with self.reading() as connection:
            return [KnownDocument(*row) for row in connection.execute(query)]

    def names(self, audiences: Sequence[str]) -> list[tuple[str, str, str]]:
        """(kind, name, document_id) of everything named in the facets of visible documents."""
        query = (
            select(names.c.kind, names.c.name, names.c.document_id)
            .join(documents, names.c.document_id == documents.c.id)
            .where(documents.c.audience.in_(audiences))
            .order_by(names.c.document_id, names.c.kind, names.c.name)
        )
        with self.reading() as connection:
            return [(kind, name, document_id) for kind, name, document_id in connection.execute(query)]

    def amending(self, audiences: Sequence[str]) -> list[AmendingPassage]:
        """The passages of amendments, among visible documents, that change a clause of what they amend."""
        query = (
            select(passages.c.id, passages.c.document_id, passages.c.places)
            .join(documents, passages.c.document_id == documents.c.id)
            .where(documents.c.audience.in_(audiences), documents.c.facets["amends"].as_string() != "")
            .order_by(passages.c.id)
        )
        with self.reading() as connection:
            rows = connection.execute(query).all()
        changed = ((row, [place_from(each).value for each in row.places if each[0] == "amends"]) for row in rows)
        return [AmendingPassage(row.id, row.document_id, numbers) for row, numbers in changed if numbers]

    def aliases(self) -> list[tuple[str, str]]:
        """(alias, name) of everything that has several names."""
        return list(self._aliases(None))

    def _read_aliases(self) -> list[tuple[str, str]]:
        query = select(aliases.c.alias, aliases.c.name).distinct().order_by(aliases.c.alias, aliases.c.name)
        with self.reading() as connection:
            return [(alias, name) for alias, name in connection.execute(query)]

    def passage_ids(self, document_ids: Iterable[str]) -> list[str]:
        """The passages of these documents."""
        query = select(passages.c.id).where(among(passages.c.document_id, "ids"))
        with self.reading() as connection:
            return list(connection.execute(query, {"ids": many(document_ids)}).scalars())

    def vectors(self, document_ids: Sequence[str], model: str) -> "dict[str, tuple[list[str], Vectors]]":
        """Of each document the passages that have a vector, by id, and it: float32 of shape (passages, dimension)."""
        import numpy as np

        wanted = {"ids": many(document_ids), "model": model}
        rows: dict[str, list[tuple[str, bytes]]] = {document: [] for document in document_ids}
        with self.reading() as connection:
            for document, passage, vector in connection.execute(queries.VECTORS, wanted):
                rows[document].append((passage, vector))
        return {
            document: (
                [passage for passage, _ in some],
                np.frombuffer(b"".join([vector for _, vector in some]), "<f4").reshape(len(some), -1 if some else 0),
            )
            for document, some in rows.items()
        }

    def documents_of(self, passage_ids: Sequence[str]) -> dict[str, str]:
        """The document of each of the passages that still exist."""
        with self.reading() as connection:
            return dict(connection.execute(queries.DOCUMENTS_OF, {"ids": many(passage_ids)}).all())

    def texts(self, slices: Sequence[Slice], audiences: Sequence[str]) -> dict[Slice, str]:
        """The text of each slice of a document that these audiences may see; others are left out."""
        wanted = {"slices": many(slices), "audiences": audiences}
        with self.reading() as connection:
            found = connection.execute(queries.TEXTS, wanted)
            return {slices[row.key]: row.text for row in found if row.text is not None}
