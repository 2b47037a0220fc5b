"""What is asked about a talk: what the speaker counts off, what changed his mind, and what the audience asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.build import assistant_from, ingest, open_knowledge
from assistant.settings import load_settings
from assistant.types import Answer
from tests.conftest import write

TURNS = (
    "Imke Solberg: Welcome. I am your moderator, and our speaker tonight is Caio Bertolini, on co-promotion.",
    "Caio Bertolini: I bring three lessons from co-promotion with two sales forces.",
    "Caio Bertolini: Lesson one. A visit is not a visit until both sides count it in the same way.",
    "Caio Bertolini: Lesson two. The first position in a visit is worth twice as much as the second.",
    "Caio Bertolini: Lesson three. Printed materials are planned half a year ahead.",
    "Caio Bertolini: I used to tell teams to settle samples in five days. My figures were against me. I now say ten.",
    "Imke Solberg: I grant you that samples are a world of their own. Are there questions?",
    "Priscilla Ardenne: Who pays for samples that are returned? And who counts them?",
    "Caio Bertolini: Whoever ordered them pays.",
)
TALK = "WEBVTT\n\n" + "\n\n".join(
    f"00:{at:02}:00.000 --> 00:{at:02}:30.000\n<v {who}>{said}"
    for at, (who, said) in enumerate(turn.split(": ", 1) for turn in TURNS)
)
LADDER = (
    "# Escalation\n\n## The ladder\n\n| Step | Who |\n|---|---|\n| 1 | Functional leads |\n| 2 | Alliance managers |\n"
    "| 3 | The committee |\n\n## Going up faster\n\nGo straight to step 3 when one of these is true:\n\n"
    "1. Patients are affected, whatever the ladder says.\n2. A date is near.\n"
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("talks")
    write(folder / "files", {"talks/co-promotion.vtt": TALK + "\n", "playbooks/escalation.md": LADDER})
    settings = load_settings(data=folder / "data")
    ingest(settings, folder / "files", lambda *_: None, lambda _: None)
    with open_knowledge(settings) as knowledge:
        yield assistant_from(knowledge, settings)


def said(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


async def test_what_a_speaker_counts_off_comes_item_by_item(assistant: Assistant) -> None:
    answer = await assistant.ask("What were Caio Bertolini's three lessons from co-promotion?")
    assert [quote[: len("Lesson one")] for quote in said(answer)] == ["Lesson one", "Lesson two", "Lesson thr"]


async def test_what_used_to_be_said_comes_with_what_is_said_now(assistant: Assistant) -> None:
    answer = await assistant.ask("How many days for samples did Caio Bertolini use to tell teams?")
    assert any("five days" in quote and "I now say ten" in quote for quote in said(answer))


async def test_what_somebody_asked_is_answered_by_the_questions(assistant: Assistant) -> None:
    answer = await assistant.ask("What did Priscilla Ardenne ask about samples?")
    assert "Who pays for samples that are returned?" in "\n".join(said(answer))
    assert {citation.speaker for citation in answer.citations} == {"Priscilla Ardenne"}


async def test_the_list_under_the_heading_asked_for_goes_first(assistant: Assistant) -> None:
    answer = await assistant.ask("List all steps of the escalation ladder.")
    assert answer.text.startswith("The ladder:\n- Step: 1; Who: Functional leads\n")
