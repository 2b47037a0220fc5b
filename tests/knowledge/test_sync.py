import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.knowledge.sync import SyncReport
from assistant.types import Viewer
from tests.conftest import Library, WordEmbedder, write

WALRUS = "# Chair\n\nThe walrus chairs the committee.\n"
OTTER = "# Amendment\n\nThe otter signs the amendment.\n"


@dataclass(frozen=True)
class Case:
    """What a person does to a folder with `walrus.md` and `otter.md`, what the sync reports, and where words are."""

    act: Callable[[Path], object]
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 2
    removed: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    found: dict[str, list[str]] = field(default_factory=dict)


def replace_walrus(folder: Path, put: Callable[[Path], object]) -> None:
    (folder / "walrus.md").unlink()
    put(folder / "walrus.md")


CASES = {
    "nothing": Case(lambda folder: None, found={"walrus": ["walrus.md"], "otter": ["otter.md"]}),
    "adds a file": Case(
        lambda folder: write(folder, {"sub/heron.md": "The heron owns the pilot."}),
        added=["sub/heron.md"],
        found={"heron": ["sub/heron.md"], "walrus": ["walrus.md"]},
    ),
    "changes a file": Case(
        lambda folder: write(folder, {"walrus.md": WALRUS.replace("walrus", "badger")}),
        changed=["walrus.md"],
        unchanged=1,
        found={"walrus": [], "badger": ["walrus.md"]},
    ),
    "touches a file": Case(lambda folder: os.utime(folder / "walrus.md", (1, 1)), found={"walrus": ["walrus.md"]}),
    "renames a file": Case(
        lambda folder: (folder / "walrus.md").rename(folder / "chair.md"),
        added=["chair.md"],
        unchanged=1,
        removed=["walrus.md"],
        found={"walrus": ["chair.md"]},
    ),
    "deletes a file": Case(
        lambda folder: (folder / "walrus.md").unlink(),
        unchanged=1,
        removed=["walrus.md"],
        found={"walrus": [], "otter": ["otter.md"]},
    ),
    "clears a file for a partner": Case(
        lambda folder: write(folder, {"walrus.md": f"---\naudience: partner:acme\n---\n{WALRUS}"}),
        changed=["walrus.md"],
        unchanged=1,
        found={"walrus": ["walrus.md"]},
    ),
    "clears a folder for a partner": Case(
        lambda folder: write(folder, {"_folder.toml": 'audience = "partner:acme"'}),
        changed=["otter.md", "walrus.md"],
        unchanged=0,
        found={"walrus": ["walrus.md"], "otter": ["otter.md"]},
    ),
    "empties a file": Case(
        lambda folder: write(folder, {"walrus.md": ""}),
        unchanged=1,
        failed=["walrus.md"],
        found={"walrus": ["walrus.md"]},
    ),
    "breaks a file": Case(
        lambda folder: write(folder, {"walrus.md": f"---\nkind: novel\n---\n{WALRUS}"}),
        unchanged=1,
        failed=["walrus.md"],
        found={"walrus": ["walrus.md"]},
    ),
    "turns a file into a link out of the folder": Case(
        lambda folder: replace_walrus(folder, lambda path: path.symlink_to("/etc/hostname")),
        unchanged=1,
        failed=["walrus.md"],
        found={"walrus": ["walrus.md"]},
    ),
    "turns a file into a folder": Case(
        lambda folder: replace_walrus(folder, lambda path: write(path, {"inner.md": WALRUS})),
        added=["walrus.md/inner.md"],
        unchanged=1,
        removed=["walrus.md"],
        found={"walrus": ["walrus.md/inner.md"]},
    ),
    "adds what cannot be loaded": Case(
        lambda folder: write(folder, {"song.mp3": b"ID3", "paper.pdf": b"not a pdf", "heron.md": "The heron nests."}),
        added=["heron.md"],
        failed=["paper.pdf", "song.mp3"],
        found={"heron": ["heron.md"], "walrus": ["walrus.md"]},
    ),
}


@pytest.fixture
def known(library: Library, folder: Path, embedder: WordEmbedder) -> Library:
    write(folder, {"walrus.md": WALRUS, "otter.md": OTTER})
    library.sync(folder)
    embedder.embedded.clear()
    return library


@pytest.mark.parametrize("person", CASES)
def test_a_sync_follows_what_a_person_does(known: Library, folder: Path, person: str) -> None:
    case = CASES[person]
    case.act(folder)
    report = known.sync(folder)
    assert (report.added, report.changed, report.unchanged, report.removed, sorted(report.failed)) == (
        case.added,
        case.changed,
        case.unchanged,
        case.removed,
        case.failed,
    )
    assert {word: known.saying(word) for word in case.found} == case.found


@pytest.mark.parametrize("person", [name for name, case in CASES.items() if "walrus.md" not in case.failed])
def test_a_synced_folder_is_known_as_if_for_the_first_time(
    known: Library, folder: Path, tmp_path: Path, person: str
) -> None:
    CASES[person].act(folder)
    known.sync(folder)
    fresh = Library(tmp_path / "fresh", WordEmbedder())
    fresh.sync(folder)
    assert known.tables() == fresh.tables()


def test_a_failed_file_is_reported_until_it_is_mended(known: Library, folder: Path) -> None:
    write(folder, {"walrus.md": ""})
    assert [known.sync(folder).failed.keys() for _ in range(2)] == [{"walrus.md"}] * 2
    write(folder, {"walrus.md": WALRUS})
    assert known.sync(folder) == SyncReport(str(folder), unchanged=2)


def test_an_unchanged_file_is_not_read_again(known: Library, folder: Path) -> None:
    path = folder / "walrus.md"
    before = path.stat()
    path.write_bytes(b"\x00" * before.st_size)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert known.sync(folder) == SyncReport(str(folder), unchanged=2)


@pytest.mark.parametrize("person", ["nothing", "touches a file", "renames a file", "clears a file for a partner"])
def test_a_text_that_is_known_is_not_embedded_again(
    known: Library, folder: Path, embedder: WordEmbedder, person: str
) -> None:
    CASES[person].act(folder)
    known.sync(folder)
    assert embedder.embedded == []


def test_a_changed_paragraph_is_the_only_one_embedded(library: Library, folder: Path, embedder: WordEmbedder) -> None:
    text = (
        "# Playbook\n\n## Launch\n\nInvite the walrus.\n\n## Review\n\nAsk the otter.\n\n## Close\n\nThank the heron.\n"
    )
    write(folder, {"playbook.md": text})
    library.sync(folder)
    embedder.embedded.clear()
    write(folder, {"playbook.md": text.replace("Ask the otter.", "Ask the badger, and then the otter.")})
    library.sync(folder)
    [embedded] = embedder.embedded
    assert "Ask the badger" in embedded
    assert library.saying("heron") == ["playbook.md"]


def test_folders_with_files_of_the_same_name_do_not_collide(library: Library, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    write(folder, {"note.md": WALRUS})
    write(other, {"note.md": OTTER})
    library.sync(folder)
    library.sync(other)
    assert library.saying("walrus") == library.saying("otter") == ["note.md"]
    (folder / "note.md").unlink()
    write(folder, {"new.md": "A heron."})
    library.sync(folder)
    assert (library.saying("walrus"), library.saying("otter")) == ([], ["note.md"])


def test_the_vectors_of_dropped_text_are_gone(known: Library, folder: Path) -> None:
    (folder / "walrus.md").unlink()
    write(folder, {"otter.md": OTTER.replace("otter", "badger")})
    known.sync(folder)
    [(digest, *_)] = known.tables()["vectors"]
    [passage] = known.tables()["passages"]
    assert digest in passage


def test_a_file_that_changes_audience_leaves_the_indexes_of_the_old_one(known: Library, folder: Path) -> None:
    for name in ("walrus.md", "otter.md"):
        (folder / name).write_text("---\naudience: public\n---\n" + (folder / name).read_text())
    known.sync(folder)
    with known.open() as knowledge:
        vectors, model = knowledge.indexes.vectors, known.embedder.identity
        assert vectors.audiences(model) == ["public"]
        assert len(vectors.ids("public", model)) == len(knowledge.indexes.lexical.ids("public")) == 2
        assert knowledge.indexes.lexical.ids("internal") == set()
    assert known.saying("walrus", Viewer.cleared_for(["internal"])) == []
    assert known.saying("walrus", Viewer.cleared_for(["public"])) == ["walrus.md"]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda folder: [path.unlink() for path in folder.iterdir()], "empty; nothing was loaded and nothing removed"),
        (lambda folder: folder.rename(folder.with_name("elsewhere")), "no such folder"),
    ],
    ids=["emptied", "moved away"],
)
def test_a_folder_that_is_not_there_forgets_nothing(
    known: Library, folder: Path, act: Callable[[Path], object], said: str
) -> None:
    before = known.tables()
    act(folder)
    with pytest.raises(UsageError, match=said):
        known.sync(folder)
    assert known.tables() == before


def test_a_document_is_found_by_every_name_of_what_it_is_about(library: Library, folder: Path) -> None:
    write(folder, {"note.md": "---\npartners: [JD Health]\n---\nThe walrus waits.", "other.md": "Nobody waits."})
    write(folder, {"aliases.toml": '["JD Health"]\naliases = ["京东健康"]\n'})
    assert library.sync(folder).failed == {}
    assert library.search("京东健康")[0].passage.source == "note.md"
    write(folder, {"aliases.toml": "nonsense"})
    assert library.sync(folder).failed.keys() == {"aliases.toml"}
    assert library.search("京东健康")[0].passage.source == "note.md"
