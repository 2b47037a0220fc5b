"""A message that grows: begun with the first words, added to piece by piece, and whole in the end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from integrations.slack.blocks import Part, feedback_buttons
from integrations.slack.client import slack_client
from integrations.slack.own_replies import marking
from integrations.slack.streaming import ENOUGH, Stream
from integrations.slack.tokens import Tokens
from tests.slack.conftest import slack_on_loopback
from tests.slack.fake import BOT_TOKEN, TEAM, FakeSlack, refusing

SENTENCES = [f"Sentence {number} says something of some length, as sentences do. [{number}]" for number in range(40)]
WHOLE = " ".join(SENTENCES)


@asynccontextmanager
async def streaming() -> AsyncIterator[tuple[FakeSlack, Stream, list[str]]]:
    async with slack_on_loopback() as slack, slack_client(Tokens(BOT_TOKEN), f"{slack.url}/api/") as client:
        asked = slack.say("CINT", "UANN", "Who?")
        begun: list[str] = []

        async def started(ts: str) -> None:
            begun.append(ts)

        recipient = {"recipient_user_id": "UANN", "recipient_team_id": TEAM}
        yield slack, Stream(client, "CINT", asked.ts, recipient, started), begun


def part(text: str = WHOLE) -> Part:
    return Part(text, [feedback_buttons("a1")], "In short.")


async def tell(stream: Stream) -> None:
    for number, sentence in enumerate(SENTENCES):
        await stream.add(f" {sentence}" if number else sentence)


async def test_a_message_grows_in_pieces() -> None:
    async with streaming() as (slack, stream, begun):
        await tell(stream)
        pieces = len(slack.called("chat.appendStream"))
        assert 1 <= pieces <= len(WHOLE) / ENOUGH
        ts = await stream.finish(part(), marking("1.1", 0, 1, "a1"))
        [message] = slack.ours("CINT")
        assert (message.ts, message.text, message.streaming, message.edited) == (ts, WHOLE, False, False)
        assert begun == [ts]
        assert message.buttons.keys() == {"feedback"}


@pytest.mark.parametrize("dies_after", [0, 1, 39])
async def test_a_message_is_whole_when_its_stream_died(dies_after: int) -> None:
    async with streaming() as (slack, stream, _):
        for number, sentence in enumerate(SENTENCES):
            await stream.add(f" {sentence}" if number else sentence)
            if number == dies_after:
                slack.clock += 301
        await stream.finish(part(), marking("1.1", 0, 1, "a1"))
        [message] = slack.ours("CINT")
        assert message.edited
        assert WHOLE in message.body
        assert not message.streaming


async def test_what_was_told_is_put_right_where_the_end_differs() -> None:
    async with streaming() as (slack, stream, _):
        await stream.add("One. Two.")
        await stream.finish(part("One.\nTwo."), marking("1.1", 0, 1, "a1"))
        [message] = slack.ours("CINT")
        assert message.blocks[0]["text"] == "One.\nTwo."


async def test_a_workspace_without_streams() -> None:
    async with streaming() as (slack, stream, begun):
        slack.faults["chat.startStream"].append(refusing("feature_not_enabled"))
        await tell(stream)
        assert await stream.finish(part(), marking("1.1", 0, 1, "a1")) is None
        assert (slack.ours("CINT"), begun) == ([], [])
