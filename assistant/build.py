"""The one place where settings become objects."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import UsageError
from assistant.knowledge import outstanding, stored_vectors
from assistant.knowledge.catalog import FILE_NAME, Catalog
from assistant.knowledge.embedding import Embedder, embedding_from
from assistant.knowledge.holding import Hold
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.knowledge.doctor import Diagnosis
    from assistant.knowledge.indexes import Indexes, Progress
    from assistant.knowledge.sync import Progress as SyncProgress
    from assistant.knowledge.sync import SyncReport


@dataclass(frozen=True)
class Knowledge:
    """A catalog with its indexes open, and the model that its vectors come from."""

    catalog: Catalog
    indexes: "Indexes"
    embedder: Embedder
    hold: Hold


@contextmanager
def open_catalog(settings: Settings) -> Iterator[Catalog]:
    """The catalog alone, which any number of processes may read. Raises UsageError where nothing was ingested."""
    if not (settings.data / FILE_NAME).exists():
        raise UsageError(f"{settings.data}: nothing is known yet; load a folder with: ally ingest FOLDER")
    catalog = Catalog(settings.data)
    try:
        yield catalog
    finally:
        catalog.close()


@contextmanager
def open_knowledge(settings: Settings) -> Iterator[Knowledge]:
    """Catalog and indexes, the latter in step with the former. Raises AllyError."""
    with open_catalog(settings) as catalog, _held(settings.data) as hold:
        embedder = embedding_from(settings.embedding)
        stored_vectors.claim_model(catalog, embedder.identity)
        with _indexes(catalog, embedder.identity, hold) as indexes:
            indexes.catch_up()
            yield Knowledge(catalog, indexes, embedder, hold)


def assistant_from(knowledge: Knowledge, settings: Settings) -> "Assistant":
    """The assistant that answers from what is known."""
    from assistant.answering.extracting import Extractor, Pointers
    from assistant.assistant import Assistant
    from assistant.retrieval.glossary import glossary_from
    from assistant.retrieval.reranking import CrossEncoder
    from assistant.retrieval.search import Search

    glossary = glossary_from(settings.glossary)
    rereader = CrossEncoder() if settings.rerank else None
    search = Search(knowledge.catalog, knowledge.indexes, knowledge.embedder, glossary, rereader)
    extractor = Extractor(
        knowledge.catalog,
        knowledge.embedder,
        knowledge.indexes.lexical,
        glossary,
        Pointers(settings.legal, settings.safety),
        rereader,
    )
    return Assistant(search, extractor, settings.passage_tokens)


def ingest(settings: Settings, folder: Path, loaded: "SyncProgress", indexed: "Progress") -> "SyncReport":
    """Bring catalog and indexes in step with a folder. The indexes are opened only when they have work to do."""
    from assistant.knowledge.folder import scan_folder
    from assistant.knowledge.sync import sync_folder
    from assistant.knowledge.workers import Workers

    scan = scan_folder(folder)
    catalog = Catalog(settings.data)
    try:
        with _held(settings.data) as hold:
            embedder = embedding_from(settings.embedding)
            stored_vectors.claim_model(catalog, embedder.identity)
            with Workers(settings.max_file_mb * 1_000_000, settings.parse_seconds) as workers:
                report = sync_folder(scan, catalog, embedder, workers, loaded)
            if not outstanding.in_step(catalog):
                with _indexes(catalog, embedder.identity, hold) as indexes:
                    indexes.catch_up(indexed)
            return report
    finally:
        catalog.close()


def forget(settings: Settings, folder: Path) -> int:
    """Drop everything that came from a folder, which need not exist any more; says how many sources that were."""
    from assistant.knowledge import recording

    with open_catalog(settings) as catalog, _held(settings.data) as hold:
        count = recording.remove_folder(catalog, folder.absolute().resolve())
        stored_vectors.drop_unused_vectors(catalog)
        if model := catalog.model():
            with _indexes(catalog, model, hold) as indexes:
                indexes.catch_up()
    return count


def reindex(settings: Settings, progress: "Progress") -> None:
    """Embed everything with the model in the settings and switch to it."""
    from assistant.knowledge import reindexing

    with open_catalog(settings) as catalog, _held(settings.data) as hold:
        reindexing.reindex(catalog, embedding_from(settings.embedding), hold, progress)


def examined(settings: Settings, repair: bool) -> "Diagnosis":
    """Compare catalog and indexes, after building the indexes anew when `repair` is asked for."""
    from assistant.knowledge.doctor import examine
    from assistant.knowledge.indexes import discard
    from assistant.knowledge.reindexing import embed_missing

    with open_catalog(settings) as catalog, _held(settings.data) as hold:
        embedder = embedding_from(settings.embedding)
        if repair:
            if catalog.model() == embedder.identity:
                embed_missing(catalog, embedder)
            discard(settings.data)
        model = catalog.model() or embedder.identity
        with _indexes(catalog, model, hold) as indexes:
            indexes.catch_up()
            return examine(catalog, indexes)


@contextmanager
def _held(data: Path) -> Iterator[Hold]:
    hold = Hold(data)
    try:
        yield hold
    finally:
        hold.release()


@contextmanager
def _indexes(catalog: Catalog, model: str, hold: Hold) -> "Iterator[Indexes]":
    from assistant.knowledge.indexes import Indexes

    indexes = Indexes(catalog, model, hold)
    try:
        yield indexes
    finally:
        indexes.close()
