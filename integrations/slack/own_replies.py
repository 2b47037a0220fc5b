"""Our own replies as Slack has them: posting a message and recording that it was posted are two things.

A process may die in between. So whoever takes work up again reads first what is there.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

PAGE = 200
EVENT = "ally_reply"


@dataclass
class Reply:
    """Our reply to a question as Slack has it: its messages by part; `answer_id` is known where all are there."""

    parts: dict[int, str] = field(default_factory=dict)
    answer_id: str | None = None


def marking(question: str, part: int, of: int, answer_id: str) -> dict[str, Any]:
    """The metadata of a reply. Every member of the workspace may read it."""
    return {"event_type": EVENT, "event_payload": {"question": question, "part": part, "of": of, "answer": answer_id}}


async def replies_in(messages: AsyncIterator[Mapping[str, Any]], bot: str, question: str, known: set[str]) -> Reply:
    """Those of the messages that reply to a question.

    An open stream has no metadata yet: in a thread, whose questions are answered one after the other, one of our
    messages that is not `known` to reply to another question is the reply to this one.
    """
    found, of = Reply(), 0
    answer_id = None
    async for message in messages:
        if message.get("user") != bot:
            continue
        marks = message.get("metadata") or {}
        told = marks.get("event_payload") or {}
        if marks.get("event_type") == EVENT:
            if told.get("question") == question:
                found.parts[int(told["part"])] = str(message["ts"])
                of, answer_id = int(told["of"]), str(told["answer"])
        elif message["ts"] > question and message["ts"] not in known:
            found.parts.setdefault(0, str(message["ts"]))
    if of and set(range(of)) <= found.parts.keys():
        found.answer_id = answer_id
    return found


async def thread_messages(client: AsyncWebClient, channel: str, thread: str) -> AsyncIterator[Mapping[str, Any]]:
    """The messages of a thread as they are now, oldest first; none where it is gone."""
    try:
        pages = await client.conversations_replies(channel=channel, ts=thread, limit=PAGE, include_all_metadata=True)
        async for page in pages:
            for message in page["messages"]:
                yield message
    except SlackApiError as error:
        if error.response["error"] != "thread_not_found":
            raise


async def channel_messages(client: AsyncWebClient, channel: str, since: str) -> AsyncIterator[Mapping[str, Any]]:
    """The messages of a channel outside its threads since a time, as Slack writes it."""
    pages = await client.conversations_history(channel=channel, oldest=since, limit=PAGE, include_all_metadata=True)
    async for page in pages:
        for message in page["messages"]:
            yield message
