"""An answer is written of what is known when it is written, be it other than when its passages were found."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.build import Knowledge, assistant_from
from assistant.knowledge.folder import scan_folder
from assistant.knowledge.sync import sync_folder
from assistant.settings import load_settings
from assistant.types import Answer, Found, Viewer
from tests.conftest import WORKERS, Library, write
from tests.models.behaviours import says
from tests.models.server import serving

NOTE = "internal/otter.md"
AGREEMENT, AMENDMENT = "internal/agreements/bramble.md", "internal/agreements/amendment.md"
CLAUSE = "Either party may end the bramble alliance with sixty days of notice."
CHANGED = "Either party may end the bramble alliance with ninety days of notice."


def agreement(title: str, clause: str, amends: str = "") -> str:
    facets = f"title: {title}\nkind: agreement\npartners: [Bramble Works Inc]\ndate: 2024-0{2 if amends else 1}-01\n"
    named = f"This amendment changes the {amends}. Section 4 is replaced: " if amends else ""
    return f"---\n{facets}---\n# {title}\n\n## 4. Term\n\n{named}{clause}\n"


def known(library: Library, folder: Path) -> None:
    write(
        folder,
        {
            NOTE: "# Otter\n\nThe otter alliance is led by Ilse Brandvold from Oslo.\n",
            "internal/heron.md": "# Heron\n\nThe heron alliance is led by Rafiq Danso from Accra.\n",
            AGREEMENT: agreement("Bramble Agreement", CLAUSE),
            AMENDMENT: agreement("First Amendment", CHANGED, "Bramble Agreement"),
        },
    )
    library.sync(folder)


def deleted(folder: Path, file: str) -> None:
    (folder / file).unlink()


def rewritten(folder: Path, file: str) -> None:
    write(folder, {file: "# Otter\n\nNothing has been settled so far.\n"})


def moved_out_of_sight(folder: Path, file: str) -> None:
    target = folder / file.replace("internal", "restricted")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(folder / file, target)


Change = Callable[[Path, str], None]
CHANGES: list[Change] = [deleted, rewritten, moved_out_of_sight]


def synced(knowledge: Knowledge, folder: Path) -> None:
    """What the service does with a folder while questions are under way."""
    sync_folder(scan_folder(folder), knowledge.catalog, knowledge.embedder, WORKERS)
    knowledge.indexes.catch_up()


async def answered(assistant: Assistant, question: str, change: Callable[[], None]) -> tuple[Found, Answer]:
    """The answer to a question during which something is changed as soon as its passages are found."""
    events = assistant.stream(question, Viewer((frozenset(["internal"]),)))
    found = await anext(events)
    assert isinstance(found, Found)
    change()
    *_, finished = [event async for event in events]
    answer: Answer = finished.answer  # type: ignore[union-attr]
    return found, answer


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(
    ("model", "grounding"), [("extractive", "strict"), ("openai:scripted", "strict"), ("openai:scripted", "mark")]
)
async def test_what_is_gone_when_the_answer_is_written_is_not_in_it(
    library: Library, folder: Path, change: Change, model: str, grounding: str
) -> None:
    known(library, folder)
    async with serving(says("The otter alliance is led by Ilse Brandvold from Oslo. [1]")) as server:
        with library.open() as knowledge:
            settings = load_settings(
                data=library.data, rerank=False, model=model, model_url=server.url, grounding=grounding
            )

            def changed() -> None:
                change(folder, NOTE)
                synced(knowledge, folder)

            assistant = assistant_from(knowledge, settings)
            found, answer = await answered(assistant, "Who leads the otter alliance?", changed)
    assert any("Ilse Brandvold" in hit.text for hit in found.passages)
    assert answer.status in ("answered", "not_found")
    assert "Brandvold" not in answer.model_dump_json()


@pytest.mark.parametrize(("file", "gone", "left"), [(AGREEMENT, CLAUSE, CHANGED), (AMENDMENT, CHANGED, CLAUSE)])
@pytest.mark.parametrize("change", CHANGES)
async def test_what_is_left_of_an_agreement_and_its_amendment_answers(
    library: Library, folder: Path, change: Change, file: str, gone: str, left: str
) -> None:
    known(library, folder)
    with library.open() as knowledge:
        assistant = assistant_from(knowledge, load_settings(data=library.data, rerank=False))

        def changed() -> None:
            change(folder, file)
            synced(knowledge, folder)

        question = "With how many days of notice may a party end the bramble alliance?"
        _, answer = await answered(assistant, question, changed)
    assert answer.status == "answered"
    assert left in answer.text
    assert gone not in answer.model_dump_json()
