"""How the fake Slack tells the app what happened: signed over HTTP, or through the socket, again until it is heard."""

import asyncio
import json
import time
import uuid
from collections.abc import Mapping
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from tests.slack.fake import APP, BOT, SECRET, TEAM, FakeSlack, Message
from tests.slack.rules import Json

SECONDS_TO_ANSWER = 3
MOST_RETRIES = 20  # Slack's own three take an hour; ours come at once
SECONDS_BETWEEN = 0.2


class HttpDeliveries:
    """Signed requests to `/slack/events`."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self._session = session

    async def deliver(self, kind: str, body: Json) -> object:
        """Deliver until it is taken. Returns what the app answered, parsed where it is JSON."""
        content = json.dumps(body) if kind == "events_api" else urlencode(_form(kind, body))
        for attempt in range(MOST_RETRIES):
            retry = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": "http_error"} if attempt else {}
            try:
                status, answer = await self.send(content, kind, retry)
            except (aiohttp.ClientError, TimeoutError):
                status, answer = 0, ""
            if status == 200:
                return json.loads(answer) if answer.startswith("{") else answer
            await asyncio.sleep(SECONDS_BETWEEN)
        raise AssertionError(f"never taken: {status} {body}")

    async def send(self, content: str, kind: str = "events_api", headers: Mapping[str, str] = {}) -> tuple[int, str]:
        """One request, signed where the headers do not say otherwise: its status and body."""
        stamp = str(int(time.time()))
        signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=content) or ""
        typed = "application/json" if kind == "events_api" else "application/x-www-form-urlencoded"
        signed = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature, "Content-Type": typed}
        timeout = aiohttp.ClientTimeout(total=SECONDS_TO_ANSWER)
        async with self._session.post(self.url, data=content, headers=signed | {**headers}, timeout=timeout) as answer:
            return answer.status, await answer.text()


class SocketDeliveries:
    """Envelopes through the socket that the app opened, sent again to the next one where they were not acknowledged."""

    def __init__(self) -> None:
        self._sockets: dict[web.WebSocketResponse, dict[str, asyncio.Future[object]]] = {}
        self._opened = asyncio.Condition()

    @property
    def is_open(self) -> bool:
        return bool(self._sockets)

    def route(self) -> web.RouteDef:
        return web.get("/link", self._link)

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        async with self._opened:
            acknowledged = self._sockets[socket] = {}
            self._opened.notify_all()
        async for message in socket:
            if message.type is aiohttp.WSMsgType.TEXT and message.data.startswith("{"):
                answer = json.loads(message.data)
                waiting = acknowledged.get(answer["envelope_id"])
                if waiting is not None and not waiting.done():
                    waiting.set_result(answer.get("payload"))
        del self._sockets[socket]
        for waiting in acknowledged.values():
            if not waiting.done():
                waiting.set_exception(ConnectionError("the socket was closed"))
        return socket

    async def deliver(self, kind: str, body: Json) -> object:
        """Deliver until it is acknowledged. Returns the payload of the acknowledgement."""
        for attempt in range(MOST_RETRIES):
            async with self._opened:
                await asyncio.wait_for(self._opened.wait_for(lambda: self._sockets), 60)
            envelope = str(uuid.uuid4())
            socket, acknowledged = list(self._sockets.items())[-1]
            waiting = acknowledged[envelope] = asyncio.get_running_loop().create_future()
            told = {"envelope_id": envelope, "type": kind, "payload": body, "retry_attempt": attempt}
            try:
                await socket.send_json(told)
                return await asyncio.wait_for(waiting, SECONDS_TO_ANSWER)
            except (ConnectionError, TimeoutError, RuntimeError):
                await asyncio.sleep(SECONDS_BETWEEN)
        raise AssertionError(f"never acknowledged: {body}")

    async def disconnect(self) -> None:
        """Slack closes the sockets, as it does every few hours."""
        for socket in [*self._sockets]:
            await socket.close()


class Workspace:
    """People who do things in the fake Slack, of which the app is told."""

    def __init__(self, slack: FakeSlack, deliveries: HttpDeliveries | SocketDeliveries) -> None:
        self.slack = slack
        self.deliveries = deliveries

    async def event(self, event: Json, event_id: str = "") -> None:
        envelope = {"type": "event_callback", "team_id": TEAM, "api_app_id": APP, "token": "of old"}
        told = {**envelope, "event": event, "event_id": event_id or f"Ev{uuid.uuid4().hex}", "event_time": 1}
        await self.deliveries.deliver("events_api", told)

    async def says(
        self, channel: str, user: str, text: str, thread: str | None = None, *, twice: bool = True
    ) -> Message:
        """Somebody writes. A mention is told twice, as Slack does."""
        said = self.slack.say(channel, user, text, thread)
        await self.tell(channel, said, twice=twice)
        return said

    async def tell(self, channel: str, said: Message, *, twice: bool = True) -> None:
        kind = _channel_type(self.slack.channels[channel])
        message = {**said.json(), "channel": channel, "channel_type": kind, "event_ts": said.ts}
        if twice and f"<@{BOT}>" in said.text and kind != "im":
            mention = {k: v for k, v in message.items() if k != "channel_type"}
            await self.event({**mention, "type": "app_mention"})
        await self.event(message)

    async def asks(self, channel: str, user: str, text: str, thread: str | None = None) -> Message:
        return await self.says(channel, user, f"<@{BOT}> {text}", thread)

    async def edits(self, channel: str, said: Message, text: str) -> None:
        before = said.json()
        said.text = text
        after = {**said.json(), "edited": {"user": said.user, "ts": self.slack.ts()}}
        change = {"type": "message", "subtype": "message_changed", "channel": channel, "event_ts": self.slack.ts()}
        await self.event({**change, "hidden": True, "message": after, "previous_message": before})

    async def deletes(self, channel: str, said: Message) -> None:
        del self.slack.messages[channel][said.ts]
        change = {"type": "message", "subtype": "message_deleted", "channel": channel, "event_ts": self.slack.ts()}
        await self.event({**change, "hidden": True, "deleted_ts": said.ts, "previous_message": said.json()})

    async def reacts(self, channel: str, user: str, message: Message, reaction: str) -> None:
        item = {"type": "message", "channel": channel, "ts": message.ts}
        about = {"reaction": reaction, "user": user, "item_user": message.user, "event_ts": self.slack.ts()}
        await self.event({"type": "reaction_added", "item": item, **about})

    async def stops(self, channel: str, user: str, thread: str) -> None:
        """The stop button: Slack ends the streams itself."""
        open_streams = [m for m in self.slack.ours(channel) if m.thread_ts == thread and m.streaming]
        for each in open_streams:
            each.streaming = False
        where = {"channel": channel, "thread_ts": thread, "user": user, "event_ts": self.slack.ts()}
        told = {"streaming_message_ts": [each.ts for each in open_streams]}
        await self.event({"type": "agent_session_stopped", **where, **told})

    async def commands(self, channel: str, user: str, text: str) -> object:
        """`/ally TEXT`; returns what is shown at once."""
        body = {"command": "/ally", "text": text, "user_id": user, "channel_id": channel, "team_id": TEAM}
        more = {"trigger_id": self.slack.trigger(), "response_url": self.slack.response_url(), "api_app_id": APP}
        return await self.deliveries.deliver("slash_commands", body | more)

    async def presses(self, channel: str, user: str, message: Message, action: str, choice: str = "") -> None:
        """A button; `choice` is which of the feedback buttons."""
        element = message.buttons[action]
        pressed = {"type": element["type"], "action_id": action, "action_ts": self.slack.ts(), "block_id": "b"}
        pressed["value"] = element[choice]["value"] if choice else element.get("value", action)
        thread = {"thread_ts": message.thread_ts} if message.thread_ts else {}
        where = {"type": "message", "message_ts": message.ts, "channel_id": channel, **thread}
        body = {
            "type": "block_actions",
            "user": {"id": user},
            "team": {"id": TEAM},
            "api_app_id": APP,
            "container": where,
        }
        more = {"channel": {"id": channel}, "trigger_id": self.slack.trigger(), "actions": [pressed]}
        await self.deliveries.deliver("interactive", body | more | {"response_url": self.slack.response_url()})

    async def submits(self, user: str, reason: str) -> None:
        """The last view that was opened, filled in."""
        view = {**self.slack.views[-1], "id": f"V{len(self.slack.views)}"}
        state = {"values": {"reason": {"reason": {"type": "plain_text_input", "value": reason}}}}
        body = {"type": "view_submission", "user": {"id": user}, "team": {"id": TEAM}, "view": view | {"state": state}}
        await self.deliveries.deliver("interactive", body | {"api_app_id": APP})


def _form(kind: str, body: Json) -> Json:
    return body if kind == "slash_commands" else {"payload": json.dumps(body)}


def _channel_type(channel: Json) -> str:
    if channel["is_im"]:
        return "im"
    if channel["is_mpim"]:
        return "mpim"
    return "group" if channel["is_group"] else "channel"
