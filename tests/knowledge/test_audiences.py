"""Nothing outside a viewer's audiences is found, quoted, named or hinted at."""

import asyncio
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from assistant.assistant import Assistant
from assistant.build import assistant_from
from assistant.knowledge.folder import scan_folder
from assistant.knowledge.lexical import Entry
from assistant.knowledge.sync import sync_folder
from assistant.retrieval.search import Search
from assistant.settings import Settings
from assistant.types import Answer, Filters, Hit, Viewer
from tests.conftest import WORKERS, Library, WordEmbedder, write

AUDIENCES = ["public", "internal", "restricted", "partner:acme"]
ANIMALS = ["walrus", "otter", "heron", "badger", "stoat", "marten", "lynx", "osprey"]

# For each animal, the audience of its document.
libraries = st.dictionaries(st.sampled_from(ANIMALS), st.sampled_from(AUDIENCES), min_size=1)
parties = st.lists(st.frozensets(st.sampled_from(AUDIENCES)), max_size=3).map(tuple)
questions = st.sampled_from(ANIMALS).flatmap(
    lambda animal: st.sampled_from(
        [f"Who says that the {animal} chairs the committee?", f"What does Ada {animal.title()} say?", "Who chairs it?"]
    )
)


def document(animal: str, audience: str) -> str:
    head = f"title: Notes of {animal}\naudience: {audience}\npeople: [Ada {animal.title()}]\npartners: [{animal} Inc]"
    return f"---\n{head}\n---\n# Notes\n\nAda {animal.title()} says that the {animal} chairs the committee.\n"


@seed(2)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cleared=libraries, present=parties, question=questions)
def test_only_what_every_party_is_cleared_for_is_shown(
    tmp_path: Path, cleared: dict[str, str], present: tuple[frozenset[str], ...], question: str
) -> None:
    with tempfile.TemporaryDirectory(dir=tmp_path) as root:
        library = Library(Path(root) / "data", WordEmbedder())
        write(Path(root) / "folder", {f"{animal}.md": document(animal, cleared[animal]) for animal in cleared})
        library.sync(Path(root) / "folder")
        hits, answer = shown(library, question, Viewer(present))
    hidden = {a for a in ANIMALS if not (present and all(cleared.get(a) in party for party in present))}
    places = json.dumps([*hits, *answer["citations"], *answer["nearest"]]).casefold()
    assert not {animal for animal in hidden if animal in places}
    unasked = {animal for animal in hidden if animal not in question.casefold()}
    assert not {animal for animal in unasked if animal in json.dumps(answer).casefold()}
    if len(hidden) < len(ANIMALS):
        assert hits
    else:
        assert (hits, answer["status"]) == ([], "not_found")


def shown(library: Library, question: str, viewer: Viewer) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The JSON of a search's hits and of an answer."""

    async def both(assistant: Assistant) -> tuple[list[Hit], Answer]:
        return await assistant.search(question, viewer), await assistant.ask(question, viewer)

    with library.open() as knowledge:
        hits, answer = asyncio.run(both(assistant_from(knowledge, Settings(data=library.data))))
    return [hit.model_dump(mode="json") for hit in hits], answer.model_dump(mode="json")


@pytest.fixture
def known(library: Library, folder: Path) -> Library:
    write(folder, {"walrus.md": document("walrus", "public"), "otter.md": document("otter", "restricted")})
    library.sync(folder)
    return library


def test_a_viewer_without_parties_sees_nothing(known: Library) -> None:
    hits, answer = shown(known, "Who chairs the committee?", Viewer(()))
    assert (hits, answer["status"], answer["nearest"]) == ([], "not_found", [])


def test_a_hidden_document_is_answered_about_as_if_it_did_not_exist(known: Library, folder: Path) -> None:
    public = Viewer.cleared_for(["public"])
    question = "What does Ada Otter say about the otter?"
    _, with_it = shown(known, question, public)
    (folder / "otter.md").unlink()
    known.sync(folder)
    _, without = shown(known, question, public)
    told = ("status", "text", "sentences", "citations", "nearest")
    assert {name: with_it[name] for name in told} == {name: without[name] for name in told}


def test_what_the_indexes_hold_against_the_catalog_reaches_nobody(known: Library) -> None:
    with known.open() as knowledge:
        indexes, model = knowledge.indexes, known.embedder.identity
        restricted = indexes.vectors.ids("restricted", model)
        ids = [*restricted, "no-such-passage"]
        indexes.vectors.add("public", model, ids, known.embedder.embed(["the otter chairs the committee"] * len(ids)))
        indexes.lexical.add(Entry(each, "nowhere", "public", "article", "the otter chairs") for each in ids)
    for viewer in (Viewer.cleared_for(["public"]), Viewer.cleared_for(["public", "internal"])):
        assert known.saying("otter", viewer) == []
        assert known.saying("walrus", viewer) == ["walrus.md"]
    assert {found.passage.source for found in known.search("otter")} == {"otter.md", "walrus.md"}


def test_a_document_that_was_moved_to_another_audience_is_hidden_before_the_indexes_know(
    known: Library, folder: Path
) -> None:
    write(folder, {"walrus.md": document("walrus", "restricted")})
    with known.open() as knowledge:
        search = Search(knowledge.catalog, knowledge.indexes, known.embedder)
        sync_folder(scan_folder(folder), knowledge.catalog, known.embedder, WORKERS)
        assert search.passages("walrus", Viewer.cleared_for(["public"]), Filters(), 10) == []
