"""The one place where settings become objects."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
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
    from assistant.answering.checking import Checker
    from assistant.answering.excerpting import ExcerptWriter
    from assistant.answering.extracting import Extractor
    from assistant.answering.following import ModelRewriter
    from assistant.answering.generating import ModelWriter
    from assistant.assistant import Assistant
    from assistant.conversations import Conversations
    from assistant.knowledge.doctor import Diagnosis
    from assistant.knowledge.folder import Scan
    from assistant.knowledge.indexes import Indexes, Progress
    from assistant.knowledge.parsing import Outcome
    from assistant.knowledge.sync import Progress as SyncProgress
    from assistant.knowledge.sync import SyncReport
    from assistant.models import ChatModel
    from assistant.retrieval.reranking import Rereader
    from assistant.retrieval.search import Search


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


def assistant_from(knowledge: Knowledge, settings: Settings, model: "ChatModel | None" = None) -> "Assistant":
    """The assistant that answers from what is known, with the `model` given or else the one that the settings name.

    Raises UsageError or ModelError for a model that cannot be had.
    """
    from assistant.answering.checking import Checker
    from assistant.answering.excerpting import ExcerptWriter
    from assistant.answering.following import RuleRewriter
    from assistant.answering.gathering import Gatherer
    from assistant.answering.grounding.grounder import Grounder
    from assistant.assistant import Assistant
    from assistant.models import EXTRACTIVE, model_from
    from assistant.retrieval.reranking import CrossEncoder

    rereader = CrossEncoder() if settings.rerank else None
    search, extractor = finding_from(knowledge, settings, rereader)
    excerpts = ExcerptWriter(extractor)
    if model is None and settings.model != EXTRACTIVE:
        model = model_from(settings.model, settings.model_url, settings.model_seconds)
    if model is None:
        return Assistant(search, RuleRewriter(), Gatherer(search, settings.passage_tokens), excerpts)
    grounder = Grounder(knowledge.embedder, extractor.glossary)
    checker = Checker(grounder, knowledge.catalog, marks_ungrounded=settings.grounding == "mark")
    rewriter, writer = _by_model(model, settings, checker, excerpts)
    return Assistant(search, rewriter, Gatherer(search, settings.passage_tokens, across=True), writer)


def finding_from(knowledge: Knowledge, settings: Settings, rereader: "Rereader | None") -> "tuple[Search, Extractor]":
    """What finds passages, and what chooses answers among them."""
    from assistant.answering.extracting import Extractor, Pointers
    from assistant.knowledge.remembering import RememberingEmbedder
    from assistant.retrieval.glossary import glossary_from
    from assistant.retrieval.search import Search

    glossary = glossary_from(settings.glossary)
    search = Search(knowledge.catalog, knowledge.indexes, knowledge.embedder, glossary, rereader)
    pointers = Pointers(settings.legal, settings.safety)
    lexical = knowledge.indexes.lexical
    embedder = RememberingEmbedder(knowledge.embedder)
    return search, Extractor(knowledge.catalog, embedder, lexical, glossary, pointers, rereader)


def _by_model(
    model: "ChatModel", settings: Settings, checker: "Checker", excerpts: "ExcerptWriter"
) -> "tuple[ModelRewriter, ModelWriter]":
    """What rewrites and answers with the model."""
    from assistant.answering.following import ModelRewriter
    from assistant.answering.generating import ModelWriter
    from assistant.answering.prompting import ANSWER, FOLLOW_UP, VARIABLES
    from prompts import PromptError, load_prompt

    try:
        answer, follow_up = (load_prompt(name, VARIABLES, settings.prompts) for name in (ANSWER, FOLLOW_UP))
    except PromptError as error:
        raise UsageError(str(error)) from error
    return ModelRewriter(model, follow_up), ModelWriter(model, answer, checker, excerpts)


def conversations_from(catalog: Catalog, settings: Settings) -> "Conversations":
    """The conversations that are kept in the catalog."""
    from assistant.conversations import Conversations

    return Conversations(catalog, settings.keep_days)


def ingest(settings: Settings, folder: Path, loaded: "SyncProgress", indexed: "Progress") -> "SyncReport":
    """Bring catalog and indexes in step with a folder. The indexes are opened only when they have work to do."""
    from assistant.knowledge.folder import scan_folder

    scan = scan_folder(folder)
    with closing(Catalog(settings.data)) as catalog, _held(settings.data) as hold:
        embedder = embedding_from(settings.embedding)
        report = _recorded(scan, catalog, embedder, settings, loaded)
        if not outstanding.in_step(catalog):
            with _indexes(catalog, embedder.identity, hold) as indexes:
                indexes.catch_up(indexed)
        return report


def record(settings: Settings, folder: Path, loaded: "SyncProgress") -> "SyncReport":
    """Bring the catalog alone in step with a folder; whoever has the indexes open has them learn it."""
    from assistant.knowledge.folder import scan_folder

    scan = scan_folder(folder)
    with closing(Catalog(settings.data)) as catalog:
        return _recorded(scan, catalog, embedding_from(settings.embedding), settings, loaded)


def _recorded(
    scan: "Scan", catalog: Catalog, embedder: Embedder, settings: Settings, loaded: "SyncProgress"
) -> "SyncReport":
    from assistant.knowledge.sync import sync_folder
    from assistant.knowledge.workers import Workers

    stored_vectors.claim_model(catalog, embedder.identity)
    with Workers(settings.max_file_mb * 1_000_000, settings.parse_seconds) as workers:
        return sync_folder(scan, catalog, embedder, workers, loaded)


def parsed(settings: Settings, folder: Path, path: Path) -> "Outcome":
    """What a file below a folder would become, in a process of its own; nothing is kept of it."""
    from assistant.knowledge.workers import Workers

    with Workers(settings.max_file_mb * 1_000_000, settings.parse_seconds) as workers:
        [outcome] = workers.parse(folder, [path])
    return outcome


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
