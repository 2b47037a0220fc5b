"""Writing to the catalog: one transaction a source, with a note of what the indexes must forget.

Answers that are kept say things of all that their askers could see; where a document is taken from sight, they are
marked, so that no more of them is shown than can be checked.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, exists, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from assistant.errors import UsageError
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.chunking import Passage
from assistant.knowledge.schema import aliases, documents, folders, names, passages, removed, sources, turns
from assistant.knowledge.stored import place_row
from assistant.knowledge.stored_vectors import insert_vectors
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
    member: str = ""


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


def put_source(catalog: Catalog, record: SourceRecord, fresh: Mapping[str, "NDArray[np.float32]"], model: str) -> None:
    """Replace what is known of one source, in one transaction. `fresh` has the new vectors by digest."""
    source_id = source_key(record.folder, record.path)
    with catalog.writing() as connection:
        before, seen = _passage_audiences(connection, source_id), _seen(connection, source_id)
        indexed = _indexed(connection, source_id)
        connection.execute(delete(sources).where(sources.c.id == source_id))
        connection.execute(
            upsert(folders).values(id=folder_key(record.folder), path=str(record.folder)).on_conflict_do_nothing()
        )
        connection.execute(insert(sources).values(_source_row(source_id, record)))
        for document in record.documents:
            _put_document(connection, source_id, document, indexed)
        insert_vectors(connection, fresh, model)
        _note_removals(connection, before - _passage_audiences(connection, source_id))
        _unsettle(connection, seen - _seen(connection, source_id))


def put_aliases(catalog: Catalog, folder: Path, named: Mapping[str, Sequence[str]]) -> None:
    """Replace what the names of a folder stand for: each name with its aliases."""
    folder_id = folder_key(folder)
    rows = [{"folder_id": folder_id, "alias": alias, "name": name} for name in named for alias in named[name]]
    with catalog.writing() as connection:
        connection.execute(delete(aliases).where(aliases.c.folder_id == folder_id))
        if rows:
            connection.execute(upsert(folders).values(id=folder_id, path=str(folder)).on_conflict_do_nothing())
            connection.execute(upsert(aliases).on_conflict_do_nothing(), rows)


def touch_source(catalog: Catalog, source_id: str, size: int, mtime_ns: int) -> None:
    """Note a file's new time where its content is the same."""
    with catalog.writing() as connection:
        connection.execute(update(sources).where(sources.c.id == source_id).values(size=size, mtime_ns=mtime_ns))


def remove_source(catalog: Catalog, source_id: str) -> None:
    """Take a source out, with its documents and passages."""
    with catalog.writing() as connection:
        before, seen = _passage_audiences(connection, source_id), _seen(connection, source_id)
        connection.execute(delete(sources).where(sources.c.id == source_id))
        _note_removals(connection, before)
        _unsettle(connection, seen)


def remove_folder(catalog: Catalog, folder: Path) -> int:
    """Take out every source of a folder. Raises UsageError for a folder that nothing came from."""
    known = known_files(catalog, folder)
    if not known:
        with catalog.reading() as connection:
            paths = ", ".join(connection.execute(select(folders.c.path).order_by(folders.c.path)).scalars())
        raise UsageError(f"{folder}: nothing came from it; what is known came from {paths or 'nowhere'}")
    for file in known.values():
        remove_source(catalog, file.id)
    with catalog.writing() as connection:
        connection.execute(delete(folders).where(folders.c.id == folder_key(folder)))
    return len(known)


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
            member=document.member,
            start=document.start,
            end=document.end,
            title=facets.title,
            kind=facets.kind,
            date=facets.date,
            audience=facets.audience,
            markup=document.markup,
            facets=facets.model_dump(mode="json"),
            places=[place_row(place) for place in document.places],
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
        "places": [place_row(place) for place in passage.places],
        "tokens": passage.tokens,
        "digest": passage.digest,
        "indexed": passage_id in indexed,
    }


def _names(facets: Facets) -> set[tuple[str, str]]:
    named = {("title", facets.title)} | {("person", person.name) for person in facets.people}
    for kind, listed in (("partner", facets.partners), ("alliance", facets.alliances), ("asset", facets.assets)):
        named |= {(kind, name) for name in listed}
    return {(kind, name) for kind, name in named if name.strip()}


def _passage_audiences(connection: Connection, source_id: str) -> set[tuple[str, str]]:
    query = (
        select(passages.c.id, documents.c.audience)
        .join(documents, passages.c.document_id == documents.c.id)
        .where(documents.c.source_id == source_id)
    )
    return {(passage_id, audience) for passage_id, audience in connection.execute(query)}


def _indexed(connection: Connection, source_id: str) -> set[str]:
    query = (
        select(passages.c.id)
        .join(documents, passages.c.document_id == documents.c.id)
        .where(documents.c.source_id == source_id, passages.c.indexed)
    )
    return set(connection.execute(query).scalars())


def _note_removals(connection: Connection, gone: set[tuple[str, str]]) -> None:
    rows = [{"passage_id": passage_id, "audience": audience} for passage_id, audience in sorted(gone)]
    if rows:
        connection.execute(upsert(removed).on_conflict_do_nothing(), rows)


def _seen(connection: Connection, source_id: str) -> set[tuple[str, str, str]]:
    """The documents of a source, each with its title and audience."""
    query = select(documents.c.id, documents.c.title, documents.c.audience).where(documents.c.source_id == source_id)
    return {(key, title, audience) for key, title, audience in connection.execute(query)}


def _unsettle(connection: Connection, gone: set[tuple[str, str, str]]) -> None:
    """Mark the answers whose askers could see what is not there any more, be they still being made."""
    if gone:
        visible = func.json_each(turns.c.audiences).table_valued("value")
        left = exists().where(visible.c.value.in_({audience for _, _, audience in gone}))
        connection.execute(
            update(turns).where(turns.c.settled, or_(turns.c.answer.is_(None), left)).values(settled=False)
        )
