"""The passages that hold tables, which are looked into for a row rather than for what reads alike."""

from collections.abc import Iterable, Sequence

from assistant.knowledge import queries
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.database import many
from assistant.knowledge.stored import StoredPassage, stored_passage


def table_passages(catalog: Catalog, ids: Iterable[str], audiences: Sequence[str]) -> list[StoredPassage]:
    """Those of the passages that have rows of tables, as far as these audiences may see them."""
    wanted = {"ids": many(ids), "audiences": audiences}
    with catalog.reading() as connection:
        return [stored_passage(row) for row in connection.execute(queries.TABLE_PASSAGES, wanted)]
