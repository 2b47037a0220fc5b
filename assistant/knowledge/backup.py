"""The whole of what is known in one file: the catalog, which the indexes are derived from."""

import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from assistant.errors import CatalogDamaged, CatalogFull, UsageError
from assistant.knowledge.catalog import FILE_NAME
from assistant.knowledge.database import open_database, plain_words
from assistant.knowledge.holding import Hold
from assistant.knowledge.indexes import discard

TABLES = {"sources", "alembic_version"}  # what tells a catalog from another database


def back_up(data: Path, target: Path) -> None:
    """Write a consistent copy of the catalog to `target`, also while another process serves or ingests."""
    if target.exists():
        raise UsageError(f"{target}: exists already; name a new file")
    if not target.absolute().parent.is_dir():
        raise UsageError(f"{target.absolute().parent}: no such folder; make it first")
    partial = target.with_name(f"{target.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        _copy(data, partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _copy(data: Path, partial: Path) -> None:
    catalog = data / FILE_NAME
    if not catalog.exists():
        raise _nothing_in(data)
    with plain_words(catalog), closing(sqlite3.connect(f"{catalog.absolute().as_uri()}?mode=ro", uri=True)) as source:
        if not _tables(source) >= TABLES:
            raise _nothing_in(data)
        try:
            source.execute("VACUUM INTO ?", (str(partial),))
        except sqlite3.OperationalError:  # the catalog can be read, so it is the copy that cannot be written
            with plain_words(partial):
                raise


def _nothing_in(data: Path) -> UsageError:
    return UsageError(f"{data}: nothing to back up; ingest a folder first, or set ALLY_DATA")


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def restore(source: Path, data: Path, replace: bool) -> None:
    """Make `source`, a file written by `back_up`, the catalog of `data`; the indexes follow when next opened.

    The file is checked and migrated before anything is touched. Raises UsageError, CatalogError or IndexHeld.
    """
    if not source.is_file():
        raise UsageError(f"{source}: no such file; name a file that 'ally backup' wrote")
    if (data / FILE_NAME).exists() and not replace:
        raise UsageError(f"{data}: holds a catalog already; add --replace to put the backup in its place")
    _make(data)
    hold = Hold(data)
    incoming = data / f"{FILE_NAME}.incoming"
    try:
        _fetch(source, incoming)
        _check(incoming, source)
        discard(data)
        _empty_log(data / FILE_NAME)
        _remove_log(data / FILE_NAME)
        incoming.replace(data / FILE_NAME)
    finally:
        _remove_log(incoming)
        incoming.unlink(missing_ok=True)
        hold.release()


def _empty_log(catalog: Path) -> None:
    """Move what the log holds into the catalog that is to be replaced: it must stay whole until it is."""
    if catalog.exists():
        # One that cannot be read has nothing to keep.
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(catalog)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _make(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{data}: cannot be made ({error.strerror}); set ALLY_DATA to another folder") from error


def _fetch(source: Path, incoming: Path) -> None:
    _remove_log(incoming)
    try:
        shutil.copyfile(source, incoming)
    except OSError as error:
        remedy = "free disk space or check permissions, then repeat"
        raise CatalogFull(f"{source}: cannot be copied to {incoming} ({error.strerror}); {remedy}") from error


def _check(incoming: Path, source: Path) -> None:
    try:
        with plain_words(source), closing(sqlite3.connect(incoming)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            sound = sound and _tables(connection) >= TABLES
    except CatalogDamaged:
        sound = False
    if not sound:
        raise UsageError(f"{source}: not a sound backup of Ally; name a file that 'ally backup' wrote")
    open_database(incoming, called=source).dispose()


def _remove_log(catalog: Path) -> None:
    """A log without its own database would be played into the next one of that name."""
    for suffix in ("-wal", "-shm"):
        catalog.with_name(f"{catalog.name}{suffix}").unlink(missing_ok=True)
