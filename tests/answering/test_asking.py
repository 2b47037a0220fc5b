"""Answers: what a person relies on, over real indexes and the shipped model."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.build import assistant_from, ingest, open_knowledge
from assistant.errors import UsageError
from assistant.settings import load_settings
from assistant.types import Filters, Finished, Found, Turn, Viewer, Wrote
from tests.conftest import write

FILES = {
    "playbooks/escalation.md": "# Escalation\n\nAn issue stays at working level for ten business days.\n\n"
    "After that the alliance managers take it to the steering committee.\n",
    "interviews/danso.md": "---\ntitle: Talk with Rafiq Danso\ndate: 2024-10-08\npeople: [Rafiq Danso (guest)]\n---\n\n"
    "Q: How long should an issue stay at working level?\n\nA: Five days are enough at working level.\n",
    "notes/copy.txt": "An issue stays at working level for ten business days.\n",
    "agreements/heron.md": "---\naudience: partner:vessandra\n---\n\n# Heron Agreement\n\n"
    "The royalty rate for Heron is eleven per cent of net sales.\n",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("asking")
    write(folder / "files", FILES)
    settings = load_settings(data=folder / "data")
    ingest(settings, folder / "files", lambda *_: None, lambda _: None)
    with open_knowledge(settings) as knowledge:
        yield assistant_from(knowledge, settings)


async def test_every_sentence_carries_a_verbatim_quote(assistant: Assistant) -> None:
    answer = await assistant.ask("How long does an issue stay at working level?")
    assert answer.status == "answered"
    assert answer.sentences
    for sentence, citation in zip(answer.sentences, answer.citations, strict=True):
        assert sentence.verified
        assert sentence.citations == [citation.number]
        assert FILES[citation.source][citation.start : citation.end] == citation.quote
        assert f"{sentence.text} [{citation.number}]" in answer.text


async def test_what_two_sources_say_in_the_same_words_is_said_once(assistant: Assistant) -> None:
    answer = await assistant.ask("How long does an issue stay at working level?")
    assert answer.text.count("ten business days") == 1


async def test_who_said_it_and_when_stands_in_the_sentence(assistant: Assistant) -> None:
    answer = await assistant.ask("How long should an issue stay at working level?", filters=Filters(kind="interview"))
    assert "Rafiq Danso (2024-10-08): “Five days are enough at working level.”" in answer.text


async def test_events_come_in_order_and_the_last_is_the_answer(assistant: Assistant) -> None:
    events = [event async for event in assistant.stream("How long does an issue stay at working level?")]
    assert isinstance(events[0], Found)
    assert all(isinstance(event, Wrote) for event in events[1:-1])
    assert isinstance(events[-1], Finished)
    assert [event.sentence for event in events[1:-1] if isinstance(event, Wrote)] == list(events[-1].answer.sentences)


@pytest.mark.parametrize(
    "question",
    ["What is the boiling point of mercury at sea level?", "Who won the football match on Saturday night?"],
)
async def test_what_no_source_says_is_not_answered(assistant: Assistant, question: str) -> None:
    answer = await assistant.ask(question)
    assert answer.status == "not_found"
    assert not answer.citations
    assert answer.nearest


async def test_a_name_that_nobody_mentions_is_named_as_such(assistant: Assistant) -> None:
    answer = await assistant.ask("How long does an issue stay at working level with Zorblatt?")
    assert (answer.status, answer.text) == (
        "not_found",
        "The sources do not answer this: nothing in them mentions Zorblatt.",
    )


async def test_a_viewer_learns_nothing_of_what_it_may_not_see(assistant: Assistant) -> None:
    question = "What is the royalty rate for Heron?"
    assert "eleven per cent" in (await assistant.ask(question, Viewer.cleared_for(["partner:vessandra"]))).text
    outside = await assistant.ask(question, Viewer.cleared_for(["internal"]))
    assert outside.status == "not_found"
    assert "eleven" not in outside.model_dump_json()
    assert "heron.md" not in outside.model_dump_json()


async def test_both_parties_must_be_cleared(assistant: Assistant) -> None:
    together = Viewer((frozenset({"internal", "partner:vessandra"}), frozenset({"internal"})))
    assert (await assistant.ask("What is the royalty rate for Heron?", together)).status == "not_found"


async def test_a_follow_up_is_understood_from_the_thread(assistant: Assistant) -> None:
    history = [Turn(question="How long does an issue stay at working level?", answer="Ten business days.")]
    answer = await assistant.ask("And who takes it after that?", history=history)
    assert "working level" in answer.standalone_question
    assert answer.question == "And who takes it after that?"
    assert "alliance managers" in answer.text


@pytest.mark.parametrize(("question", "says"), [("  ", "empty"), ("why " * 25_000, "100,000 characters")])
async def test_a_question_that_cannot_be_asked_is_refused_in_one_line(
    assistant: Assistant, question: str, says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        await assistant.ask(question)
