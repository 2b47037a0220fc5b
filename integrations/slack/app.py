"""The Bolt app: records what Slack delivers before Slack is told that it arrived. The work is done from the record."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from integrations.slack import words
from integrations.slack.addressed import may_be_for_us
from integrations.slack.desk import Desk
from integrations.slack.events import incoming_from
from integrations.slack.immediate import changed_channel, stop_from
from integrations.slack.opinions import asks_why, reason_view
from integrations.slack.record import Record
from integrations.slack.workers import Workers

_ANY = re.compile(".*")


def bolt_app(desk: Desk, record: Record, workers: Workers, signing_secret: str) -> AsyncApp:
    """The app, for either transport."""

    async def authorized() -> AuthorizeResult:
        # Known since the start. Asked of Slack at each delivery, a failure would lose the delivery.
        return AuthorizeResult(
            enterprise_id=None, team_id=desk.us.team, bot_user_id=desk.us.bot, bot_token=desk.client.token
        )

    # Bolt warns at each start that it does not use the token in the environment, which is as it should be.
    quiet = logging.getLogger("ally.slack.bolt")
    quiet.setLevel(logging.ERROR)
    app = AsyncApp(
        logger=quiet,
        authorize=authorized,
        signing_secret=signing_secret or None,
        request_verification_enabled=bool(signing_secret),
        attaching_conversation_kwargs_enabled=False,
        attaching_function_token_enabled=False,
    )

    # An error in here leaves the delivery unacknowledged, and Slack delivers it again.
    @app.middleware
    async def recorded(body: dict[str, Any], next: Callable[[], Awaitable[None]]) -> None:  # noqa: A002 (Bolt's name)
        if channel := changed_channel(body):
            desk.channels.forget(channel)
        if stop := stop_from(body):
            workers.stop(stop.channel, stop.thread)
        incoming = incoming_from(body, desk.us.bot)
        if incoming is not None:
            every_question = desk.settings.channel(incoming.channel).every_question
            if may_be_for_us(incoming, desk.us.bot, every_question) and await asyncio.to_thread(record.keep, incoming):
                workers.wake()
        await next()

    _acknowledge(app, desk.client)
    return app


def _acknowledge(app: AsyncApp, client: AsyncWebClient) -> None:
    """Tell Slack at once that what it delivers has arrived."""

    @app.event(_ANY)
    async def event() -> None:
        """Recorded already."""

    @app.command(_ANY)
    async def command(ack: AsyncAck) -> None:
        await ack(text=words.LOOKING, response_type="ephemeral")

    @app.action(_ANY)
    async def action(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        if action["action_id"] == "feedback" and asks_why(action):
            # Here and not from the record: Slack lets a view be opened for a few seconds only.
            await client.views_open(trigger_id=body["trigger_id"], view=reason_view(action["value"]))

    @app.view(_ANY)
    async def submitted(ack: AsyncAck) -> None:
        await ack()

    @app.shortcut(_ANY)
    async def shortcut(ack: AsyncAck) -> None:
        await ack()
