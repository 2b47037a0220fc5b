"""Slack delivers late, twice or not at all, limits, refuses and goes away; each question is answered once anyway."""

import asyncio
import json
import sqlite3
import time
from collections.abc import Awaitable, Callable
from contextlib import closing

import pytest
from aiohttp import web

from assistant.build import Knowledge
from assistant.knowledge.catalog import FILE_NAME
from tests.slack.conftest import BUDGET, COMMITTEE, Transport, World, over_a_socket, over_http
from tests.slack.deliveries import HttpDeliveries, SocketDeliveries
from tests.slack.fake import BOT, FakeSlack, rate_limited, refusing


def mention(slack: FakeSlack, channel: str = "CINT", user: str = "UANN", text: str = COMMITTEE) -> dict[str, object]:
    said = slack.say(channel, user, f"<@{BOT}> {text}")
    return {**said.json(), "type": "app_mention", "channel": channel, "event_ts": said.ts}


async def test_a_delivery_that_comes_three_times_at_once(knowledge: Knowledge, transport: Transport) -> None:
    async with transport(knowledge) as world:
        event = mention(world.slack)
        await asyncio.gather(*(world.people.event(event, "Ev1") for _ in range(3)))
        await world.answered("CINT")


async def test_a_delivery_that_was_lost_comes_again(world: World) -> None:
    database = world.knowledge.catalog.data / FILE_NAME
    with closing(sqlite3.connect(database, isolation_level=None)) as another:
        another.execute("BEGIN IMMEDIATE")
        told = asyncio.create_task(world.people.event(mention(world.slack)))
        deliveries = world.people.deliveries
        assert isinstance(deliveries, HttpDeliveries)
        await asyncio.wait([told], timeout=4)
        assert not told.done()
        another.execute("ROLLBACK")
        await told
    await world.answered("CINT")


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("chat.startStream", rate_limited(0)),
        ("chat.stopStream", rate_limited(0)),
        ("conversations.info", refusing("internal_error")),
        ("users.info", refusing("ratelimited")),
        ("chat.startStream", refusing("fatal_error")),
        ("chat.stopStream", refusing("service_unavailable")),
        ("agents.sessions.setStatus", refusing("not_allowed_token_type")),
        ("chat.startStream", refusing("feature_not_enabled")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_slack_stumbles(world: World, method: str, fault: Callable[[], Awaitable[web.Response | None]]) -> None:
    world.slack.faults[method].append(fault)
    await world.people.asks("CINT", "UANN", COMMITTEE)
    [reply] = await world.answered("CINT")
    assert "twice a year" in reply.body
    assert world.slack.faults[method] == []


async def test_a_reply_that_slack_took_and_did_not_confirm(world: World) -> None:
    world.slack.unconfirmed.append("chat.startStream")
    await world.people.asks("CINT", "UANN", COMMITTEE)
    [reply] = await world.answered("CINT")
    assert "twice a year" in reply.body
    assert len(world.slack.called("chat.startStream")) == 1


async def test_a_whole_answer_that_slack_did_not_confirm(world: World) -> None:
    world.slack.unconfirmed.append("chat.stopStream")
    await world.people.asks("CINT", "UANN", COMMITTEE)
    [reply] = await world.answered("CINT")
    assert not reply.edited
    assert len(world.kept()) == 1


async def test_a_shared_answer_that_slack_did_not_confirm(world: World) -> None:
    await world.people.commands("CINT", "UANN", COMMITTEE)
    world.slack.unconfirmed.append("chat.postMessage")
    await world.people.presses("CINT", "UANN", await world.told_privately(), "share")
    await world.answered("CINT")


async def test_a_token_that_is_revoked_is_no_reason_to_hurry(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    world.slack.faults["conversations.info"] += [refusing("token_revoked")] * 50
    await world.people.asks("CINT", "UANN", COMMITTEE)
    await world.slack.until(lambda: len(world.slack.faults["conversations.info"]) < 50)
    await world.people.asks("CINT", "UBEN", COMMITTEE)
    assert len(world.slack.faults["conversations.info"]) > 45
    assert world.slack.ours("CINT") == []


async def test_a_question_that_is_a_book(world: World) -> None:
    await world.people.asks("CINT", "UANN", "Why? " * 2000)
    [reply] = await world.answered("CINT")
    assert "ask it in at most 4,000" in reply.body


async def test_a_thread_that_is_gone_leaves_no_trace(world: World) -> None:
    said = world.slack.say("CINT", "UANN", f"<@{BOT}> {COMMITTEE}")
    del world.slack.messages["CINT"][said.ts]
    await world.people.tell("CINT", said)
    await world.settled()
    assert world.slack.ours("CINT") == []


async def test_the_socket_is_opened_again(knowledge: Knowledge) -> None:
    async with over_a_socket(knowledge) as world:
        assert isinstance(world.people.deliveries, SocketDeliveries)
        await world.people.asks("CINT", "UANN", COMMITTEE)
        await world.answered("CINT")
        await world.people.deliveries.disconnect()
        await world.people.asks("CINT", "UBEN", BUDGET)
        await world.answered("CINT", 2)


async def test_what_slack_did_not_sign_is_refused(world: World) -> None:
    deliveries = world.people.deliveries
    assert isinstance(deliveries, HttpDeliveries)
    body = json.dumps({"type": "event_callback", "event_id": "Ev1", "event": mention(world.slack)})
    for headers in (
        {"X-Slack-Signature": "v0=0123"},
        {"X-Slack-Signature": ""},
        {"X-Slack-Request-Timestamp": "yesterday"},
        {"X-Slack-Request-Timestamp": str(int(time.time()) - 3600)},
    ):
        status, answer = await deliveries.send(body, headers=headers)
        assert (status, "Not signed by Slack" in answer) == (401, True)
    assert (await deliveries.send("\ud800".encode("utf-8", "replace").decode(), headers={"X-Slack-Signature": "v0=1"}))[
        0
    ] == 401
    await world.settled()
    assert world.slack.ours("CINT") == []


async def test_what_slack_delivers_and_nobody_needs(world: World) -> None:
    deliveries = world.people.deliveries
    assert isinstance(deliveries, HttpDeliveries)
    challenge = {"type": "url_verification", "challenge": "c", "token": "t"}
    assert await deliveries.deliver("events_api", challenge) == {"challenge": "c"}
    for event in (
        {"type": "team_join", "user": {"id": "UNEW"}},
        {
            "type": "message",
            "subtype": "channel_join",
            "channel": "CINT",
            "user": "UANN",
            "ts": "1.1",
            "text": "joined",
        },
        {"type": "never_heard_of", "anything": 1},
        {"type": "message", "subtype": "message_changed", "channel": "CINT", "message": None},
        {"type": "app_mention"},
        {"type": "app_home_opened", "tab": "home", "user": "UANN", "channel": "DANN"},
    ):
        await world.people.event({"event_ts": world.slack.ts(), **event})
    await world.settled()
    assert world.slack.called("chat.startStream") == []


async def test_an_answer_that_takes_too_long(knowledge: Knowledge) -> None:
    async with over_http(knowledge, answer_seconds=1) as world:
        never = asyncio.Event()

        async def hangs() -> None:
            await never.wait()

        world.slack.faults["chat.startStream"].append(hangs)
        await world.people.asks("CINT", "UANN", COMMITTEE)
        [reply] = await world.answered("CINT")
        assert "There was no answer within 1 seconds" in reply.body
        assert world.counted("failed") == (1, 1)
        never.set()
