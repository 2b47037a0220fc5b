"""What is remembered of the catalog is read again as soon as anybody has changed it."""

from contextlib import closing
from pathlib import Path

import numpy as np

from assistant.knowledge.catalog import Catalog
from assistant.knowledge.chunking import embedded_text
from assistant.knowledge.remembering import RememberedVectors, RememberingEmbedder, UntilChanged
from tests.conftest import Library, WordEmbedder, write


def test_it_is_read_once_until_another_connection_writes(library: Library, folder: Path) -> None:
    write(folder, {"walrus.md": "The walrus chairs."})
    library.sync(folder)
    with closing(Catalog(library.data)) as catalog:
        read: list[str] = []

        def titles(key: str) -> list[str]:
            read.append(key)
            return sorted(document.title for document in catalog.known_documents(["internal"]))

        remembered = UntilChanged(catalog, titles)
        before = remembered("internal")
        assert remembered("internal") is before
        assert read == ["internal"]
        write(folder, {"otter.md": "The otter chairs."})
        library.sync(folder)
        assert len(remembered("internal")) == len(before) + 1
        assert read == ["internal", "internal"]


def test_vectors_are_those_of_the_embedder_made_once_and_forgotten_in_order(embedder: WordEmbedder) -> None:
    remembering = RememberingEmbedder(embedder, most=3)
    texts = ["one", "two", "one", "three"]
    expected = embedder.embed(texts)
    embedder.embedded.clear()
    for _ in range(2):
        assert np.array_equal(remembering.embed(texts), expected)
    assert embedder.embedded == ["one", "two", "three"]
    remembering.embed(["four"])
    remembering.embed(["two", "three", "one"])
    assert embedder.embedded == ["one", "two", "three", "four", "one"]


def test_the_vectors_of_documents_are_the_catalogs_until_it_changes(library: Library, folder: Path) -> None:
    write(folder, {"walrus.md": "# walrus\n\nIt chairs.", "otter.md": "# otter\n\nIt writes."})
    library.sync(folder)
    with closing(Catalog(library.data)) as catalog:
        documents = {document.title: document.id for document in catalog.known_documents(["internal"])}
        remembered = RememberedVectors(catalog, library.embedder.identity)
        for some in ([documents["walrus"]], list(documents.values()), [], [documents["otter"]]):
            passages, matrix = remembered.of(some)
            assert set(passages) == set(catalog.passage_ids(some))
            texts = catalog.passages(passages, ["internal"])
            expected = library.embedder.embed([embedded_text(texts[p].context, texts[p].reading) for p in passages])
            assert np.allclose(matrix, expected) if some else matrix.size == 0
        write(folder, {"otter.md": "# otter\n\nIt writes what the heron said."})
        library.sync(folder)
        [changed] = [each.id for each in catalog.known_documents(["internal"]) if each.title == "otter"]
        assert set(remembered.of([changed])[0]) == set(catalog.passage_ids([changed]))
