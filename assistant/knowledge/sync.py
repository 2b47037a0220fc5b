"""Keeps the catalog in step with a folder: what is new is loaded, what changed is replaced, what went is removed.

The catalog is written one source at a time, so a sync that is cut short has lost nothing and the next one goes on.
"""

import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from assistant.knowledge import recording, stored_vectors
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.chunking import RECIPE
from assistant.knowledge.embedding import Embedder
from assistant.knowledge.folder import FoundFile, Scan
from assistant.knowledge.parsing import Outcome, Parsed, Refused
from assistant.knowledge.recording import KnownFile, SourceRecord
from assistant.knowledge.workers import Workers
from loaders.errors import LoadError, Unreadable
from loaders.facets.aliases import ALIASES_FILE, read_aliases
from loaders.facets.folder_file import FOLDER_FILE, folder_state

EMBED_AT_ONCE = 256  # passages gathered before they are embedded, so that small files keep every core busy

Progress = Callable[[str, int, int], None]


@dataclass
class SyncReport:
    """What became of each file, by path; `failed` says why, `left_out` what of a file that was taken could not be."""

    folder: str
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, list[str]] = field(default_factory=dict)
    passages: int = 0


@dataclass(frozen=True)
class ChangedFile:
    """A file to be parsed, the digest of its content, its recipe, and how many files come before it."""

    file: FoundFile
    digest: str
    recipe: str
    number: int


def sync_folder(
    scan: Scan, catalog: Catalog, embedder: Embedder, workers: Workers, progress: Progress = lambda *_: None
) -> SyncReport:
    """Load what is new or changed in a folder; `progress` gets (path, files done, files in all).

    A file that fails keeps what was known of it.
    """
    known = recording.known_files(catalog, scan.folder)
    report = SyncReport(str(scan.folder), failed=dict(scan.refused))
    _remove_missing(catalog, scan, known, report)
    _take_aliases(catalog, scan, report)
    changed = _changed(scan, catalog, known, report)
    batch: list[SourceRecord] = []
    for each, outcome in _parsed(scan.folder, changed, workers):
        path = each.file.path
        progress(path, each.number, len(scan.files))
        if isinstance(outcome, Refused):
            report.failed[path] = outcome.reason
            continue
        (report.changed if path in known else report.added).append(path)
        if outcome.problems:
            report.left_out[path] = outcome.problems
        batch.append(_source(scan.folder, each, outcome))
        if sum(len(record.passages) for record in batch) >= EMBED_AT_ONCE:
            _record(catalog, embedder, batch, report)
            batch = []
    _record(catalog, embedder, batch, report)
    stored_vectors.drop_unused_vectors(catalog)
    progress("", len(scan.files), len(scan.files))
    return report


def _take_aliases(catalog: Catalog, scan: Scan, report: SyncReport) -> None:
    try:
        named = read_aliases(scan.folder)
    except LoadError as error:
        report.failed[ALIASES_FILE] = error.reason
    else:
        recording.put_aliases(catalog, scan.folder, {name: entry.aliases for name, entry in named.items()})


def _remove_missing(catalog: Catalog, scan: Scan, known: dict[str, KnownFile], report: SyncReport) -> None:
    present = {file.path for file in scan.files}
    gone = sorted(path for path in known if path not in present and not scan.hides(path))
    for path in gone:
        recording.remove_source(catalog, known[path].id)
        report.removed.append(path)


def _changed(scan: Scan, catalog: Catalog, known: dict[str, KnownFile], report: SyncReport) -> Iterator[ChangedFile]:
    """The files that are not known as they are now; the others, and those that cannot be read, go to the report."""
    recipe_in = cache(partial(_recipe, scan.folder))
    for number, file in enumerate(scan.files):
        path = scan.folder / file.path
        before = known.get(file.path)
        try:
            recipe = recipe_in(path.parent)
            if before and before.recipe != recipe:
                before = None
            if before and (before.size, before.mtime_ns) == (file.size, file.mtime_ns):
                report.unchanged += 1
                continue
            digest = _digest(path)
        except LoadError as error:
            report.failed[file.path] = error.reason
            continue
        if before and before.digest == digest:
            recording.touch_source(catalog, before.id, file.size, file.mtime_ns)
            report.unchanged += 1
        else:
            yield ChangedFile(file, digest, recipe, number)


def _recipe(root: Path, folder: Path) -> str:
    """What, besides its content, settles what a file of this folder becomes. Raises LoadError."""
    stated = folder_state(folder / FOLDER_FILE, root)
    return f"{RECIPE} {stated}" if stated else RECIPE


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise Unreadable(path, f"cannot be read ({error.strerror})", "check its permissions") from error


def _parsed(folder: Path, changed: Iterable[ChangedFile], workers: Workers) -> Iterator[tuple[ChangedFile, Outcome]]:
    """Each file with what became of it, in order. The workers are some files ahead, hence the copy of the iterator."""
    files, ahead = itertools.tee(changed)
    outcomes = workers.parse(folder, (folder / each.file.path for each in ahead))
    return zip(files, outcomes, strict=True)


def _source(folder: Path, changed: ChangedFile, parsed: Parsed) -> SourceRecord:
    file = changed.file
    stamp = (file.path, file.size, file.mtime_ns, changed.digest, changed.recipe)
    return SourceRecord(folder, *stamp, parsed.text, parsed.documents)


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
