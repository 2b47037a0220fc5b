"""A reply in its thread, part by part: in the messages that are there, else in new ones, each recorded at once."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from integrations.slack.blocks import Part
from integrations.slack.desk import Desk
from integrations.slack.own_replies import Reply, marking
from integrations.slack.streaming import Stream, close_stream


@dataclass(frozen=True)
class Question:
    """A message that asks something."""

    channel: str
    ts: str
    thread: str
    user: str
    text: str

    @property
    def is_direct(self) -> bool:
        """Whether it was put to us alone."""
        return self.channel.startswith("D")


class Posting:
    """Posts and changes replies."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def stream(self, question: Question) -> Stream:
        """A reply that can be begun before all of it is there."""
        desk = self._desk
        asker = await desk.people.person(question.user)
        recipient = {
            "recipient_user_id": question.user,
            "recipient_team_id": asker.team if asker and asker.team else desk.us.team,
        }

        async def started(ts: str) -> None:
            await asyncio.to_thread(desk.replies.posted, question.channel, question.ts, 0, ts)

        return Stream(desk.client, question.channel, question.thread, recipient, started)

    async def deliver(
        self, question: Question, parts: Sequence[Part], answer_id: str | None, found: Reply, stream: Stream | None
    ) -> None:
        """Make the reply these parts: in place of what is `found`, else in the stream, else in new messages."""
        for number, part in enumerate(parts):
            marks = marking(question.ts, number, len(parts), answer_id or "")
            ts = None
            if number in found.parts:
                ts = await self._replace(question, found.parts[number], part, marks)
            elif number == 0 and stream is not None:
                ts = await stream.finish(part, marks)
            if ts is None:
                ts = await self._post(question, part, marks)
            await asyncio.to_thread(self._desk.replies.posted, question.channel, question.ts, number, ts, answer_id)
        surplus = [ts for number, ts in found.parts.items() if number >= len(parts)]
        await delete_messages(self._desk.client, question.channel, surplus)
        await self._desk.show_status(question.channel, question.thread, "active")

    async def take_back(self, question: Question, stream: Stream) -> None:
        """Leave nothing of a reply that was begun."""
        if stream.ts is not None:
            await close_stream(self._desk.client, question.channel, stream.ts)
            await delete_messages(self._desk.client, question.channel, [stream.ts])
            await asyncio.to_thread(self._desk.replies.forget, question.channel, question.ts)

    async def _replace(self, question: Question, ts: str, part: Part, marks: dict[str, Any]) -> str | None:
        """The message with its new content; None where somebody deleted it."""
        await close_stream(self._desk.client, question.channel, ts)
        try:
            await self._desk.client.chat_update(
                channel=question.channel, ts=ts, text=part.notification, blocks=part.whole, metadata=marks
            )
        except SlackApiError as error:
            if error.response["error"] != "message_not_found":
                raise
            return None
        return ts

    async def _post(self, question: Question, part: Part, marks: dict[str, Any]) -> str:
        posted = await self._desk.client.chat_postMessage(
            channel=question.channel,
            thread_ts=question.thread,
            text=part.notification,
            blocks=part.whole,
            metadata=marks,
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(posted["ts"])


async def delete_messages(client: AsyncWebClient, channel: str, messages: Sequence[str]) -> None:
    """Delete messages of ours, as far as they are still there."""
    for ts in messages:
        try:
            await client.chat_delete(channel=channel, ts=ts)
        except SlackApiError as error:
            if error.response["error"] != "message_not_found":
                raise
