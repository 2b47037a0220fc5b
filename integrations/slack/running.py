"""Ally at work in Slack: the parts over the service's, the workers, and the socket where there is one."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from assistant.service.gate import Gate
from assistant.service.rates import Rates
from assistant.service.services import Services
from integrations.slack.app import bolt_app
from integrations.slack.channels import Channels
from integrations.slack.client import SlackUnreachable, slack_client, who_we_are
from integrations.slack.desk import Desk
from integrations.slack.dispatch import Dispatch
from integrations.slack.logs import logger
from integrations.slack.people import People
from integrations.slack.record import Record
from integrations.slack.settings import SlackSettings
from integrations.slack.threads import Replies, Threads
from integrations.slack.tokens import Tokens
from integrations.slack.viewers import Viewers
from integrations.slack.workers import Workers

SECONDS_KNOWN = 120.0  # that a channel, a person or a group is taken to be as it was
ANY_NUMBER = 1_000_000  # of answers that wait: the record keeps them anyway
RETRY_SECONDS = 30

Opened = Callable[[AsyncApp | None], None]


async def stay(services: Services, settings: SlackSettings, tokens: Tokens, opened: Opened, *, socket: bool) -> None:
    """Be at work until cancelled, again and again where Slack is away at the start. Raises UsageError.

    `opened` is told the app, and None when it is closed.
    """
    while True:
        try:
            async with at_work(services, settings, tokens, socket=socket) as app:
                opened(app)
                await asyncio.Event().wait()
        except SlackUnreachable as error:
            logger().warning("not in Slack yet", problem=str(error), again_in=RETRY_SECONDS)
        finally:
            opened(None)
        await asyncio.sleep(RETRY_SECONDS)


@asynccontextmanager
async def at_work(
    services: Services, settings: SlackSettings, tokens: Tokens, *, socket: bool
) -> AsyncIterator[AsyncApp]:
    """Ally answers in Slack as long as this is open. Raises UsageError or SlackUnreachable at the start."""
    async with slack_client(tokens, settings.api) as client:
        us = await who_we_are(client)
        people = People(client, SECONDS_KNOWN)
        channels = Channels(client, us.own, SECONDS_KNOWN)
        desk = Desk(
            client=client,
            us=us,
            settings=settings,
            conversing=services.conversing,
            conversations=services.conversations,
            viewers=Viewers(settings, people, channels, us.own, us.bot),
            people=people,
            channels=channels,
            threads=Threads(services.catalog),
            replies=Replies(services.catalog),
            gate=Gate(services.settings.at_once, ANY_NUMBER),
            rates=Rates(),
            answer_seconds=services.settings.answer_seconds,
            metrics=services.metrics,
        )
        record, dispatch = Record(services.catalog), Dispatch(desk)
        workers = Workers(record, settings.days_kept, dispatch.do, dispatch.stopped, dispatch.failed)
        app = bolt_app(desk, record, workers, tokens.secret)
        workers.start()
        try:
            async with _connected(app, client, tokens, socket):
                logger().info("at work in Slack", team=us.team, socket=socket)
                yield app
        finally:
            await workers.close()


@asynccontextmanager
async def _connected(app: AsyncApp, client: AsyncWebClient, tokens: Tokens, socket: bool) -> AsyncIterator[None]:
    if not socket:
        yield
        return
    handler = AsyncSocketModeHandler(app, tokens.app, web_client=client)
    try:
        await handler.connect_async()  # type: ignore[no-untyped-call]
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]
