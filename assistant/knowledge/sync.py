"""Keeps the catalog in step with a folder: what is new is loaded, what changed is replaced, what went is removed.

The catalog is written one source at a time, so a sync that is cut short has lost nothing and the next one goes on.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.knowledge import recording, stored_vectors
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.chunking import RECIPE, passages_of
from assistant.knowledge.embedding import Embedder
from assistant.knowledge.folder import FoundFile, Scan
from assistant.knowledge.recording import DocumentRecord, KnownFile, SourceRecord
from loaders import load
from loaders.document import Metadata
from loaders.errors import LoadError, Unreadable

EMBED_AT_ONCE = 256  # passages gathered before they are embedded, so that small files keep every core busy

Progress = Callable[[str, int, int], None]


@dataclass
class SyncReport:
    """What became of each file, by path; `failed` says why."""

    folder: str
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    passages: int = 0


def sync_folder(
    scan: Scan, catalog: Catalog, embedder: Embedder, max_bytes: int, progress: Progress = lambda *_: None
) -> SyncReport:
    """Load what is new or changed in a folder; `progress` gets (path, files done, files in all).

    A file that fails keeps what was known of it.
    """
    known = recording.known_files(catalog, scan.folder)
    report = SyncReport(str(scan.folder), failed=dict(scan.refused))
    _remove_missing(catalog, scan, known, report)
    batch: list[SourceRecord] = []
    for done, file in enumerate(scan.files):
        progress(file.path, done, len(scan.files))
        record = _read(scan.folder, file, known.get(file.path), catalog, max_bytes, report)
        if record:
            batch.append(record)
            if sum(len(record.passages) for record in batch) >= EMBED_AT_ONCE:
                _record(catalog, embedder, batch, report)
                batch = []
    _record(catalog, embedder, batch, report)
    stored_vectors.drop_unused_vectors(catalog, embedder.identity)
    progress("", len(scan.files), len(scan.files))
    return report


def _remove_missing(catalog: Catalog, scan: Scan, known: dict[str, KnownFile], report: SyncReport) -> None:
    present = {file.path for file in scan.files}
    gone = sorted(path for path in known if path not in present and not scan.hides(path))
    for path in gone:
        recording.remove_source(catalog, known[path].id)
        report.removed.append(path)


def _read(
    folder: Path, file: FoundFile, known: KnownFile | None, catalog: Catalog, max_bytes: int, report: SyncReport
) -> SourceRecord | None:
    """The file as loaded, or None where there is nothing to record; the report says which."""
    current = known is not None and known.recipe == RECIPE
    if current and known and (known.size, known.mtime_ns) == (file.size, file.mtime_ns):
        report.unchanged += 1
        return None
    try:
        digest = _digest(folder / file.path)
        if current and known and known.digest == digest:
            recording.touch_source(catalog, known.id, file.size, file.mtime_ns)
            report.unchanged += 1
            return None
        record = _load(folder, file, digest, max_bytes)
    except LoadError as error:
        report.failed[file.path] = error.reason
        return None
    (report.changed if known else report.added).append(file.path)
    return record


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise Unreadable(path, f"cannot be read ({error.strerror})", "check its permissions") from error


def _load(folder: Path, file: FoundFile, digest: str, max_bytes: int) -> SourceRecord:
    documents: list[DocumentRecord] = []
    text = ""
    for loaded in load(folder / file.path, folder, max_bytes):
        metadata = Metadata.of(loaded)
        start, text = len(text), text + loaded.page_content
        places = [p.model_copy(update={"start": p.start + start, "end": p.end + start}) for p in metadata.places]
        cut = passages_of(loaded.page_content, metadata, start)
        documents.append(DocumentRecord(start, len(text), metadata.facets, metadata.markup, places, cut))
    return SourceRecord(folder, file.path, file.size, file.mtime_ns, digest, RECIPE, text, documents)


def _record(catalog: Catalog, embedder: Embedder, batch: Sequence[SourceRecord], report: SyncReport) -> None:
    """Embed what no earlier passage has embedded, then write each source in a transaction of its own."""
    wanted = {passage.digest: passage.embedded for record in batch for passage in record.passages}
    known = stored_vectors.known_vectors(catalog, wanted, embedder.identity)
    fresh = {digest: text for digest, text in wanted.items() if digest not in known}
    made = dict(zip(fresh, embedder.embed(list(fresh.values())), strict=True)) if fresh else {}
    for record in batch:
        vectors = {p.digest: made[p.digest] for p in record.passages if p.digest in made}
        recording.put_source(catalog, record, vectors, embedder.identity)
        report.passages += len(record.passages)
