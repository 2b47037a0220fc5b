"""The table of what models do and what readers then get, in docs/grounding.md.

python -m tests.models.behaviours_table    writes the table anew
"""

import asyncio
import re
import tempfile
from pathlib import Path

from assistant.build import Knowledge, assistant_from, ingest, open_knowledge
from assistant.settings import Settings, load_settings
from assistant.types import Answer
from tests.conftest import write
from tests.models.behaviours import BEHAVIOURS, QUESTION, SOURCES, Behaviour
from tests.models.server import serving

DOCUMENT = Path(__file__).parents[2] / "docs" / "grounding.md"
BLOCK = re.compile(r"(<!-- behaviours -->\n).*?(<!-- behaviours end -->)", re.DOTALL)
HEAD = "| The model | With `strict` the reader gets | With `mark` |\n|---|---|---|\n"


async def answers(behaviour: Behaviour, knowledge: Knowledge, settings: Settings) -> tuple[Answer, Answer]:
    """The answers that come of a behaviour, with `strict` and with `mark`."""

    async def answer(grounding: str) -> Answer:
        async with serving(behaviour.script) as server:
            chosen = {
                "model": "openai:scripted",
                "model_url": server.url,
                "model_seconds": behaviour.seconds,
                "grounding": grounding,
            }
            return await assistant_from(knowledge, settings.model_copy(update=chosen)).ask(QUESTION)

    strict, mark = await asyncio.gather(answer("strict"), answer("mark"))
    return strict, mark


def row(behaviour: Behaviour, strict: Answer, mark: Answer) -> str:
    """The behaviour's line of the table."""
    first, second = _outcome(strict), _outcome(mark)
    return f"| {behaviour.name} | {first} | {'the same' if first == second else second} |\n"


def _outcome(answer: Answer) -> str:
    if answer.status == "not_found":
        return "`not_found`"
    quoted = [each for each in answer.sentences if each.citations]
    parts = [f"{_count(len(quoted), 'sentence')} with quotes"]
    if len(answer.sentences) > len(quoted) + (marked := sum(not each.verified for each in answer.sentences)):
        parts.insert(0, "the phrase")
    if marked:
        parts.append(f"{marked} marked “not in the sources”")
    if answer.model == "extractive":
        parts = ["an answer in the sources' own words"]
    return "; ".join([", ".join(parts), *(f"“{note}”" for note in answer.notes)])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


async def _table() -> str:
    with tempfile.TemporaryDirectory() as name:
        write(Path(name) / "files", SOURCES)
        settings = load_settings(data=Path(name) / "data", rerank=False)
        ingest(settings, Path(name) / "files", lambda *_: None, lambda _: None)
        with open_knowledge(settings) as knowledge:
            rows = [row(each, *await answers(each, knowledge, settings)) for each in BEHAVIOURS]
    return HEAD + "".join(rows)


if __name__ == "__main__":
    table = asyncio.run(_table())
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(BLOCK.sub(lambda block: f"{block[1]}{table}{block[2]}", text), encoding="utf-8")
