"""Questions inside a conversation: kept before they are answered, understood from those before, checked on the way."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.build import Knowledge, assistant_from
from assistant.conversations import Conversations
from assistant.conversations.history import history_of
from assistant.conversing import Conversing
from assistant.errors import NotKnown, UsageError
from assistant.settings import Settings
from assistant.types import Answer, Found, Viewer, Wrote
from tests.conftest import Library, write

ANIMALS = ["walrus", "otter", "heron"]
EVERYONE = Viewer()
PUBLIC = Viewer.cleared_for(["public"])


def note(animal: str, audience: str = "internal") -> str:
    head = f"title: The {animal} paper\naudience: {audience}\npartners: [{animal.title()} Inc]"
    return f"---\n{head}\n---\n# Notes\n\nThe {animal} committee is chaired by {animal.title()} Smith.\n"


@dataclass(frozen=True)
class Held:
    """What is known, and a conversation to be held about it."""

    knowledge: Knowledge
    conversing: Conversing
    conversations: Conversations

    async def ask(self, question: str, conversation_id: str | None = None, viewer: Viewer = EVERYONE) -> Answer:
        return await self.conversing.ask(question, viewer, owner="ann", place="web", conversation_id=conversation_id)


@contextmanager
def holding(library: Library) -> Iterator[Held]:
    with library.open() as knowledge:
        conversations = Conversations(knowledge.catalog)
        assistant = assistant_from(knowledge, Settings(data=library.data, rerank=False))
        yield Held(knowledge, Conversing(assistant, conversations), conversations)


@pytest.fixture
def known(library: Library, folder: Path) -> Library:
    write(folder, {f"{animal}.md": note(animal) for animal in ANIMALS})
    library.sync(folder)
    return library


@pytest.fixture
def held(known: Library) -> Iterator[Held]:
    with holding(known) as held:
        yield held


async def test_what_is_asked_first_begins_a_conversation_and_what_follows_is_understood_from_it(held: Held) -> None:
    first = await held.ask("Who chairs the walrus committee?")
    assert first.conversation_id
    second = await held.ask("Who chairs it?", first.conversation_id)
    assert "walrus" in second.standalone_question
    read = held.conversations.conversation(first.conversation_id, "ann", EVERYONE)
    assert [turn.answer for turn in read.turns] == [first, second]
    assert [(turn.id, turn.finished, turn.complete) for turn in read.turns] == [
        (first.id, True, True),
        (second.id, True, True),
    ]
    assert (read.place, read.title) == ("web", "Who chairs the walrus committee?")


async def test_what_cannot_be_asked_is_not_kept(held: Held) -> None:
    with pytest.raises(UsageError):
        await held.ask("  ")
    with pytest.raises(NotKnown):
        await held.ask("Who chairs?", "no-such-conversation")
    assert held.conversations.listed(None) == []


async def test_a_reshaping_request_reshapes_the_last_answer(held: Held) -> None:
    asked = await held.ask("Who chairs the walrus committee?")
    again = await held.ask("As a list, please", asked.conversation_id)
    assert again.text == f"- {asked.text}"
    assert again.citations == asked.citations
    assert (again.question, again.standalone_question) == ("As a list, please", asked.standalone_question)
    assert again.id != asked.id


async def test_a_reshaping_request_with_nothing_to_reshape_is_a_question(held: Held) -> None:
    assert (await held.ask("Shorter")).question == "Shorter"


async def test_two_questions_at_once_are_both_kept_in_the_order_they_came(held: Held) -> None:
    first = await held.ask("Who chairs the walrus committee?")
    answers = await asyncio.gather(
        *(held.ask(f"Who chairs the {each} committee?", first.conversation_id) for each in 3 * ANIMALS)
    )
    assert first.conversation_id
    read = held.conversations.conversation(first.conversation_id, "ann", EVERYONE)
    assert {turn.id for turn in read.turns} == {first.id, *(each.id for each in answers)}
    assert [turn.asked for turn in read.turns] == sorted(turn.asked for turn in read.turns)


async def test_an_answer_that_is_stopped_is_kept_as_far_as_it_had_come(held: Held) -> None:
    stream = held.conversing.stream("Who chairs the walrus committee?", EVERYONE, owner="ann", place="web")
    async with aclosing(stream) as events:
        wrote = await anext(event async for event in events if isinstance(event, Wrote))
    [listed] = held.conversations.listed("ann")
    [turn] = held.conversations.conversation(listed.id, "ann", EVERYONE).turns
    assert not turn.finished
    assert turn.answer
    assert turn.answer.sentences == [wrote.sentence]
    assert turn.answer.citations == wrote.citations


async def test_an_answer_that_is_stopped_before_its_first_sentence_is_a_question_without_one(held: Held) -> None:
    stream = held.conversing.stream("Who chairs the walrus committee?", EVERYONE, owner="ann", place="web")
    async with aclosing(stream) as events:
        async for event in events:
            assert isinstance(event, Found)
            break
    [listed] = held.conversations.listed("ann")
    [turn] = held.conversations.conversation(listed.id, "ann", EVERYONE).turns
    assert (turn.question, turn.finished, turn.answer) == ("Who chairs the walrus committee?", False, None)
    later = await held.ask("Who chairs the otter committee?", listed.id)
    assert later.status == "answered"


async def test_keeping_a_turn_does_not_have_what_is_known_read_again(held: Held) -> None:
    version = held.knowledge.catalog.version()
    asked = await held.ask("Who chairs the walrus committee?")
    held.conversations.give_feedback(asked.id, "ann", "up")
    assert held.knowledge.catalog.version() == version


async def test_an_answer_of_earlier_is_checked_before_it_is_understood_from(known: Library, folder: Path) -> None:
    with holding(known) as held:
        asked = await held.ask("Who chairs the walrus committee?")
        assert "Walrus Smith" in asked.text
    write(folder, {"otter.md": note("otter", "public"), "walrus.md": note("walrus", "restricted")})
    known.sync(folder)
    with holding(known) as held:
        assert asked.conversation_id
        follow_up = await held.ask("What does she chair?", asked.conversation_id, PUBLIC)
        assert "Walrus Smith" not in follow_up.model_dump_json()
        shorter = await held.ask("Shorter", asked.conversation_id, PUBLIC)
        assert "Walrus Smith" not in shorter.model_dump_json()
        before = held.conversations.ask(asked.conversation_id, "ann", "?", PUBLIC).before
        assert "Walrus Smith" not in str(history_of(before, held.conversations.reader(PUBLIC)))


KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from assistant.conversations import Conversations
from assistant.knowledge.catalog import Catalog
from assistant.types import Viewer

conversations = Conversations(Catalog(Path(sys.argv[1])))
turn = conversations.ask(sys.argv[2], "ann", "Who chairs the otter committee?", Viewer())
os.kill(os.getpid(), signal.SIGKILL)
"""


async def test_a_process_that_is_killed_while_it_answers_loses_that_answer_alone(known: Library) -> None:
    with holding(known) as held:
        asked = await held.ask("Who chairs the walrus committee?")
    assert asked.conversation_id
    died = subprocess.run([sys.executable, "-c", KILLED, known.data, asked.conversation_id], check=False)
    assert died.returncode == -signal.SIGKILL
    with holding(known) as held:
        later = await held.ask("Who chairs it?", asked.conversation_id)
        turns = held.conversations.conversation(asked.conversation_id, "ann", EVERYONE).turns
    assert [(turn.answer and turn.answer.id, turn.finished) for turn in turns] == [
        (asked.id, True),
        (None, False),
        (later.id, True),
    ]
