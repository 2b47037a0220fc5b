"""What was read from the catalog stays in memory until anybody changes it; so do vectors, which never change."""

import itertools
import threading
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from assistant.knowledge.catalog import Catalog
    from assistant.knowledge.embedding import Embedder, Vectors

MOST_KEYS = 64
MOST_VECTORS = 20_000
MOST_PASSAGES = 50_000  # whose vectors of 384 numbers are 77 MB

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class UntilChanged(Generic[Key, Value]):
    """Calls `read` for a key, and again only when the catalog has changed, be it by another process."""

    def __init__(self, catalog: "Catalog", read: Callable[[Key], Value]) -> None:
        self._catalog = catalog
        self._read = read
        self._kept: dict[Key, tuple[int, Value]] = {}

    def __call__(self, key: Key) -> Value:
        kept = self._kept.get(key)
        if kept is not None and kept[0] == self._catalog.version():
            return kept[1]
        # What is kept under a version has to be of that version: another thread may be reading at its moment.
        with self._catalog.at_one_moment():
            value = self._read(key)
            if len(self._kept) >= MOST_KEYS:
                self._kept = {}
            self._kept[key] = (self._catalog.version(), value)
        return value


class RememberedVectors:
    """The vectors of the passages of documents, at hand for those asked about last: they are asked about again."""

    def __init__(self, catalog: "Catalog", model: str) -> None:
        """`model` is the identity of the one that the vectors come from."""
        self._catalog = catalog
        self._model = model
        self._kept: tuple[int, dict[str, tuple[list[str], Vectors]]] = (0, {})

    def of(self, documents: Iterable[str]) -> "tuple[list[str], Vectors]":
        """The passages of these documents that have a vector, and it: float32 of shape (passages, dimension)."""
        import numpy as np

        wanted = sorted(documents)
        with self._catalog.at_one_moment():
            kept = self._known(wanted)
        found = [kept[document] for document in wanted if kept[document][0]]
        passages = [passage for some, _ in found for passage in some]
        return passages, np.concatenate([rows for _, rows in found]) if found else np.empty((0, 0), np.float32)

    def _known(self, wanted: Sequence[str]) -> "Mapping[str, tuple[list[str], Vectors]]":
        version, (kept_version, kept) = self._catalog.version(), self._kept
        if version != kept_version:
            kept = {}
        if new := [document for document in wanted if document not in kept]:
            if sum(len(passages) for passages, _ in kept.values()) > MOST_PASSAGES:
                kept, new = {}, list(wanted)
            kept = kept | self._catalog.vectors(new, self._model)
            self._kept = (version, kept)
        return kept


class RememberingEmbedder:
    """An embedder that has the vectors of the last texts at hand: the sentences of what is asked about return."""

    def __init__(self, embedder: "Embedder", most: int = MOST_VECTORS) -> None:
        """`most` is how many vectors are kept."""
        self.identity = embedder.identity
        self._embedder = embedder
        self._most = most
        self._kept: dict[str, Vectors] = {}
        self._lock = threading.Lock()

    def embed(self, texts: Sequence[str]) -> "Vectors":
        """What the embedder gives, which depends on each text alone."""
        import numpy as np

        with self._lock:
            found = {text: self._kept[text] for text in texts if text in self._kept}
        new = [text for text in dict.fromkeys(texts) if text not in found]
        if new:
            made = dict(zip(new, self._embedder.embed(new), strict=True))
            found |= made
            self._keep(made)
        return np.array([found[text] for text in texts], dtype=np.float32)

    def embed_question(self, question: str) -> "Vectors":
        """The embedder's own: questions seldom return."""
        return self._embedder.embed_question(question)

    def _keep(self, made: Mapping[str, "Vectors"]) -> None:
        with self._lock:
            self._kept |= made
            for oldest in list(itertools.islice(self._kept, max(0, len(self._kept) - self._most))):
                del self._kept[oldest]
