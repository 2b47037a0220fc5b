import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from assistant.build import examined
from assistant.errors import IndexDamaged
from assistant.knowledge.catalog import FILE_NAME
from assistant.knowledge.doctor import AudienceCount, examine
from assistant.knowledge.indexes import FOLDER, Indexes
from assistant.knowledge.lexical import Entry
from assistant.retrieval.search import Search
from assistant.settings import Settings
from assistant.types import Filters, Viewer
from tests.conftest import Ally, Library, write

Act = Callable[[Indexes], None]
PUBLIC = "---\naudience: public\n---\n"


@pytest.fixture
def known(library: Library, folder: Path) -> Library:
    write(folder, {f"note-{number}.md": f"The walrus signs paper {number}." for number in range(5)})
    write(folder, {"public.md": f"{PUBLIC}The otter is public."})
    library.sync(folder)
    return library


def take_from_vectors(indexes: Indexes) -> None:
    ids = sorted(indexes.vectors.ids("internal", indexes.model))
    indexes.vectors.remove("internal", indexes.model, ids[:2])


def take_from_lexical(indexes: Indexes) -> None:
    indexes.lexical.remove(sorted(indexes.lexical.ids("internal"))[:3])


def add_to_vectors(indexes: Indexes) -> None:
    indexes.vectors.add("public", indexes.model, ["stray"], np.full((1, 64), 0.125, dtype=np.float32))


def add_to_lexical(indexes: Indexes) -> None:
    indexes.lexical.add([Entry("stray", "nowhere", "public", "article", "stray")])


def add_to_an_unknown_audience(indexes: Indexes) -> None:
    indexes.lexical.add([Entry("stray", "nowhere", "team:gone", "article", "stray")])


HARMS: dict[str, tuple[Act, str]] = {
    "vectors lack some": (take_from_vectors, "vectors: 2 of 5 passages for internal are missing"),
    "words lack some": (take_from_lexical, "lexical: 3 of 5 passages for internal are missing"),
    "vectors have more": (add_to_vectors, "vectors: 1 passages for public are not in the catalog"),
    "words have more": (add_to_lexical, "lexical: 1 passages for public are not in the catalog"),
    "words of no audience": (add_to_an_unknown_audience, "lexical: 1 passages are of audiences not in the catalog"),
}


def test_a_sound_library_has_no_problems(known: Library) -> None:
    found = examined(Settings(data=known.data), repair=False)
    assert found.problems == []
    assert (found.sources, found.documents, found.passages) == (6, 6, 6)
    assert found.audiences == [AudienceCount("internal", 5, 5, 5), AudienceCount("public", 1, 1, 1)]
    assert found.bytes.keys() >= {"catalog.sqlite3", "indexes"}


@pytest.mark.parametrize("harm", HARMS)
def test_what_the_indexes_lack_or_have_too_much_is_counted_and_repaired(known: Library, harm: str) -> None:
    act, said = HARMS[harm]
    with known.open() as knowledge:
        act(knowledge.indexes)
        assert examine(knowledge.catalog, knowledge.indexes).problems == [said]
    assert examined(Settings(data=known.data), repair=True).problems == []
    assert known.saying("walrus") == [f"note-{number}.md" for number in range(5)]


@pytest.mark.parametrize("harm", HARMS)
def test_indexes_are_learned_anew_while_they_are_searched(known: Library, harm: str) -> None:
    act, _ = HARMS[harm]
    with known.open() as knowledge:
        act(knowledge.indexes)
        knowledge.indexes.start_over()
        search = Search(knowledge.catalog, knowledge.indexes, known.embedder)
        while knowledge.indexes.learn(2):
            assert search.passages("Is the otter public?", Viewer(), Filters(), 1)[0].passage.source == "public.md"
        assert examine(knowledge.catalog, knowledge.indexes).problems == []


@pytest.mark.parametrize(("part", "problems"), [("", 0), ("vectors", 2), ("lexical", 2)])
def test_a_part_of_the_indexes_that_is_deleted_is_built_again(known: Library, part: str, problems: int) -> None:
    shutil.rmtree(known.data / FOLDER / part)
    assert len(examined(Settings(data=known.data), repair=False).problems) == problems
    assert examined(Settings(data=known.data), repair=True).problems == []
    assert known.saying("walrus") == [f"note-{number}.md" for number in range(5)]


def test_a_passage_that_its_source_does_not_say_is_a_problem(known: Library) -> None:
    with known.open() as knowledge:
        with knowledge.catalog.writing() as connection:
            connection.exec_driver_sql("UPDATE sources SET text = replace(text, 'otter', 'marten')")
        assert examine(knowledge.catalog, knowledge.indexes).problems == [
            "catalog: 1 passages of public.md differ from its text"
        ]


def garble(path: Path) -> None:
    path.write_bytes(b"nonsense" * (path.stat().st_size // 8 + 1))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def spoil(path: Path) -> None:
    """Damage what is stored and leave the ends of the file, which say how it is laid out, as they are."""
    content = path.read_bytes()
    path.write_bytes(content[:4] + bytes(40) + content[44:])


def put_a_file_there(path: Path) -> None:
    shutil.rmtree(path)
    path.touch()


DAMAGES = {
    "vectors a file": ("vectors", put_a_file_there),
    "words' list garbled": ("lexical/meta.json", garble),
    "words' list cut": ("lexical/meta.json", cut),
    "words garbled": ("lexical/*.term", garble),
    "words cut": ("lexical/*.store", cut),
    "words spoilt": ("lexical/*.store", spoil),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_says_how_to_repair_it_and_is_repaired(known: Library, damage: str) -> None:
    pattern, harm = DAMAGES[damage]
    for part in list((known.data / FOLDER).glob(pattern)):
        harm(part)
    with pytest.raises(IndexDamaged, match=r"; rebuild it with: ally doctor --repair$") as caught:
        known.search("walrus")
    assert "\n" not in str(caught.value)
    assert examined(Settings(data=known.data), repair=True).problems == []
    assert known.saying("walrus") == [f"note-{number}.md" for number in range(5)]


def test_a_person_is_led_from_damage_to_repair(ally: Ally, folder: Path) -> None:
    write(folder, {"note.md": "The walrus chairs the joint steering committee."})
    assert ally.run("ingest", folder).returncode == 0
    garble(ally.data / FOLDER / "vectors" / "chroma.sqlite3")
    assert ally.fails("ask", "Who chairs?").endswith("; rebuild it with: ally doctor --repair")
    assert ally.run("doctor", "--repair").returncode == 0
    assert "walrus" in ally.run("ask", "Who chairs the joint steering committee?").stdout


def test_lost_vectors_are_reported(known: Library) -> None:
    with closing(sqlite3.connect(known.data / FILE_NAME)) as connection:
        connection.execute("DELETE FROM vectors WHERE digest IN (SELECT digest FROM vectors LIMIT 2)")
        connection.commit()
    with known.open() as knowledge:
        assert examine(knowledge.catalog, knowledge.indexes).problems == ["catalog: 2 passages have no vector"]
