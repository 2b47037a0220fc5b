"""What is remembered of the catalog is read again as soon as anybody has changed it."""

from contextlib import closing
from pathlib import Path

import numpy as np

from assistant.knowledge.catalog import Catalog
from assistant.knowledge.remembering import RememberingEmbedder, UntilChanged
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
