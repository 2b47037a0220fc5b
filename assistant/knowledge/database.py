"""The catalog's database: opened, brought up to date, and its failures put in plain words."""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, ColumnElement, Connection, Engine, bindparam, create_engine, event, func, select, text
from sqlalchemy.exc import DBAPIError

from assistant.errors import CatalogBusy, CatalogDamaged, CatalogError, CatalogFull, CatalogNewer

MIGRATIONS = Path(__file__).parent / "migrations"
REVISION = "0006"
BUSY_SECONDS = 3
HIGHEST_VERSION = 2**31  # SQLite keeps it in 32 bits with a sign
KEPT_OPEN = 16  # connections; more are opened while they are needed


def open_database(path: Path, called: Path | None = None) -> Engine:
    """An engine on the SQLite file at `path`, created or migrated to `REVISION`.

    Raises CatalogError, which names the file as `called` where that is given.
    """
    engine = connect(path)
    try:
        with plain_words(called or path):
            revision = stored_revision(engine)
            if revision != REVISION:
                _bring_up_to_date(engine, called or path, revision)
    except BaseException:
        engine.dispose()
        raise
    return engine


def connect(path: Path) -> Engine:
    """An engine whose transactions are SQLite's own, so that schema changes roll back too."""
    engine = create_engine(URL.create("sqlite", database=str(path)), pool_size=KEPT_OPEN, max_overflow=-1)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    # A transaction that starts reading and turns to writing fails at once when another has written meanwhile;
    # one that says so at its start waits its turn.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def writing(engine: Engine) -> AbstractContextManager[Connection]:
    """A transaction that will write: committed at the end of the block, rolled back on an error."""
    return engine.execution_options(writes=True).begin()


def count_change(connection: Connection) -> None:
    """Give the database another version, in the transaction that makes it one."""
    version = version_seen(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {(version + 1) % HIGHEST_VERSION}")


def version_seen(connection: Connection) -> int:
    """The version that this connection's transaction sees; asking for it fixes what the transaction sees."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def overwrite_deleted(connection: Connection) -> None:
    """Have the rows that this connection deletes from now on filled with zeros."""
    connection.exec_driver_sql("PRAGMA secure_delete = ON")


def empty_log(engine: Engine) -> bool:
    """Move what the log holds into the database, so that none of it stays behind; False where others read on."""
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, *_ = cursor.fetchone() or (0,)
        return not busy


class Watch:
    """Notices that what is known was changed, by a connection of its own that never writes."""

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.raw_connection()
        self._lock = threading.Lock()

    def version(self) -> int:
        """Another number than the last time when what is known has been changed since, by whatever process."""
        with self._lock:
            cursor = self._connection.cursor()
            cursor.execute("PRAGMA user_version")
            [version] = cursor.fetchone() or (0,)
            cursor.close()
            return int(version)

    def close(self) -> None:
        self._connection.close()


def among(column: ColumnElement[str], parameter: str) -> ColumnElement[bool]:
    """`column IN` the values of a parameter that `many` made; spelt out, they would exceed what SQLite takes."""
    listed = func.json_each(bindparam(parameter)).table_valued("value")
    return column.in_(select(listed.c.value))


def many(values: Iterable[object]) -> str:
    """Any number of values as one parameter."""
    return json.dumps(list(values))


def stored_revision(engine: Engine) -> str | None:
    """The schema's revision, or None for an empty database."""
    with engine.connect() as connection:
        if not connection.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")).first():
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _bring_up_to_date(engine: Engine, path: Path, revision: str | None) -> None:
    known = {file.name.split("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py")}
    if revision is not None and revision not in known:
        raise CatalogNewer(
            f"{path}: written by a newer version of Ally (schema {revision}, this one knows {REVISION}); "
            "upgrade Ally, or set ALLY_DATA to another folder"
        )
    migrate(engine, MIGRATIONS)


def migrate(engine: Engine, scripts: Path) -> None:
    """Run the migrations in `scripts` up to the newest, all of them in one transaction or none."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def plain_words(path: Path) -> Iterator[None]:
    """Translate the database's errors into the core's, naming the file and what to do."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise _translated(path, error) from error


def _translated(path: Path, error: DBAPIError | sqlite3.Error) -> CatalogError:
    cause = error.orig if isinstance(error, DBAPIError) else error
    match getattr(cause, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return CatalogBusy(f"{path}: another process is writing to it; try again when it has finished")
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_IOERR:
            return CatalogFull(
                f"{path}: cannot be written ({cause}); free disk space or check permissions, then repeat"
            )
        case sqlite3.SQLITE_CANTOPEN:
            return CatalogError(f"{path}: cannot be opened; check that its folder exists and may be written")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return CatalogDamaged(f"{path}: damaged ({cause}); restore a backup with: ally restore FILE --replace")
    return CatalogError(f"{path}: {cause}")
