"""Nearest passages by meaning, in Chroma. The only module that imports chromadb.

One collection for each audience and embedding model, queried side by side and merged: an audience that is not
asked for is a door that stays closed rather than a filter that might leak.
"""

import hashlib
import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError
from numpy.typing import NDArray

from assistant.knowledge.derived import index_errors


class VectorIndex:
    """Chroma on disk, in a folder that this process alone has open. Raises DerivedIndexError."""

    def __init__(self, folder: Path) -> None:
        """Open or make the index; the caller holds the lock on the data folder."""
        self._folder = folder
        with self._errors():
            folder.mkdir(parents=True, exist_ok=True)
            client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
        assert isinstance(client, Client)
        self._client = client
        self._collections: dict[str, Collection] = {}

    def add(self, audience: str, model: str, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Add or replace passages; `vectors` is (len(ids), dimension), rows of unit length."""
        with self._errors():
            collection = self._client.get_or_create_collection(
                collection_name(audience, model),
                configuration={"hnsw": {"space": "ip"}},
                embedding_function=None,
                metadata={"audience": audience, "model": model},
            )
            collection.upsert(ids=list(ids), embeddings=vectors)

    def remove(self, audience: str, model: str, ids: Sequence[str]) -> None:
        """Take passages out; those that are not there do not matter."""
        with self._errors():
            if ids and (collection := self._collection(audience, model)):
                collection.delete(ids=list(ids))

    def search(
        self, vector: NDArray[np.float32], audiences: Sequence[str], model: str, limit: int
    ) -> list[tuple[str, float]]:
        """The nearest passages of these audiences: (id, cosine), best first, ties by id."""
        with self._errors():
            found = [
                pair
                for audience in audiences
                if (collection := self._collection(audience, model))
                for pair in _nearest(collection, vector, limit)
            ]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def ids(self, audience: str, model: str) -> set[str]:
        """Every passage that the index holds for an audience."""
        with self._errors():
            collection = self._collection(audience, model)
            return set(collection.get(include=[])["ids"]) if collection else set()

    def drop_except(self, audiences: Sequence[str], model: str) -> None:
        """Delete the collections of other models and of audiences that no document has any more."""
        keep = {collection_name(audience, model) for audience in audiences}
        with self._errors():
            for collection in self._client.list_collections():
                if collection.name not in keep:
                    self._collections.pop(collection.name, None)
                    self._client.delete_collection(collection.name)

    def audiences(self, model: str) -> list[str]:
        """The audiences that have a collection for this model."""
        with self._errors():
            described = [collection.metadata or {} for collection in self._client.list_collections()]
        return sorted(str(entry["audience"]) for entry in described if entry.get("model") == model)

    def close(self) -> None:
        self._client.close()

    def _errors(self) -> AbstractContextManager[None]:
        return index_errors(self._folder, (OSError, ChromaError, ValueError))

    def _collection(self, audience: str, model: str) -> Collection | None:
        name = collection_name(audience, model)
        if name not in self._collections:
            try:
                self._collections[name] = self._client.get_collection(name, embedding_function=None)
            except NotFoundError:
                return None
        return self._collections[name]


def _nearest(collection: Collection, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
    result = collection.query(query_embeddings=vector[np.newaxis], n_results=limit, include=["distances"])
    distances = result["distances"] or [[]]
    return [(i, 1 - distance) for i, distance in zip(result["ids"][0], distances[0], strict=True)]


def collection_name(audience: str, model: str) -> str:
    """A name that Chroma takes: readable in front, told apart by a digest of the whole behind."""
    readable = re.sub(r"[^a-zA-Z0-9]+", "-", audience).strip("-")[:32]
    digest = hashlib.blake2b(f"{audience}\x1f{model}".encode(), digest_size=8).hexdigest()
    return f"a-{readable}-{digest}"
