import shutil
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from assistant.errors import CatalogNewer
from assistant.knowledge.catalog import FILE_NAME, Catalog
from assistant.knowledge.database import MIGRATIONS, REVISION, connect, migrate, stored_revision, writing
from assistant.knowledge.schema import metadata
from tests.conftest import Ally, Library, write

STEP = '''
"""{comment}"""
import os, signal
import sqlalchemy as sa
from alembic import op
revision = "{revision}"
down_revision = {before}

def upgrade():
    op.create_table("{table}", sa.Column("id", sa.String(), primary_key=True))
    {end}
'''
DEATHS = {"killed": "os.kill(os.getpid(), signal.SIGKILL)", "failing": "raise ValueError('half way')"}
MIGRATE = (
    "import sys; from pathlib import Path; from assistant.knowledge.database import connect, migrate;"
    "migrate(connect(Path(sys.argv[1])), Path(sys.argv[2]))"
)


def test_the_migrations_make_the_schema(tmp_path: Path) -> None:
    with closing(Catalog(tmp_path)) as catalog, catalog.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == REVISION, "a catalog would be migrated each time it is opened"


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A folder of migrations with one step, to table "one"."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    shutil.copy(MIGRATIONS / "env.py", folder)
    add_step(folder, "0001", None, "one", "pass")
    return folder


def add_step(scripts: Path, revision: str, before: str | None, table: str, end: str) -> None:
    text = STEP.format(comment=table, revision=revision, before=repr(before), table=table, end=end)
    (scripts / "versions" / f"{revision}_{table}.py").write_text(text)


@pytest.mark.parametrize("death", DEATHS)
def test_a_migration_that_dies_half_way_leaves_the_revision_before(tmp_path: Path, scripts: Path, death: str) -> None:
    database = tmp_path / "some.sqlite3"
    migrate(connect(database), scripts)
    add_step(scripts, "0002", "0001", "two", "pass")
    add_step(scripts, "0003", "0002", "three", DEATHS[death])
    died = subprocess.run([sys.executable, "-c", MIGRATE, database, scripts], capture_output=True, check=False)
    assert died.returncode == (-signal.SIGKILL if death == "killed" else 1)
    engine = connect(database)
    assert stored_revision(engine) == "0001"
    assert sorted(inspect(engine).get_table_names()) == ["alembic_version", "one"]
    engine.dispose()


def test_a_first_migration_that_dies_leaves_an_empty_database(tmp_path: Path, scripts: Path) -> None:
    add_step(scripts, "0002", "0001", "two", DEATHS["killed"])
    subprocess.run([sys.executable, "-c", MIGRATE, tmp_path / FILE_NAME, scripts], capture_output=True, check=False)
    with closing(Catalog(tmp_path)) as catalog:
        assert catalog.audiences() == []


def test_a_catalog_of_a_newer_version_is_refused_and_untouched(library: Library, ally: Ally, folder: Path) -> None:
    write(folder, {"note.md": "The walrus chairs the committee."})
    library.sync(folder)
    engine = connect(library.data / FILE_NAME)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    before = (library.data / FILE_NAME).read_bytes()
    with pytest.raises(CatalogNewer) as caught:
        Catalog(library.data)
    for said in (str(caught.value), ally.fails("ask", "Who chairs?"), ally.fails("ingest", folder)):
        assert "written by a newer version of Ally (schema 9999" in said
        assert said.endswith("upgrade Ally, or set ALLY_DATA to another folder")
    assert (library.data / FILE_NAME).read_bytes() == before
