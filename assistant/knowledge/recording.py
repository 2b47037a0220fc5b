"""Writing to the catalog: one transaction a source, and what the indexes have still to learn of it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from assistant.errors import OtherEmbedding
from assistant.knowledge.catalog import MODEL, Catalog
from assistant.knowledge.chunking import Passage
from assistant.knowledge.schema import documents, folders, names, passages, removed, sources, state, vectors
from loaders.document import Facets, Markup, Place

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class KnownFile:
    """A source as the last sync saw it."""

    id: str
    size: int
    mtime_ns: int
    digest: str
    recipe: str


@dataclass(frozen=True)
class DocumentRecord:
    """One document of a source: its range in the source's text, and its passages over that text."""

    start: int
    end: int
    facets: Facets
    markup: Markup
    places: Sequence[Place]
    passages: Sequence[Passage]


@dataclass(frozen=True)
class SourceRecord:
    """A file as loaded and cut into passages."""

    folder: Path
    path: str
    size: int
    mtime_ns: int
    digest: str
    recipe: str
    text: str
    documents: Sequence[DocumentRecord]

    @property
    def passages(self) -> list[Passage]:
        return [passage for document in self.documents for passage in document.passages]


def key(*parts: object) -> str:
    """A key that depends on these parts alone: 32 hexadecimal digits."""
    return hashlib.blake2b("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def folder_key(folder: Path) -> str:
    return key("folder", folder)


def source_key(folder: Path, path: str) -> str:
    return key("source", folder, path)


def known_files(catalog: Catalog, folder: Path) -> dict[str, KnownFile]:
    """The sources that came from this folder, by path."""
    query = select(
        sources.c.path, sources.c.id, sources.c.size, sources.c.mtime_ns, sources.c.digest, sources.c.recipe
    ).where(sources.c.folder_id == folder_key(folder))
    with catalog.reading() as connection:
        return {path: KnownFile(*rest) for path, *rest in connection.execute(query)}


def known_vectors(catalog: Catalog, digests: Iterable[str], model: str) -> set[str]:
    """Those of the digests whose vector the catalog has already."""
    query = select(vectors.c.digest).where(vectors.c.model == model, vectors.c.digest.in_(list(digests)))
    with catalog.reading() as connection:
        return set(connection.execute(query).scalars())


def put_source(catalog: Catalog, record: SourceRecord, fresh: Mapping[str, "NDArray[np.float32]"], model: str) -> None:
    """Replace what is known of one source, in one transaction. `fresh` has the new vectors by digest."""
    source_id = source_key(record.folder, record.path)
    with catalog.writing() as connection:
        before = _passage_audiences(connection, [source_id])
        indexed = _indexed(connection, source_id)
        connection.execute(delete(sources).where(sources.c.id == source_id))
        connection.execute(
            upsert(folders).values(id=folder_key(record.folder), path=str(record.folder)).on_conflict_do_nothing()
        )
        connection.execute(insert(sources).values(_source_row(source_id, record)))
        for document in record.documents:
            _put_document(connection, source_id, document, indexed)
        _put_vectors(connection, fresh, model)
        _note_removals(connection, before)


def touch_source(catalog: Catalog, source_id: str, size: int, mtime_ns: int) -> None:
    """Note a file's new time where its content is the same."""
    with catalog.writing() as connection:
        connection.execute(update(sources).where(sources.c.id == source_id).values(size=size, mtime_ns=mtime_ns))


def remove_sources(catalog: Catalog, source_ids: Sequence[str]) -> None:
    """Take sources out, with their documents, passages and vectors, and note it for the indexes."""
    with catalog.writing() as connection:
        before = _passage_audiences(connection, source_ids)
        connection.execute(delete(sources).where(sources.c.id.in_(source_ids)))
        _note_removals(connection, before)


def drop_unused_vectors(catalog: Catalog, model: str) -> None:
    """Delete the vectors that no passage needs any more, and those of other models."""
    used = select(passages.c.digest).where(passages.c.digest == vectors.c.digest).exists()
    with catalog.writing() as connection:
        connection.execute(delete(vectors).where((vectors.c.model != model) | ~used))


def require_model(catalog: Catalog, identity: str) -> None:
    """Make sure that the catalog's vectors come from this model; a new catalog takes it as its own."""
    stored = catalog.model()
    if stored is None:
        set_model(catalog, identity)
    elif stored != identity:
        raise OtherEmbedding(
            f"{catalog.path}: its vectors come from {stored}, the model in use is {identity}; "
            "embed anew with: ally reindex"
        )


def set_model(catalog: Catalog, identity: str) -> None:
    row = upsert(state).values(key=MODEL, value=identity)
    with catalog.writing() as connection:
        connection.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": identity}))


def _source_row(source_id: str, record: SourceRecord) -> dict[str, Any]:
    return {
        "id": source_id,
        "folder_id": folder_key(record.folder),
        **{name: getattr(record, name) for name in ("path", "size", "mtime_ns", "digest", "recipe", "text")},
    }


def _put_document(connection: Connection, source_id: str, document: DocumentRecord, indexed: set[str]) -> None:
    facets = document.facets
    document_id = key("document", source_id, document.start)
    connection.execute(
        insert(documents).values(
            id=document_id,
            source_id=source_id,
            start=document.start,
            end=document.end,
            title=facets.title,
            kind=facets.kind,
            date=facets.date,
            audience=facets.audience,
            markup=document.markup,
            facets=facets.model_dump(mode="json"),
            places=[_stored_place(place) for place in document.places],
        )
    )
    if named := sorted(_names(facets)):
        connection.execute(
            insert(names), [{"document_id": document_id, "kind": kind, "name": name} for kind, name in named]
        )
    rows = [_passage_row(document_id, facets, passage, indexed) for passage in document.passages]
    if rows:
        connection.execute(insert(passages), rows)


def _passage_row(document_id: str, facets: Facets, passage: Passage, indexed: set[str]) -> dict[str, Any]:
    passage_id = key("passage", document_id, facets.audience, facets.kind, passage.start, passage.end, passage.digest)
    return {
        "id": passage_id,
        "document_id": document_id,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "reading": passage.reading if passage.reading != passage.text else None,
        "context": passage.context,
        "places": [_stored_place(place) for place in passage.places],
        "tokens": passage.tokens,
        "digest": passage.digest,
        "indexed": passage_id in indexed,
    }


def _stored_place(place: Place) -> list[Any]:
    return [place.kind, place.value, place.start, place.end]


def _names(facets: Facets) -> set[tuple[str, str]]:
    named = {("title", facets.title)} | {("person", person.name) for person in facets.people}
    for kind, listed in (("partner", facets.partners), ("alliance", facets.alliances), ("asset", facets.assets)):
        named |= {(kind, name) for name in listed}
    return {(kind, name) for kind, name in named if name.strip()}


def _put_vectors(connection: Connection, fresh: Mapping[str, "NDArray[np.float32]"], model: str) -> None:
    rows = [
        {"digest": digest, "model": model, "vector": vector.astype("<f4").tobytes()}
        for digest, vector in sorted(fresh.items())
    ]
    if rows:
        connection.execute(upsert(vectors).on_conflict_do_nothing(), rows)


def _passage_audiences(connection: Connection, source_ids: Sequence[str]) -> set[tuple[str, str]]:
    query = (
        select(passages.c.id, documents.c.audience)
        .join(documents, passages.c.document_id == documents.c.id)
        .where(documents.c.source_id.in_(source_ids))
    )
    return {(row.id, row.audience) for row in connection.execute(query)}


def _indexed(connection: Connection, source_id: str) -> set[str]:
    query = (
        select(passages.c.id)
        .join(documents, passages.c.document_id == documents.c.id)
        .where(documents.c.source_id == source_id, passages.c.indexed)
    )
    return set(connection.execute(query).scalars())


def _note_removals(connection: Connection, before: set[tuple[str, str]]) -> None:
    ids = [passage_id for passage_id, _ in before]
    kept: set[str] = set()
    for some in _portions(ids):
        kept.update(connection.execute(select(passages.c.id).where(passages.c.id.in_(some))).scalars())
    gone = sorted((passage_id, audience) for passage_id, audience in before if passage_id not in kept)
    if gone:
        rows = [{"passage_id": passage_id, "audience": audience} for passage_id, audience in gone]
        connection.execute(upsert(removed).on_conflict_do_nothing(), rows)


def _portions(items: Sequence[str], size: int = 5000) -> list[Sequence[str]]:
    return [items[at : at + size] for at in range(0, len(items), size)]


def unembedded(catalog: Catalog, model: str, limit: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Up to `limit` (digest, context, reading) of passages that have no vector of this model."""
    has = select(vectors.c.digest).where(vectors.c.digest == passages.c.digest, vectors.c.model == model).exists()
    reading = func.coalesce(passages.c.reading, passages.c.text).label("reading")
    query = select(passages.c.digest, passages.c.context, reading).where(~has).distinct().limit(limit)
    with catalog.reading() as connection:
        return connection.execute(query).all()


def put_vectors(catalog: Catalog, fresh: Mapping[str, "NDArray[np.float32]"], model: str) -> None:
    with catalog.writing() as connection:
        _put_vectors(connection, fresh, model)


def pending(catalog: Catalog, model: str, limit: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Up to `limit` passages that the indexes lack, with their vectors, kind and audience."""
    with catalog.reading() as connection:
        return connection.execute(_to_index(model).where(passages.c.indexed.is_(False)).limit(limit)).all()


def all_passages(catalog: Catalog, model: str, size: int) -> Iterator[Sequence[Row[*tuple[Any, ...]]]]:
    """Every passage as `pending` gives it, in portions of `size`."""
    after = ""
    with catalog.reading() as connection:
        while rows := connection.execute(_to_index(model).where(passages.c.id > after).limit(size)).all():
            yield rows
            after = rows[-1].id


def _to_index(model: str) -> Select[Any]:
    return (
        select(
            passages.c.id,
            passages.c.document_id,
            passages.c.context,
            func.coalesce(passages.c.reading, passages.c.text).label("reading"),
            documents.c.audience,
            documents.c.kind,
            vectors.c.vector,
        )
        .join(documents, passages.c.document_id == documents.c.id)
        .join(vectors, (vectors.c.digest == passages.c.digest) & (vectors.c.model == model))
        .order_by(passages.c.id)
    )


def mark_indexed(catalog: Catalog, passage_ids: Sequence[str]) -> None:
    with catalog.writing() as connection:
        connection.execute(update(passages).where(passages.c.id.in_(passage_ids)).values(indexed=True))


def mark_all_pending(catalog: Catalog) -> None:
    """Have every passage indexed anew, and nothing taken out: for indexes that start from empty."""
    with catalog.writing() as connection:
        connection.execute(update(passages).values(indexed=False))
        connection.execute(delete(removed))


def removals(catalog: Catalog) -> Sequence[Row[*tuple[Any, ...]]]:
    """(passage_id, audience) of what the indexes have still to forget."""
    with catalog.reading() as connection:
        return connection.execute(select(removed).order_by(removed.c.passage_id)).all()


def forget_removals(catalog: Catalog, passage_ids: Sequence[str]) -> None:
    with catalog.writing() as connection:
        for some in _portions(passage_ids):
            connection.execute(delete(removed).where(removed.c.passage_id.in_(some)))


def in_step(catalog: Catalog) -> bool:
    """Whether the indexes have nothing left to learn or forget."""
    waiting = select(passages.c.id).where(passages.c.indexed.is_(False)).exists()
    with catalog.reading() as connection:
        return not connection.execute(select(waiting | select(removed).exists())).scalar_one()
