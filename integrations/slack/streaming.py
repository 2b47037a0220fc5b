"""A message that grows while it is read. When Slack ends the stream early, what was told stays and is made whole."""

import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.models.messages.chunk import MarkdownTextChunk
from slack_sdk.web.async_client import AsyncWebClient

from integrations.slack.blocks import Part
from integrations.slack.failing import Failure, failure_of
from integrations.slack.logs import logger

SECONDS_BETWEEN = 1.0  # Slack takes about a hundred additions a minute
ENOUGH = 512  # characters that are worth an addition at once
_ENDED = {"message_not_in_streaming_state", "streaming_state_conflict"}


class Stream:
    """One message in a thread, begun with its first words. `started` is told its ts before anything else happens.

    Not every workspace lets messages be streamed; nothing is posted then.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        channel: str,
        thread: str,
        recipient: Mapping[str, str],
        started: Callable[[str], Awaitable[None]],
    ) -> None:
        """`recipient` has the user and the team that the stream is for, outside direct messages."""
        self._client = client
        self._channel = channel
        self._thread = thread
        self._recipient = recipient
        self._started = started
        self._pending = ""
        self._sent_at = 0.0
        self._ended = False
        self.told = ""
        self.ts: str | None = None
        self._refused = False

    async def add(self, text: str) -> None:
        """Tell more; it is held back a moment where there was something just before."""
        if self._refused:
            return
        self._pending += text
        self.told += text
        due = time.monotonic() - self._sent_at >= SECONDS_BETWEEN
        if self.ts is None:
            await self._begin()
        elif not self._ended and (due or len(self._pending) >= ENOUGH):
            await self._send()

    async def finish(self, part: Part, metadata: dict[str, Any]) -> str | None:
        """End with exactly this, and return the message's ts; None where streaming is refused."""
        if self.ts is None and not self._refused:
            self._pending = self.told = part.text
            await self._begin()
        if self.ts is None:
            return None
        fits = part.text.startswith(self.told)
        left = self._pending + part.text.removeprefix(self.told) if fits else self._pending
        if not self._ended:
            chunks = [MarkdownTextChunk(text=left)] if left else None
            await self._stop(chunks=chunks, blocks=part.blocks, metadata=metadata)
        if self._ended or not fits:
            await self._client.chat_update(
                channel=self._channel, ts=self.ts, text=part.notification, blocks=part.whole, metadata=metadata
            )
        return self.ts

    async def _begin(self) -> None:
        try:
            begun = await self._client.chat_startStream(
                channel=self._channel, thread_ts=self._thread, **self._recipient, chunks=self._taken()
            )
        except SlackApiError as error:
            if failure_of(error) is not Failure.OURS:
                raise
            logger().warning("Slack lets nothing be streamed here", problem=error.response["error"])
            self._refused = True
            return
        self.ts = str(begun["ts"])
        self._sent_at = time.monotonic()
        await self._started(self.ts)

    async def _send(self) -> None:
        assert self.ts
        try:
            await self._client.chat_appendStream(channel=self._channel, ts=self.ts, chunks=self._taken())
        except SlackApiError as error:
            self._end(error)
        self._sent_at = time.monotonic()

    async def _stop(self, **last: Any) -> None:
        assert self.ts
        try:
            await self._client.chat_stopStream(channel=self._channel, ts=self.ts, session_status="active", **last)
        except SlackApiError as error:
            self._end(error)

    def _end(self, error: SlackApiError) -> None:
        if error.response["error"] not in _ENDED:
            raise error
        self._ended = True

    def _taken(self) -> list[MarkdownTextChunk]:
        taken, self._pending = self._pending, ""
        return [MarkdownTextChunk(text=taken)]


async def close_stream(client: AsyncWebClient, channel: str, ts: str) -> None:
    """End a stream that another process began, so that its message can be changed; one that has ended is let be."""
    try:
        await client.chat_stopStream(channel=channel, ts=ts)
    except SlackApiError as error:
        if error.response["error"] not in _ENDED | {"message_not_found"}:
            raise
