"""Questions that one row of a table answers, or a line in which a document speaks of itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.build import assistant_from, ingest, open_knowledge
from assistant.settings import load_settings
from assistant.types import Viewer
from tests.conftest import write

OWNERS = """# Alliance owners

| Alliance | Partner | Owner | Deputy | Phase |
|---|---|---|---|---|
| Juniper | Calder Labs | Ines Moreau | Piotr Zelen | negotiation |
| Rowan | 海棠医药 (Haitang) | Piotr Zelen | Ines Moreau | launch |

## Former owners

| Alliance | Person | Until |
|---|---|---|
| Juniper | Dana Whitlock | May 2023 |

## Whom to ask

| Subject | Person |
|---|---|
| Slide templates | Ines Moreau |
"""
FILES = {
    "owners.md": OWNERS,
    "secret.md": "---\naudience: restricted\n---\n# Planned owners\n\n| Alliance | Owner |\n|---|---|\n"
    "| Juniper | Greta Hallam |\n| Alder | Greta Hallam |\n",
    "close-out.md": "---\nowner: Dana Whitlock\nkind: playbook\n---\n# Close-out checklist\n\n1. Tell the partner.\n"
    "2. Archive the minutes.\n3. Return the data.\n",
    "minutes.md": "---\nkind: minutes\n---\n# Juniper JSC minutes\n\nowner of the minutes is nobody in particular.\n\n"
    "The Juniper committee met and spoke about owners.\n",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("lookup")
    write(folder / "files", FILES)
    settings = load_settings(data=folder / "data")
    ingest(settings, folder / "files", lambda *_: None, lambda _: None)
    with open_knowledge(settings) as knowledge:
        yield assistant_from(knowledge, settings)


INTERNAL = Viewer.cleared_for(["internal"])


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("Who owns the Juniper alliance?", "Ines Moreau", "Whitlock"),
        ("Who runs Juniper?", "Ines Moreau", "Whitlock"),
        ("Juniper联盟的负责人是谁？", "Ines Moreau", "Whitlock"),
        ("Who is the deputy for Rowan?", "Ines Moreau", "negotiation"),
        ("Which phase is Rowan in?", "launch", "Juniper"),
        ("Who was the former owner of Juniper?", "Dana Whitlock", "Moreau"),
        ("Whom do I ask about slide templates?", "Ines Moreau", "Juniper"),
        ("Who owns our alliance with Calder Labs?", "Ines Moreau", "Rowan"),
        ("Who is the owner of the close-out checklist?", "owner: Dana Whitlock", "Archive"),
    ],
)
async def test_one_row_answers(assistant: Assistant, question: str, told: str, not_told: str) -> None:
    answer = await assistant.ask(question, INTERNAL)
    assert answer.status == "answered", answer.text
    assert told in answer.text
    assert not_told not in answer.text
    assert len(answer.citations) == 1


@pytest.mark.parametrize(
    "question", ["Who owns Alder?", "Who is the deputy for Alder?", "Who owns the Larkspur alliance?"]
)
async def test_a_row_that_is_not_there_or_not_to_be_seen_is_not_made_up(assistant: Assistant, question: str) -> None:
    answer = await assistant.ask(question, INTERNAL)
    assert answer.status == "not_found"
    assert "Hallam" not in answer.model_dump_json()


async def test_where_rows_differ_each_is_shown_with_its_document(assistant: Assistant) -> None:
    answer = await assistant.ask("Who owns the Juniper alliance?", Viewer.cleared_for(["internal", "restricted"]))
    assert "Alliance owners" in answer.text
    assert "Planned owners" in answer.text
