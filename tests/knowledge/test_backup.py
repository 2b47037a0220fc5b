import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from assistant.build import examined
from assistant.errors import CatalogDamaged, CatalogNewer, UsageError
from assistant.knowledge.backup import back_up, restore
from assistant.knowledge.catalog import FILE_NAME
from assistant.settings import Settings
from tests.conftest import Ally, Library, WordEmbedder, tables, write

NOTES: dict[str, str | bytes] = {
    "walrus.md": "# Chair\n\nThe walrus chairs the committee.\n",
    "otter.md": "---\naudience: public\n---\n# Amendment\n\nThe otter signs the amendment.\n",
}


@pytest.fixture
def known(library: Library, folder: Path) -> Library:
    write(folder, NOTES)
    library.sync(folder)
    return library


@pytest.fixture
def backup(known: Library, tmp_path: Path) -> Path:
    back_up(known.data, tmp_path / "backup")
    return tmp_path / "backup"


def test_a_restored_backup_answers_the_same_and_embeds_nothing(known: Library, backup: Path, tmp_path: Path) -> None:
    restored = Library(tmp_path / "elsewhere", WordEmbedder())
    restore(backup, restored.data, replace=False)
    assert restored.tables() == known.tables()
    assert restored.search("Who chairs the committee?") == known.search("Who chairs the committee?")
    assert isinstance(restored.embedder, WordEmbedder)
    assert not any("walrus" in text or "otter" in text for text in restored.embedder.embedded)


def test_a_backup_put_in_the_place_of_a_catalog_takes_its_indexes_too(
    known: Library, backup: Path, folder: Path
) -> None:
    before = known.tables()
    write(folder, {"walrus.md": "# Chair\n\nThe badger chairs the committee.\n"})
    known.sync(folder)
    restore(backup, known.data, replace=True)
    assert (known.saying("walrus"), known.saying("badger")) == (["walrus.md"], [])
    assert known.tables() == before
    assert examined(Settings(data=known.data), repair=False).problems == []


def test_a_backup_brings_back_what_a_damaged_catalog_lost(known: Library, backup: Path) -> None:
    before = known.tables()
    (known.data / FILE_NAME).write_bytes(b"nonsense" * 1000)
    restore(backup, known.data, replace=True)
    assert known.tables() == before


def is_text(file: Path) -> None:
    file.write_text("The walrus chairs the committee.\n" * 100)


def is_another_database(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE sources (id)")


def is_damaged(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096 : len(content) // 2] = b"\xff" * (len(content) // 2 - 4096)
    file.write_bytes(content)


def is_newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def is_replaced_by(harm: Callable[[Path], None]) -> Callable[[Path], None]:
    def replace(file: Path) -> None:
        file.unlink()
        harm(file)

    return replace


REFUSED = {
    "missing": (Path.unlink, UsageError, "no such file"),
    "empty": (is_replaced_by(Path.touch), UsageError, "not a sound backup"),
    "text": (is_replaced_by(is_text), UsageError, "not a sound backup"),
    "another database": (is_replaced_by(is_another_database), UsageError, "not a sound backup"),
    "damaged": (is_damaged, UsageError, "not a sound backup"),
    "newer": (is_newer, CatalogNewer, "written by a newer version"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_is_no_backup_is_refused_and_nothing_touched(known: Library, backup: Path, kind: str) -> None:
    harm, error, said = REFUSED[kind]
    harm(backup)
    before = known.tables()
    with pytest.raises(error, match=said) as caught:
        restore(backup, known.data, replace=True)
    assert str(caught.value).startswith(f"{backup}: ")
    assert known.tables() == before
    assert sorted(path.name for path in known.data.iterdir()) == [
        FILE_NAME,
        "indexes",
        "indexes.holder",
        "indexes.lock",
    ]


def test_a_catalog_is_replaced_only_when_asked(known: Library, backup: Path, folder: Path) -> None:
    write(folder, {"heron.md": "A heron."})
    known.sync(folder)
    before = known.tables()
    with pytest.raises(UsageError, match="add --replace"):
        restore(backup, known.data, replace=False)
    assert known.tables() == before


def test_a_backup_that_cannot_be_made_leaves_no_file(known: Library, tmp_path: Path) -> None:
    target = tmp_path / "backup"
    with pytest.raises(UsageError, match="nothing to back up"):
        back_up(tmp_path, target)
    content = bytearray((known.data / FILE_NAME).read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    (known.data / FILE_NAME).write_bytes(content)
    with pytest.raises(CatalogDamaged, match=FILE_NAME):
        back_up(known.data, target)
    assert list(tmp_path.glob("backup*")) == []


def test_a_backup_overwrites_nothing(known: Library, backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(UsageError, match="exists already"):
        back_up(known.data, backup)
    assert backup.read_bytes() == before


def test_a_backup_made_while_another_process_ingests_is_sound(ally: Ally, folder: Path, tmp_path: Path) -> None:
    sections = "\n\n".join(f"## Section {at}\n\nThe walrus signs paper {at}." for at in range(10))
    write(folder, {f"note-{number:02}.md": f"# Note {number}\n\n{sections}\n" for number in range(60)})
    backups: dict[bytes, Path] = {}
    with ally.start("ingest", folder) as process:
        while process.poll() is None:
            backup = tmp_path / f"backup-{time.monotonic_ns()}"
            with suppress(UsageError):
                back_up(ally.data, backup)
                backups.setdefault(backup.read_bytes(), backup)
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.05)
        assert process.returncode == 0, process.communicate()
    final = tables(ally.data / FILE_NAME)["sources"]
    halfway = {len(sound_sources(backup, tmp_path / "restored", final)) for backup in backups.values()}
    assert any(0 < count < len(final) for count in halfway), halfway


def sound_sources(backup: Path, data: Path, final: list[tuple[object, ...]]) -> set[tuple[object, ...]]:
    """The sources of a backup taken on the way to `final`, once its catalog has passed an examination."""
    shutil.rmtree(data, ignore_errors=True)
    restore(backup, data, replace=False)
    assert examined(Settings(data=data), repair=False).problems == []
    held = set(tables(data / FILE_NAME)["sources"])
    assert held <= set(final)
    return held
