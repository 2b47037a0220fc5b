"""`ally slack`, killed at random moments while many people ask: each is answered exactly once."""

import asyncio
import os
import random
import shutil
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.conftest import Trials
from tests.slack.conftest import BUDGET, COMMITTEE, slack_on_loopback
from tests.slack.deliveries import SocketDeliveries, Workspace
from tests.slack.fake import APP_TOKEN, BOT, BOT_TOKEN, FakeSlack

CHANNELS, PEOPLE, AT_ONCE = 5, 20, 10
DUPLICATED, RETRIED = 0.1, 0.05
MOMENTS = ["chat.startStream", "chat.stopStream", "agents.sessions.setStatus", "conversations.info", "users.info"]
SETTINGS = """
rerank = false
[slack]
api = "{url}/api/"
rate = "1000/second"
"""


# Everything is imported once; each start is a copy of the process, so that dying and starting again is quick.
NURSERY = """
import os, sys
import chromadb, langchain_core.documents
import integrations.slack.standalone
from integrations.slack.commands import app
for order in sys.stdin:
    child = os.fork()
    if child == 0:
        app()
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Process:
    """`ally slack` over a data folder, started again whenever it is killed."""

    def __init__(self, folder: Path, nursery: asyncio.subprocess.Process) -> None:
        self._folder = folder
        self._nursery = nursery
        self._pid = 0
        self.kills = 0
        self.is_dead = False

    async def start(self) -> None:
        assert self._nursery.stdin
        self._nursery.stdin.write(b"start\n")
        self._pid = await self._told()

    def kill(self) -> None:
        os.kill(self._pid, signal.SIGKILL)
        self.kills += 1
        self.is_dead = True

    async def start_again(self) -> None:
        assert await self._told() == -signal.SIGKILL
        await self.start()
        self.is_dead = False

    async def stop(self) -> None:
        """As an operator stops it."""
        os.kill(self._pid, signal.SIGTERM)
        assert await self._told() == 0, (self._folder / "log").read_text()[-2000:]
        assert self._nursery.stdin
        self._nursery.stdin.close()
        await self._nursery.wait()

    async def _told(self) -> int:
        assert self._nursery.stdout
        return int(await self._nursery.stdout.readline())


async def started(folder: Path) -> Process:
    tokens = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}
    with (folder / "log").open("ab") as log:
        nursery = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", NURSERY),
            cwd=folder,
            env=os.environ | tokens | {"ALLY_DATA": "data"},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
    process = Process(folder, nursery)
    await process.start()
    return process


@asynccontextmanager
async def running(known: Path, folder: Path) -> AsyncIterator[tuple[FakeSlack, Workspace, Process]]:
    deliveries = SocketDeliveries()
    async with slack_on_loopback(deliveries.route()) as slack:
        for number in range(PEOPLE):
            slack.new_user(f"U{number}", f"u{number}@own.example")
        for number in range(CHANNELS):
            slack.new_channel(f"C{number}", [f"U{n}" for n in range(PEOPLE)])
        shutil.copytree(known, folder / "data")
        (folder / "ally.toml").write_text(SETTINGS.format(url=slack.url))
        process = await started(folder)
        try:
            yield slack, Workspace(slack, deliveries), process
        finally:
            await process.stop()


async def test_killed_again_and_again(known_to_slack: Path, tmp_path: Path, trials: Trials) -> None:
    questions, kills, chance = trials(40, 1000), trials(2, 60), random.Random(7)
    async with running(known_to_slack, tmp_path) as (slack, people, process):
        gate, moment = asyncio.Semaphore(AT_ONCE), asyncio.Event()

        async def ask(number: int) -> None:
            async with gate:
                channel, user = f"C{number % CHANNELS}", f"U{chance.randrange(PEOPLE)}"
                said = slack.say(channel, user, f"<@{BOT}> {chance.choice([COMMITTEE, BUDGET])}")
                await people.tell(channel, said)
                for share in (DUPLICATED, RETRIED):
                    if chance.random() < share:
                        await people.tell(channel, said)

        async def keep_killing() -> None:
            async def strike() -> None:
                process.kill()  # Slack has done what it was asked to, and has not said so
                moment.set()

            for _ in range(kills):
                slack.after[chance.choice(MOMENTS)].append(strike)
                await moment.wait()
                moment.clear()
                if not process.is_dead:
                    return
                await process.start_again()

        killing = asyncio.create_task(keep_killing())
        await asyncio.gather(*map(ask, range(questions)))
        ours = [f"C{number}" for number in range(CHANNELS)]
        await slack.until(lambda: sum(len(finished(slack, c)) for c in ours) >= questions, 600 + questions)
        slack.after.clear()
        moment.set()
        await killing
        answered = Counter((c, reply.thread_ts) for c in ours for reply in slack.ours(c))
        asked = [(c, m.ts) for c in ours for m in slack.messages[c].values() if m.user != BOT]
        assert answered == Counter(asked)
        assert process.kills >= min(kills, 1)


def finished(slack: FakeSlack, channel: str) -> list[object]:
    return [each for each in slack.ours(channel) if each.metadata]
