"""Another embedding model: new vectors and collections are built beside the old, then switched to at once."""

from assistant.knowledge import stored_vectors
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.chunking import embedded_text
from assistant.knowledge.embedding import Embedder
from assistant.knowledge.holding import Hold
from assistant.knowledge.indexes import Indexes, Progress

AT_ONCE = 1024


def embed_missing(catalog: Catalog, embedder: Embedder, progress: Progress = lambda _: None) -> None:
    """Embed the passages that have no vector of this model, keeping each portion as soon as it is made."""
    while rows := stored_vectors.unembedded(catalog, embedder.identity, AT_ONCE):
        made = embedder.embed([embedded_text(row.context, row.reading) for row in rows])
        vectors = {row.digest: vector for row, vector in zip(rows, made, strict=True)}
        stored_vectors.put_vectors(catalog, vectors, embedder.identity)
        progress(len(rows))


def reindex(catalog: Catalog, embedder: Embedder, hold: Hold, progress: Progress = lambda _: None) -> None:
    """Embed every passage with this model and index the result; the old index answers until the switch.

    A run that is cut short has changed nothing that is in use, and the next one goes on where it stopped.
    """
    embed_missing(catalog, embedder, progress)
    indexes = Indexes(catalog, embedder.identity, hold)
    try:
        indexes.build_vectors()
        stored_vectors.set_model(catalog, embedder.identity)
        stored_vectors.drop_other_models(catalog, embedder.identity)
        indexes.catch_up()
    finally:
        indexes.close()
