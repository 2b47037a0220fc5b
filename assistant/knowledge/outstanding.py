"""What the indexes have still to learn of the catalog, and to forget."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, func, select, update

from assistant.knowledge.catalog import Catalog
from assistant.knowledge.schema import documents, passages, removed, vectors


@dataclass(frozen=True)
class ToIndex:
    """A passage as the indexes take it; `vector` is little-endian float32."""

    id: str
    document_id: str
    context: str
    reading: str
    audience: str
    kind: str
    vector: bytes


@dataclass(frozen=True)
class ToForget:
    """A passage that the indexes may still hold and the catalog no longer has."""

    passage_id: str
    audience: str


def pending(catalog: Catalog, model: str, limit: int) -> list[ToIndex]:
    """Up to `limit` passages that the indexes lack."""
    query = _to_index(model).where(passages.c.indexed.is_(False)).limit(limit)
    with catalog.reading() as connection:
        return [ToIndex(*row) for row in connection.execute(query)]


def all_passages(catalog: Catalog, model: str, size: int) -> Iterator[list[ToIndex]]:
    """Every passage, in portions of `size`."""
    query, after = _to_index(model).limit(size), ""
    with catalog.reading() as connection:
        while rows := [ToIndex(*row) for row in connection.execute(query.where(passages.c.id > after))]:
            yield rows
            after = rows[-1].id


def passages_by_audience(catalog: Catalog) -> dict[str, set[str]]:
    """The ids of all passages that the indexes are to have."""
    query = select(documents.c.audience, passages.c.id).join(documents, passages.c.document_id == documents.c.id)
    grouped: dict[str, set[str]] = {}
    with catalog.reading() as connection:
        for audience, passage_id in connection.execute(query):
            grouped.setdefault(audience, set()).add(passage_id)
    return grouped


def _to_index(model: str) -> Select[Any]:
    return (
        select(
            passages.c.id,
            passages.c.document_id,
            passages.c.context,
            func.coalesce(passages.c.reading, passages.c.text),
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
    """Have every passage indexed anew, and nothing taken out: for indexes that hold nothing that is gone."""
    with catalog.writing() as connection:
        connection.execute(update(passages).values(indexed=False))
        connection.execute(delete(removed))


def removals(catalog: Catalog, limit: int) -> list[ToForget]:
    """Up to `limit` passages that the indexes have still to forget, by audience."""
    query = select(removed.c.passage_id, removed.c.audience).order_by(removed.c.audience, removed.c.passage_id)
    with catalog.reading() as connection:
        return [ToForget(*row) for row in connection.execute(query.limit(limit))]


def forget_removals(catalog: Catalog, passage_ids: Sequence[str]) -> None:
    with catalog.writing() as connection:
        connection.execute(delete(removed).where(removed.c.passage_id.in_(passage_ids)))


def in_step(catalog: Catalog) -> bool:
    """Whether the indexes have nothing left to learn or forget."""
    waiting = select(passages.c.id).where(passages.c.indexed.is_(False)).exists()
    with catalog.reading() as connection:
        return not connection.execute(select(waiting | select(removed).exists())).scalar_one()
