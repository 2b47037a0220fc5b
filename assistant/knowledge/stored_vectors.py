"""The vectors that the catalog keeps, by what was embedded and by model, so that nothing is embedded twice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from assistant.errors import OtherEmbedding
from assistant.knowledge.catalog import MODEL, Catalog
from assistant.knowledge.database import among, many
from assistant.knowledge.schema import passages, state, vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def known_vectors(catalog: Catalog, digests: Iterable[str], model: str) -> set[str]:
    """Those of the digests whose vector the catalog has already."""
    query = select(vectors.c.digest).where(vectors.c.model == model, among(vectors.c.digest, "digests"))
    with catalog.reading() as connection:
        return set(connection.execute(query, {"digests": many(digests)}).scalars())


@dataclass(frozen=True)
class ToEmbed:
    """The parts of a passage that its vector is made of, and the digest that the vector is kept under."""

    digest: str
    context: str
    reading: str


def unembedded(catalog: Catalog, model: str, limit: int) -> list[ToEmbed]:
    """Up to `limit` passages that have no vector of this model."""
    has = select(vectors.c.digest).where(vectors.c.digest == passages.c.digest, vectors.c.model == model).exists()
    reading = func.coalesce(passages.c.reading, passages.c.text)
    query = select(passages.c.digest, passages.c.context, reading).where(~has).distinct().limit(limit)
    with catalog.reading() as connection:
        return [ToEmbed(*row) for row in connection.execute(query)]


def put_vectors(catalog: Catalog, fresh: Mapping[str, "NDArray[np.float32]"], model: str) -> None:
    with catalog.writing() as connection:
        insert_vectors(connection, fresh, model)


def drop_unused_vectors(catalog: Catalog) -> None:
    """Delete the vectors that no passage needs any more."""
    used = select(passages.c.digest).where(passages.c.digest == vectors.c.digest).exists()
    with catalog.writing() as connection:
        connection.execute(delete(vectors).where(~used))


def drop_other_models(catalog: Catalog, model: str) -> None:
    """Delete the vectors of every model but this one."""
    with catalog.writing() as connection:
        connection.execute(delete(vectors).where(vectors.c.model != model))


def claim_model(catalog: Catalog, identity: str) -> None:
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


def insert_vectors(connection: Connection, fresh: Mapping[str, "NDArray[np.float32]"], model: str) -> None:
    """Keep new vectors, by digest, within a transaction of the caller's."""
    rows = [
        {"digest": digest, "model": model, "vector": vector.astype("<f4").tobytes()}
        for digest, vector in sorted(fresh.items())
    ]
    if rows:
        connection.execute(upsert(vectors).on_conflict_do_nothing(), rows)
