"""The whole of what is known in one file: the catalog, which the indexes are derived from."""

import shutil
import sqlite3
from pathlib import Path

from assistant.errors import UsageError
from assistant.knowledge.catalog import FILE_NAME
from assistant.knowledge.database import open_database, plain_words
from assistant.knowledge.holding import Hold
from assistant.knowledge.indexes import discard


def back_up(data: Path, target: Path) -> None:
    """Write a consistent copy of the catalog to `target`, also while another process serves or ingests."""
    catalog = data / FILE_NAME
    if not catalog.exists():
        raise UsageError(f"{data}: nothing to back up; ingest a folder first, or set ALLY_DATA")
    if target.exists():
        raise UsageError(f"{target}: exists already; name a new file")
    if not target.absolute().parent.is_dir():
        raise UsageError(f"{target.absolute().parent}: no such folder; make it first")
    partial = target.with_name(f"{target.name}.partial")
    partial.unlink(missing_ok=True)
    with plain_words(partial):
        connection = sqlite3.connect(f"{catalog.absolute().as_uri()}?mode=ro", uri=True)
        try:
            connection.execute("VACUUM INTO ?", (str(partial),))
        finally:
            connection.close()
    partial.replace(target)


def restore(source: Path, data: Path, replace: bool) -> None:
    """Make `source`, a file written by `back_up`, the catalog of `data`; the indexes follow when next opened.

    The file is checked and migrated before anything is touched. Raises UsageError, CatalogError or IndexHeld.
    """
    if not source.is_file():
        raise UsageError(f"{source}: no such file; name a file that 'ally backup' wrote")
    if (data / FILE_NAME).exists() and not replace:
        raise UsageError(f"{data}: holds a catalog already; add --replace to put the backup in its place")
    data.mkdir(parents=True, exist_ok=True)
    hold = Hold(data)
    try:
        incoming = data / f"{FILE_NAME}.incoming"
        shutil.copyfile(source, incoming)
        _check(incoming, source)
        _switch(incoming, data)
    finally:
        hold.release()


def _check(incoming: Path, source: Path) -> None:
    with plain_words(source):
        connection = sqlite3.connect(incoming)
        try:
            sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        finally:
            connection.close()
    if not sound or not {"sources", "alembic_version"} <= tables:
        incoming.unlink()
        raise UsageError(f"{source}: not a sound backup of Ally; name a file that 'ally backup' wrote")
    open_database(incoming).dispose()


def _switch(incoming: Path, data: Path) -> None:
    discard(data)
    for suffix in ("-wal", "-shm"):
        (data / f"{FILE_NAME}{suffix}").unlink(missing_ok=True)
    incoming.replace(data / FILE_NAME)
