"""Another embedding model: new vectors and collections are built beside the old, then switched to at once."""

from assistant.knowledge import stored_vectors
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.chunking import embedded_text
from assistant.knowledge.embedding import Embedder
from assistant.knowledge.holding import Hold
from assistant.knowledge.indexes import Indexes, Progress

AT_ONCE = 1024


def reindex(catalog: Catalog, embedder: Embedder, hold: Hold, progress: Progress = lambda _: None) -> None:
    """Embed every passage with this model and index the result; the old index answers until the switch.

    A run that is cut short has changed nothing that is in use, and the next one goes on where it stopped.
    """
    while rows := stored_vectors.unembedded(catalog, embedder.identity, AT_ONCE):
        made = embedder.embed([embedded_text(row.context, row.reading) for row in rows])
        vectors = {row.digest: vector for row, vector in zip(rows, made, strict=True)}
        stored_vectors.put_vectors(catalog, vectors, embedder.identity)
        progress(len(rows))
    indexes = Indexes(catalog, embedder.identity, hold)
    try:
        indexes.build_vectors()
        stored_vectors.set_model(catalog, embedder.identity)
        stored_vectors.drop_unused_vectors(catalog, embedder.identity)
        indexes.catch_up()
    finally:
        indexes.close()
