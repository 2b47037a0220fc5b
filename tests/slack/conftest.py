"""Ally at work over a fake Slack, in this process, over both transports."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import uvicorn
from aiohttp import web
from sqlalchemy import func, select

from assistant.build import Knowledge, open_knowledge
from assistant.conversations.keeping import Conversations
from assistant.knowledge.schema import slack_events
from assistant.service.app import create_app
from assistant.service.running import services_over
from assistant.service.services import Services
from assistant.settings import load_settings
from integrations.slack.routes import PATH, slack_router
from integrations.slack.settings import slack_settings
from integrations.slack.tokens import Tokens
from tests.service.conftest import informed
from tests.slack.deliveries import HttpDeliveries, SocketDeliveries, Workspace
from tests.slack.fake import APP_TOKEN, BOT_TOKEN, SECRET, FakeSlack, Message

OURS, ACME, BOLT = "T0OWN", "T0ACME", "T0BOLT"
TABLE: dict[str, object] = {
    "groups": {"S0LEGAL": ["team:legal"]},
    "organisations": {ACME: ["public", "partner:acme"], BOLT: ["public", "partner:bolt"]},
    "outside_domains": {"acme.example": ["public", "partner:acme"]},
    "members": ["public", "internal", "partner:acme", "partner:bolt"],
    "rate": "1000/second",
}
DOCUMENTS = {
    "public/talk.md": "# Launch talk\n\nThe launch committee of Heron meets twice a year.\n",
    "internal/note.md": "# Budget note\n\nThe launch budget of Heron is held by Ilse Brandvold.\n",
    "partner-acme/plan.md": "# Acme plan\n\nAcme sends three members to the launch committee of Heron.\n",
    "team-legal/memo.md": "# Legal memo\n\nThe indemnity cap of Heron is nine million euros.\n",
}
COMMITTEE = "How often does the launch committee of Heron meet?"
BUDGET = "Who holds the launch budget of Heron?"


@pytest.fixture(scope="session")
def known_to_slack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with documents of several audiences. Tests only copy it."""
    made = tmp_path_factory.mktemp("slack")
    informed(made / "data", made / "folder", DOCUMENTS)
    return made / "data"


@pytest.fixture
def knowledge(known_to_slack: Path, tmp_path: Path) -> Iterator[Knowledge]:
    data = shutil.copytree(known_to_slack, tmp_path / "data")
    with open_knowledge(load_settings(data=data, rerank=False)) as opened:
        yield opened


@dataclass
class World:
    """A workspace with Ally at work in it."""

    slack: FakeSlack
    people: Workspace
    services: Services
    knowledge: Knowledge

    async def answered(self, channel: str, count: int = 1) -> list[Message]:
        """Ally's finished replies in a channel, when there are so many."""
        await self.slack.until(lambda: len(self._finished(channel)) >= count)
        await self.settled()
        assert len(self.slack.ours(channel)) == count
        return self._finished(channel)

    async def settled(self) -> None:
        """Wait until nothing is left to do."""
        async with asyncio.timeout(30):
            while self._open():
                await asyncio.sleep(0.01)

    async def told_privately(self, count: int = 1) -> Message:
        """The latest message that one person alone sees, when there are so many."""
        await self.slack.until(lambda: len(self.slack.private) >= count)
        await self.settled()
        return self.slack.private[-1][1]

    def counted(self, status: str) -> tuple[float, float]:
        """How many questions have ended so, and how many answers in Slack took some time, in the service's figures."""
        figures = self.services.metrics.registry
        answers = figures.get_sample_value("ally_answers_total", {"status": status})
        took = figures.get_sample_value("ally_request_seconds_count", {"route": "slack"})
        return answers or 0.0, took or 0.0

    def kept(self) -> list[dict[str, Any]]:
        """Every question that is kept, with its answer and what was thought of it."""
        return list(Conversations(self.knowledge.catalog).exported())

    def _finished(self, channel: str) -> list[Message]:
        return [each for each in self.slack.ours(channel) if each.metadata]

    def _open(self) -> int:
        with self.knowledge.catalog.reading() as connection:
            query = select(func.count()).where(slack_events.c.due.is_not(None))
            return int(connection.execute(query).scalar_one())


@asynccontextmanager
async def slack_on_loopback(*more: web.RouteDef) -> AsyncIterator[FakeSlack]:
    """A fake Slack that listens. What it was asked and does not know fails the test."""
    slack, application = FakeSlack(), web.Application()
    application.add_routes([*slack.routes(), *more])
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    with _listening() as listening:
        await web.SockSite(runner, listening).start()
        slack.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        populate(slack)
        try:
            yield slack
        finally:
            await runner.cleanup()
    assert slack.refused == []


def populate(slack: FakeSlack) -> None:
    for user in ("UANN", "UBEN", "UCEM"):
        slack.new_user(user, f"{user.lower()}@own.example")
    slack.new_user("UGUEST", "gil@acme.example", is_restricted=True)
    slack.new_user("UACME", team=ACME, is_stranger=True)
    slack.new_user("UBOLT", team=BOLT, is_stranger=True)
    slack.new_channel("CINT", ["UANN", "UBEN", "UCEM"])
    slack.new_channel("CACME", ["UANN", "UACME"], is_ext_shared=True, shared_team_ids=[OURS, ACME])
    slack.new_channel("DANN", ["UANN"], kind="im")
    slack.new_channel("GMIX", ["UANN", "UGUEST"], kind="mpim")
    slack.groups["S0LEGAL"] = ["UCEM"]


@asynccontextmanager
async def over_http(
    knowledge: Knowledge, *, rerank: bool = False, answer_seconds: int = 120, **table: object
) -> AsyncIterator[World]:
    """Ally inside the service, which takes Slack's requests."""
    async with slack_on_loopback() as slack:
        settings = load_settings(data=knowledge.catalog.data, rerank=rerank, answer_seconds=answer_seconds)
        services = services_over(knowledge, settings)
        app = create_app(services)
        wanted = slack_settings(TABLE | {"api": f"{slack.url}/api/"} | table)
        app.include_router(slack_router(services, wanted, Tokens(BOT_TOKEN, secret=SECRET)))
        async with _served(app) as url, aiohttp.ClientSession() as session:
            yield World(slack, Workspace(slack, HttpDeliveries(url + PATH, session)), services, knowledge)


@asynccontextmanager
async def over_a_socket(knowledge: Knowledge, **table: object) -> AsyncIterator[World]:
    """Ally inside the service, connected to Slack's socket."""
    deliveries = SocketDeliveries()
    async with slack_on_loopback(deliveries.route()) as slack:
        settings = load_settings(data=knowledge.catalog.data, rerank=False)
        services = services_over(knowledge, settings)
        app = create_app(services)
        wanted = slack_settings(TABLE | {"api": f"{slack.url}/api/", "socket": True} | table)
        app.include_router(slack_router(services, wanted, Tokens(BOT_TOKEN, APP_TOKEN)))
        async with _served(app):
            yield World(slack, Workspace(slack, deliveries), services, knowledge)


Transport = Callable[..., AbstractAsyncContextManager[World]]


@pytest.fixture(params=[over_http, over_a_socket], ids=["http", "socket"])
def transport(request: pytest.FixtureRequest) -> Transport:
    chosen: Transport = request.param
    return chosen


@pytest.fixture
async def world(knowledge: Knowledge) -> AsyncIterator[World]:
    async with over_http(knowledge) as opened:
        yield opened


@asynccontextmanager
async def _served(app: object) -> AsyncIterator[str]:
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="on"))  # type: ignore[arg-type]
    with _listening() as listening:
        task = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started:
            await asyncio.sleep(0.01)
            assert not task.done()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        await task


def _listening() -> socket.socket:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    return listening
