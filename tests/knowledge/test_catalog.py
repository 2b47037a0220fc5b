"""The catalog when the machine lets it down: one line, exit code 1, and nothing that was known is lost."""

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.build import examined
from assistant.errors import CatalogDamaged
from assistant.knowledge import stored_vectors
from assistant.knowledge.catalog import FILE_NAME, Catalog
from assistant.settings import Settings
from tests.conftest import Ally, Library, tables, write

Mount = Callable[[str], None]


@pytest.fixture
def known(library: Library, folder: Path) -> Library:
    write(folder, {"note.md": "The walrus chairs the joint steering committee."})
    library.sync(folder)
    return library


def overwrite_its_head(content: bytearray) -> None:
    content[:100] = b"\xff" * 100


def overwrite_its_pages(content: bytearray) -> None:
    content[4096:] = b"\xff" * (len(content) - 4096)


@pytest.mark.parametrize("harm", [overwrite_its_head, overwrite_its_pages])
def test_a_damaged_catalog_says_how_to_restore_a_backup(
    known: Library, ally: Ally, folder: Path, tmp_path: Path, harm: Callable[[bytearray], None]
) -> None:
    content = bytearray((known.data / FILE_NAME).read_bytes())
    harm(content)
    (known.data / FILE_NAME).write_bytes(content)
    with pytest.raises(CatalogDamaged), closing(Catalog(known.data)) as catalog:
        catalog.audiences()
    for command in (["ask", "Who chairs?"], ["sources"], ["ingest", folder], ["backup", tmp_path / "backup"]):
        said = ally.fails(*command)
        assert str(known.data / FILE_NAME) in said
        assert said.endswith("restore a backup with: ally restore FILE --replace")


def test_a_catalog_that_another_process_writes_to_is_busy_and_then_free(ally: Ally, folder: Path) -> None:
    write(folder, {"note.md": "The walrus chairs the joint steering committee."})
    assert ally.run("ingest", folder).returncode == 0
    before = tables(ally.data / FILE_NAME)
    write(folder, {"new.md": "A heron."})
    with closing(sqlite3.connect(ally.data / FILE_NAME)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        assert "another process is writing to it; try again" in ally.fails("ingest", folder)
        assert "note.md" in ally.run("sources").stdout
    assert tables(ally.data / FILE_NAME) == before
    assert ally.run("ingest", folder).returncode == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Mount]:
    """A small disk at `data`: call it with mount options, once to mount it and again to change it."""
    data = tmp_path / "data"
    data.mkdir()

    def mount(options: str) -> None:
        remount = "remount," if data.is_mount() else ""
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", remount + options, "tmpfs", data], capture_output=True, text=True
        )
        if done.returncode:
            pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")

    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    yield mount
    if data.is_mount():
        subprocess.run(["umount", "--lazy", data], check=True)


@pytest.mark.parametrize("kilobytes", [20, 400, 3000], ids=["opening", "recording", "indexing"])
def test_a_full_disk_is_one_line_and_room_is_all_it_takes(
    ally: Ally, folder: Path, disk: Mount, kilobytes: int
) -> None:
    disk("size=50m")
    write(folder, {"first.md": "The walrus chairs the joint steering committee."})
    assert ally.run("ingest", folder).returncode == 0
    write(folder, {f"note-{number}.txt": f"The otter signs paper {number}. " * 500 for number in range(20)})
    filler = ally.data / "filler"
    filler.write_bytes(b"x" * (free_bytes(ally.data) - kilobytes * 1024))
    assert "free disk space" in ally.fails("ingest", folder)
    filler.unlink()
    assert ally.run("ingest", folder).returncode == 0
    assert examined(Settings(data=ally.data), repair=False).problems == []


def free_bytes(folder: Path) -> int:
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize


def test_a_data_folder_that_may_not_be_written_is_one_line(ally: Ally, folder: Path, disk: Mount) -> None:
    disk("size=50m")
    write(folder, {"note.md": "The walrus chairs the joint steering committee."})
    assert ally.run("ingest", folder).returncode == 0
    disk("ro")
    for command in (["ask", "Who chairs?"], ["ingest", folder], ["sources"]):
        said = ally.fails(*command)
        assert str(ally.data) in said
        assert "check" in said
    disk("rw")
    assert "walrus" in ally.run("ask", "Who chairs the joint steering committee?").stdout


def test_any_number_of_passages_and_documents_can_be_asked_for_at_once(known: Library) -> None:
    many = [f"{number:032x}" for number in range(300_000)]
    [(document, *_)] = known.tables()["documents"]
    with known.catalog() as catalog:
        assert stored_vectors.known_vectors(catalog, many, known.embedder.identity) == set()
        assert catalog.passages(many, ["internal"]) == {}
        [passage] = catalog.passage_ids([*many, str(document)])
        found, matrix = catalog.vectors([*many, str(document)], known.embedder.identity)[str(document)]
        assert (found, matrix.shape) == ([passage], (1, 64))
