"""The catalog's queries that an answer takes several of, put together once: that takes as long as to run them."""

from sqlalchemy import Select, String, bindparam, cast, func, select

from assistant.knowledge.database import among
from assistant.knowledge.schema import documents, passages, place_of_document, sources, vectors

_visible = documents.c.audience.in_(bindparam("audiences", expanding=True))

# Everything that stored passages are made of: those of `ids` in documents of `audiences`.
PASSAGES = (
    select(
        passages,
        documents.c.source_id,
        documents.c.title,
        documents.c.kind,
        documents.c.date,
        documents.c.facets,
        documents.c.markup,
        place_of_document.label("source"),
    )
    .join(documents, passages.c.document_id == documents.c.id)
    .join(sources, documents.c.source_id == sources.c.id)
    .where(among(passages.c.id, "ids"), _visible)
)

# Of these, those that have rows of tables.
TABLE_PASSAGES = PASSAGES.where(cast(passages.c.places, String).contains('["row", ')).order_by(passages.c.id)

# The document of each of the passages `ids`.
DOCUMENTS_OF = select(passages.c.id, passages.c.document_id).where(among(passages.c.id, "ids"))

# Document, passage and vector, of the documents `ids` and the model `model`.
VECTORS = (
    select(passages.c.document_id, passages.c.id, vectors.c.vector)
    .join(vectors, vectors.c.digest == passages.c.digest)
    .where(among(passages.c.document_id, "ids"), vectors.c.model == bindparam("model"))
    .order_by(passages.c.id)
)


def _texts() -> Select[tuple[int, str | None]]:
    slices = func.json_each(bindparam("slices")).table_valued("key", "value")
    document, start, end = (func.json_extract(slices.c.value, f"$[{at}]") for at in range(3))
    # Outer joins have SQLite begin with the slices, and not with all documents of the audiences.
    return (
        select(slices.c.key, func.substr(sources.c.text, start + 1, end - start).label("text"))
        .outerjoin_from(slices, documents, (documents.c.id == document) & _visible)
        .outerjoin(sources, sources.c.id == documents.c.source_id)
    )


# The number of each of `slices`, and its text; None where it is of no document of `audiences`.
TEXTS = _texts()
