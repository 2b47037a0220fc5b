"""The passages that hold tables, which are looked into for a row rather than for what reads alike."""

from collections.abc import Iterable, Sequence

from sqlalchemy import String, cast

from assistant.knowledge.catalog import Catalog, passage_query
from assistant.knowledge.database import among
from assistant.knowledge.schema import documents, passages
from assistant.knowledge.stored import StoredPassage, stored_passage


def table_passages(catalog: Catalog, ids: Iterable[str], audiences: Sequence[str]) -> list[StoredPassage]:
    """Those of the passages that have rows of tables, as far as these audiences may see them."""
    query = (
        passage_query()
        .where(
            among(passages.c.id, ids),
            documents.c.audience.in_(audiences),
            cast(passages.c.places, String).contains('["row", '),
        )
        .order_by(passages.c.id)
    )
    with catalog.reading() as connection:
        return [stored_passage(row) for row in connection.execute(query)]
