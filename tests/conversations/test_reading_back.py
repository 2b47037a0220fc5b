"""A kept answer shows its reader nothing of a document that the reader may not see now."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from assistant.answering.quoting import whole
from assistant.answering.reshaping import with_sentences
from assistant.conversations import Conversations
from assistant.conversations.history import history_of, last_answer
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.opened import OpenDocument, open_documents
from assistant.knowledge.recording import (
    DocumentRecord,
    SourceRecord,
    known_files,
    put_source,
    remove_source,
    source_key,
)
from assistant.retrieval.ranked import RankedPassage
from assistant.types import Answer, Citation, Filters, Sentence, Viewer
from loaders.document import Facets

FOLDER = Path("/notes")
AUDIENCES = ["public", "internal", "restricted"]
FRUITS = ["papaya", "quince", "mango", "lychee"]  # what their papers are called by
ANIMALS = ["walrus", "otter", "heron", "badger"]
FILES = [f"note-{number}.md" for number in range(len(ANIMALS))]
EVERYONE = Viewer()

# What a file holds: whose note, what it is called by, and for whom.
Notes = dict[str, tuple[str, str, str]]
audiences = st.sampled_from(AUDIENCES)
libraries = st.lists(audiences, min_size=len(FILES), max_size=len(FILES)).map(
    lambda listed: dict(zip(FILES, zip(ANIMALS, FRUITS, listed, strict=True), strict=True))
)
# What becomes of a file: it is left as it is, removed, called otherwise, or holds some note for somebody.
unchanged = st.just(["kept"] * len(FILES))
changes = unchanged | st.lists(
    st.one_of(
        st.sampled_from(["kept", "removed", "renamed"]),
        st.tuples(st.sampled_from(ANIMALS), st.sampled_from(FRUITS), audiences),
    ),
    min_size=len(FILES),
    max_size=len(FILES),
)
viewers = st.one_of(st.just(EVERYONE), st.frozensets(audiences, min_size=1).map(lambda party: Viewer((party,))))


def changed(before: Notes, how: Sequence[str | tuple[str, str, str]]) -> Notes:
    after: Notes = {}
    for name, to in zip(FILES, how, strict=True):
        animal, fruit, audience = before[name]
        if isinstance(to, tuple):
            after[name] = to
        elif to != "removed":
            after[name] = (animal, fruit if to == "kept" else "untitled", audience)
    return after


def record(catalog: Catalog, files: Notes) -> None:
    """Have the catalog hold these notes and no others."""
    for name in known_files(catalog, FOLDER).keys() - files.keys():
        remove_source(catalog, source_key(FOLDER, name))
    for name, (animal, fruit, audience) in files.items():
        put(catalog, name, f"Notes\n\nThe {animal} chairs the committee.\n", f"{fruit} paper", audience)


def put(catalog: Catalog, name: str, text: str, title: str, audience: str) -> None:
    facets = Facets(title=title, kind="article", audience=audience)
    document = DocumentRecord(0, len(text), facets, "plain", [], [])
    put_source(catalog, SourceRecord(FOLDER, name, len(text), 0, text, "", text, [document]), {}, "words")


def visible(catalog: Catalog, viewer: Viewer) -> list[OpenDocument]:
    audiences = viewer.visible(catalog.audiences())
    listed = catalog.documents(audiences, Filters())
    return list(open_documents(catalog, [each.id for each in listed], audiences).values())


def citation(document: OpenDocument, number: int) -> Citation:
    """The document's one sentence."""
    start = document.start + document.text.index("The ")
    passage = document.passage(start, document.start + len(document.text.rstrip()))
    return whole(RankedPassage(passage, 1.0)).citation(number)


def telling(documents: Sequence[OpenDocument], draw: st.DataObject) -> Answer:
    """An answer that names what a writer could: a cited sentence what the answer cites, all else what could be seen."""
    titles = st.sampled_from(["", *(each.facets.title for each in documents)])
    cited = [citation(each, number) for number, each in enumerate(draw.draw(st.permutations(documents)), start=1)]
    cited = cited[: draw.draw(st.integers(0, len(cited)))]
    named = st.sampled_from(["", *(each.document for each in cited)])
    sentences = [
        Sentence(
            text=f"{each.quote} {draw.draw(named)}",
            citations=draw.draw(st.sampled_from([[each.number], [each.number, 1]])),
            verified=draw.draw(st.booleans()),
        )
        for each in cited
    ]
    opens: bool = draw.draw(st.booleans())
    if sentences and opens:
        sentences.insert(0, Sentence(text=f"As for {draw.draw(titles)}:", citations=[], verified=True))
    bare = Answer(
        id="",
        status="answered" if sentences else "not_found",
        question="Who chairs it?",
        standalone_question=f"Who chairs it ({draw.draw(titles)})?",
        text="",
        support=0.5,
        nearest=[] if sentences else [citation(each, 1) for each in documents],
        model="extractive",
        seconds=0.1,
    )
    if not sentences:
        return bare.model_copy(update={"text": f"Nothing mentions this; searched: {draw.draw(titles)}."})
    return with_sentences(
        bare, sentences, cited, [f"“{draw.draw(titles)}” is a draft."], apart=draw.draw(st.booleans())
    )


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    with closing(Catalog(tmp_path_factory.mktemp("catalog"))) as catalog:
        yield catalog


@seed(5)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=libraries, how=changes, asker=viewers, reader=viewers, draw=st.data())
def test_nothing_of_what_the_reader_may_not_see_is_read_back(
    catalog: Catalog,
    before: Notes,
    how: list[str | tuple[str, str, str]],
    asker: Viewer,
    reader: Viewer,
    draw: st.DataObject,
) -> None:
    record(catalog, before)
    conversations = Conversations(catalog)
    conversation_id = conversations.begin("somebody", "web")
    turn = conversations.ask(conversation_id, "somebody", "Who chairs it?", asker)
    conversations.answer(turn.id, telling(visible(catalog, asker), draw), [], asker, finished=True)
    record(catalog, changed(before, how))
    seen = "".join(f"{each.facets.title} {each.text}" for each in visible(catalog, reader))
    told = shown(conversations, conversation_id, reader)
    assert not [name for name in (*ANIMALS, *FRUITS) if name in told and name not in seen]


def shown(conversations: Conversations, conversation_id: str, viewer: Viewer) -> str:
    """A conversation as it is read back, and what of it is handed to the assistant with the next question."""
    read = conversations.conversation(conversation_id, "somebody", viewer)
    before = conversations.ask(conversation_id, "somebody", "And then?", viewer).before
    reader = conversations.reader(viewer)
    return f"{read.model_dump_json()} {history_of(before, reader)} {last_answer(before, reader)}"


SAID = "Notes\n\nThe walrus chairs the committee.\n"


@pytest.mark.parametrize(
    ("becomes", "stands", "changed_source"),
    [
        ((SAID, "papaya paper", "public"), True, None),
        ((f"A new preface.\n\n{SAID}", "papaya paper", "public"), True, None),
        ((SAID.replace("walrus", "otter"), "papaya paper", "public"), False, "papaya paper"),
        ((f"{SAID}\n{SAID}".replace("Notes", "New notes"), "papaya paper", "public"), False, "papaya paper"),
        ((SAID, "quince paper", "public"), False, "quince paper"),
        ((SAID, "papaya paper", "restricted"), False, None),
        (None, False, None),
    ],
    ids=["kept", "moved inside", "reworded", "ambiguous", "called otherwise", "hidden", "removed"],
)
def test_what_becomes_of_a_source_becomes_of_what_was_said_from_it(
    catalog: Catalog, becomes: tuple[str, str, str] | None, stands: bool, changed_source: str | None
) -> None:
    record(catalog, {})
    put(catalog, "walrus.txt", SAID, "papaya paper", "public")
    viewer = Viewer.cleared_for(["public", "internal"])
    conversations = Conversations(catalog)
    conversation_id = conversations.begin("somebody", "web")
    turn = conversations.ask(conversation_id, "somebody", "Who chairs it?", viewer)
    [document] = visible(catalog, viewer)
    bare = Answer(
        id=turn.id,
        status="answered",
        question="Who chairs it?",
        standalone_question="Who chairs the committee?",
        text="",
        model="extractive",
        seconds=0.1,
    )
    said = Sentence(text="The walrus chairs the committee.", citations=[1], verified=True)
    given = with_sentences(bare, [said], [citation(document, 1)], [], apart=False)
    conversations.answer(turn.id, given, [], viewer, finished=True)
    if becomes:
        put(catalog, "walrus.txt", *becomes)
    else:
        record(catalog, {})
    [read] = conversations.conversation(conversation_id, "somebody", viewer).turns
    assert read.answer
    assert [each.text for each in read.answer.sentences] == ([said.text] if stands else [])
    assert [each.document for each in read.changed] == ([changed_source] if changed_source else [])
    assert read.complete == stands
    for each in read.answer.citations:
        [now] = visible(catalog, viewer)
        assert now.slice(each.start, each.end) == each.quote
    if stands:
        assert read.answer.text == given.text
    else:
        words = "of this answer have changed; ask again." if changed_source else "do not answer this."
        assert (read.answer.status, read.answer.text) == ("not_found", f"The sources {words}")
