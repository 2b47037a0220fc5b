"""How long people wait when many ask at once: measured over the sample corpus in `make soak`, and printed."""

import asyncio
import time
from pathlib import Path
from statistics import quantiles

import pytest

from assistant.build import ingest, open_knowledge
from assistant.settings import load_settings
from tests.conftest import Trials
from tests.slack.conftest import World, over_http
from tests.slack.fake import BOT

PEOPLE = 20
SAMPLE = Path(__file__).parents[2] / "examples" / "corpus"
QUESTIONS = [
    "Should alliance managers have a vote in the JSC?",
    "Who decides when the committee is deadlocked?",
    "What is a joint steering committee for?",
    "How is an alliance launched?",
    "When does the Quillmere agreement end?",
]


async def test_twenty_people_ask_at_once(tmp_path: Path, trials: Trials, capsys: pytest.CaptureFixture[str]) -> None:
    rounds = trials(0, 5)
    if not rounds:
        pytest.skip("a measurement: pytest --soak")
    settings = load_settings(data=tmp_path / "data")
    ingest(settings, SAMPLE, lambda *_: None, lambda _: None)
    signs: list[float] = []
    wholes: list[float] = []
    with open_knowledge(settings) as knowledge:
        for rerank in (True, False):
            async with over_http(knowledge, rerank=rerank) as world:
                world.slack.clock += 0 if rerank else 1e6  # the record knows what happened before
                for number in range(PEOPLE):
                    world.slack.new_user(f"U{number}", f"u{number}@own.example")
                    world.slack.new_channel(f"C{number}", [f"U{number}", "UANN"])
                await ask(world, "warming up", 0)
                signs, wholes = [], []
                for each in range(rounds):
                    await everybody(world, each, signs, wholes)
            with capsys.disabled():
                print(f"\nrerank={rerank}: first sign {told(signs)}, complete {told(wholes)}")  # noqa: T201


async def everybody(world: World, number: int, signs: list[float], wholes: list[float]) -> None:
    before = len(world.slack.calls)
    begun = time.perf_counter()
    asked = [ask(world, QUESTIONS[(number + person) % len(QUESTIONS)], person) for person in range(PEOPLE)]
    await asyncio.gather(*asked)
    await world.settled()
    for method, found in (("agents.sessions.setStatus", signs), ("chat.stopStream", wholes)):
        first: dict[str, float] = {}
        for (name, arguments), moment in zip(world.slack.calls[before:], world.slack.moments[before:], strict=True):
            if name == method:
                first.setdefault(arguments.get("channel_id") or arguments["channel"], moment - begun)
        assert len(first) == PEOPLE
        found += first.values()


async def ask(world: World, question: str, person: int) -> None:
    said = world.slack.say(f"C{person}", f"U{person}", f"<@{BOT}> {question}")
    await world.people.tell(f"C{person}", said)
    if question == "warming up":
        await world.settled()


def told(seconds: list[float]) -> str:
    cuts = quantiles(seconds, n=20)
    return f"median {cuts[9]:.2f} s, 95 % within {cuts[18]:.2f} s"
