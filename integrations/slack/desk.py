"""What every piece of work in Slack is done with, put together once."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from assistant.conversations.keeping import Conversations
from assistant.conversing import Conversing
from assistant.errors import AllyError, UsageError
from assistant.service.gate import Gate
from assistant.service.metrics import Metrics
from assistant.service.rates import Rates
from assistant.types import Answer
from integrations.slack import words
from integrations.slack.channels import Channels
from integrations.slack.logs import logger
from integrations.slack.people import People
from integrations.slack.settings import SlackSettings
from integrations.slack.threads import Replies, Threads
from integrations.slack.viewers import Viewers

PLACE = "slack"


class TooSlow(UsageError):
    """An answer took longer than it may."""


@dataclass(frozen=True)
class Us:
    """Who we are in Slack: our user, our workspace, and the ids that count as our own organisation."""

    bot: str
    team: str
    own: frozenset[str]


@dataclass(frozen=True)
class Desk:
    """The parts; `gate` lets so many answers be made at once, the askers in rotation, each in so many seconds."""

    client: AsyncWebClient
    us: Us
    settings: SlackSettings
    conversing: Conversing
    conversations: Conversations
    viewers: Viewers
    people: People
    channels: Channels
    threads: Threads
    replies: Replies
    gate: Gate
    rates: Rates
    answer_seconds: float
    metrics: Metrics

    async def answer(self, user: str, channel: str, made: Callable[[], Awaitable[Answer]]) -> Answer:
        """Have an answer made when it is the asker's turn, and put on record and counted. Raises TooSlow."""
        async with self.gate.turn(user):
            status, started = "stopped", time.perf_counter()
            try:
                answer = await self._in_time(made)
                status = answer.status
            except AllyError:
                status = "failed"
                raise
            finally:
                self.metrics.answers.labels(status).inc()
                self.metrics.seconds.labels(PLACE).observe(time.perf_counter() - started)
        _note(answer, user, channel)
        return answer

    async def _in_time(self, made: Callable[[], Awaitable[Answer]]) -> Answer:
        try:
            async with asyncio.timeout(self.answer_seconds) as limit:
                return await made()
        except TimeoutError as error:
            if not limit.expired():
                raise
            raise TooSlow(words.too_slow(self.answer_seconds)) from error

    async def say_to(self, channel: str, user: str, text: str, thread: str | None = None) -> None:
        """Tell one person something that only they see."""
        await self.client.chat_postEphemeral(channel=channel, user=user, text=text, thread_ts=thread)

    async def hush(self, channel: str, thread: str) -> None:
        """Answer only mentions in a thread from now on."""
        await asyncio.to_thread(self.threads.quiet, channel, thread)

    async def show_status(self, channel: str, thread: str, status: str) -> None:
        """Show that we are at work in a thread, or not. An answer is worth giving where that cannot be shown."""
        try:
            await self.client.agents_sessions_setStatus(channel_id=channel, thread_ts=thread, status=status)
        except SlackApiError as error:
            logger().warning("a status could not be shown", status=status, problem=error.response["error"])


def _note(answer: Answer, user: str, channel: str) -> None:
    """Tell the operator who asked, how it ended and which sources were shown; never what was asked."""
    shown = sorted({each.source for each in (*answer.citations, *answer.nearest)})
    problem = {"problem": answer.text} if answer.status == "failed" else {}
    logger().info("question", owner=f"slack:{user}", channel=channel, status=answer.status, sources=shown, **problem)


def person_owner(user: str) -> str:
    """Whom the conversations belong to that one person has in private."""
    return f"slack:{user}"


def channel_owner(channel: str) -> str:
    """Whom the conversations belong to that are held in a channel or a direct message."""
    return f"slack:{channel}"
