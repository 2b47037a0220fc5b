"""Kept conversations: whose they are, how they are listed, judged and exported, and that what is deleted is gone."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.conversations import Conversations
from assistant.errors import NotKnown
from assistant.knowledge.backup import back_up, restore
from assistant.knowledge.catalog import FILE_NAME, Catalog
from assistant.types import Answer, Hit, Viewer

EVERYONE = Viewer()


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with closing(Catalog(tmp_path / "data")) as catalog:
        yield catalog


@pytest.fixture
def conversations(catalog: Catalog) -> Conversations:
    return Conversations(catalog)


def answer(question: str, text: str = "The sources do not answer this.") -> Answer:
    return Answer(
        id="",
        status="not_found",
        question=question,
        standalone_question=question,
        text=text,
        model="extractive",
        seconds=0.1,
    )


def exchange(
    conversations: Conversations, owner: str, question: str, conversation_id: str | None = None
) -> tuple[str, str]:
    """Ask and answer: the ids of the conversation and of the answer."""
    conversation_id = conversation_id or conversations.begin(owner, "web")
    turn = conversations.ask(conversation_id, owner, question, EVERYONE)
    hit = Hit(source="a.md", document="A", document_id="d", kind="article", start=3, end=9, text="walrus", score=1.0)
    conversations.answer(turn.id, answer(question), [hit], EVERYONE, finished=True)
    return conversation_id, turn.id


def test_a_conversation_is_there_for_its_owner_and_the_operator_alone(conversations: Conversations) -> None:
    mine, answered = exchange(conversations, "ann", "Who chairs?")
    assert conversations.conversation(mine, "ann", EVERYONE) == conversations.conversation(mine, None, EVERYONE)
    assert [each.id for each in conversations.listed("ann")] == [mine]
    assert conversations.listed("bob") == []
    for attempt in (
        lambda which, owner: conversations.conversation(which, owner, EVERYONE),
        lambda which, owner: conversations.ask(which, owner, "Why?", EVERYONE),
        lambda which, owner: conversations.rename(which, owner, "Mine"),
        lambda which, owner: conversations.delete(which, owner),
        lambda which, owner: conversations.give_feedback(answered if which == mine else which, owner, "up"),
    ):
        said = set()
        for which, owner in ((mine, "bob"), ("nothing", "bob"), ("nothing", None)):
            with pytest.raises(NotKnown) as caught:
                attempt(which, owner)
            said.add(str(caught.value))
        assert len(said) == 1
    [turn] = conversations.conversation(mine, "ann", EVERYONE).turns
    assert turn.feedback is None


def test_the_latest_is_listed_first_by_its_title_or_first_question(conversations: Conversations) -> None:
    one, _ = exchange(conversations, "ann", "Who chairs?")
    two, _ = exchange(conversations, "ann", "How long is the notice period, and " + "who " * 40)
    exchange(conversations, "ann", "And why?", one)
    conversations.rename(two, "ann", " Notice ")
    listed = conversations.listed("ann")
    assert [(each.title, each.turns) for each in listed] == [("Who chairs?", 2), ("Notice", 1)]
    conversations.rename(two, "ann", "")
    assert conversations.listed("ann")[1].title.endswith("who…")


def test_feedback_can_be_changed_and_is_one_of_each_owner(conversations: Conversations) -> None:
    conversation_id, answered = exchange(conversations, "ann", "Who chairs?")
    conversations.give_feedback(answered, "ann", "down", "The clause was amended. ")
    conversations.give_feedback(answered, "ann", "up")
    conversations.give_feedback(answered, None, "down", "Not the newest.")
    [turn] = conversations.conversation(conversation_id, "ann", EVERYONE).turns
    assert turn.feedback
    assert (turn.feedback.verdict, turn.feedback.reason) == ("up", "")
    [line] = conversations.exported()
    assert sorted((each["owner"], each["verdict"]) for each in line["feedback"]) == [
        ("ann", "up"),
        ("terminal", "down"),
    ]


def test_the_export_is_a_line_of_json_for_each_turn(conversations: Conversations) -> None:
    conversation_id, answered = exchange(conversations, "ann", "谁是主席？")
    exchange(conversations, "ann", "And why?", conversation_id)
    lines = [json.loads(json.dumps(each)) for each in conversations.exported()]
    assert [(each["conversation_id"], each["position"], each["question"]) for each in lines] == [
        (conversation_id, 1, "谁是主席？"),
        (conversation_id, 2, "And why?"),
    ]
    assert lines[0]["id"] == answered
    assert lines[0]["passages"] == [["d", 3, 9]]
    assert Answer.model_validate(lines[0]["answer"]) == answer("谁是主席？")


def test_what_is_deleted_is_in_no_file_any_more(conversations: Conversations, catalog: Catalog) -> None:
    secret, _ = exchange(conversations, "ann", "Does Project Walnut end in May?")
    conversations.give_feedback(exchange(conversations, "ann", "Walnut?", secret)[1], "ann", "down", "Walnut is over")
    kept, _ = exchange(conversations, "ann", "Who chairs?")
    assert any(b"Walnut" in file.read_bytes() for file in catalog.data.iterdir())
    conversations.delete(secret, "ann")
    assert not [file.name for file in catalog.data.iterdir() if b"Walnut" in file.read_bytes()]
    assert [each.id for each in conversations.listed(None)] == [kept]
    assert len(list(conversations.exported())) == 1


def test_an_answer_to_what_was_deleted_meanwhile_is_not_kept(conversations: Conversations) -> None:
    conversation_id = conversations.begin("ann", "web")
    turn = conversations.ask(conversation_id, "ann", "Who chairs?", EVERYONE)
    conversations.delete(conversation_id, "ann")
    conversations.answer(turn.id, answer("Who chairs?"), [], EVERYONE, finished=True)
    assert list(conversations.exported()) == []


def test_what_is_old_is_forgotten_when_another_conversation_is_begun(catalog: Catalog) -> None:
    exchange(Conversations(catalog), "ann", "Who chairs?")
    exchange(Conversations(catalog, days_kept=1), "bob", "Who chairs?")
    assert len(Conversations(catalog).listed(None)) == 2
    assert Conversations(catalog).forget_before(datetime.now(UTC) - timedelta(days=1)) == 0
    exchange(Conversations(catalog, days_kept=0), "eve", "Who chairs?")
    assert [each.owner for each in Conversations(catalog).listed(None)] == ["eve"]


def test_a_backup_carries_conversations_along(conversations: Conversations, catalog: Catalog, tmp_path: Path) -> None:
    conversation_id, _ = exchange(conversations, "ann", "Who chairs?")
    before = conversations.conversation(conversation_id, "ann", EVERYONE)
    back_up(catalog.data, tmp_path / "all.ally")
    restore(tmp_path / "all.ally", tmp_path / "elsewhere", replace=False)
    assert (tmp_path / "elsewhere" / FILE_NAME).exists()
    with closing(Catalog(tmp_path / "elsewhere")) as restored:
        assert Conversations(restored).conversation(conversation_id, "ann", EVERYONE) == before
