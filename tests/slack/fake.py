"""A Slack of our own on loopback: workspaces, people, channels, messages and streams, with Slack's rules enforced.

Real clients talk to it. What it does not know it refuses, and tells the test that it did.
"""

import asyncio
import json
import secrets
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.slack import rules
from tests.slack.rules import METHODS, Json, SlackRefuses

BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-of-the-test", "xapp-of-the-test", "secret-of-the-test"
TEAM, BOT, BOT_ID, APP = "T0OWN", "U0ALLY", "B0ALLY", "A0ALLY"
STREAM_SECONDS = 300
SCOPES = {
    *("app_mentions:read", "assistant:write", "chat:write", "commands", "reactions:read", "usergroups:read"),
    *("users:read", "users:read.email", *rules.CONVERSATION.values(), *rules.HISTORY.values()),
}

Fault = Callable[[], Awaitable[web.Response | None]]


@dataclass
class Message:
    """A message as it stands; `streaming` while a stream is open, `body` its text and everything its blocks say."""

    ts: str
    user: str
    text: str = ""
    thread_ts: str | None = None
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    streaming: bool = False
    started: float = 0.0
    edited: bool = False

    @property
    def body(self) -> str:
        return "\n".join([self.text, *_said(self.blocks)])

    @property
    def buttons(self) -> dict[str, Json]:
        """The elements that can be pressed, by action."""
        return {e["action_id"]: e for b in self.blocks for e in b.get("elements", ()) if "action_id" in e}

    def json(self) -> Json:
        author: Json = {"user": self.user}
        if self.user == BOT:
            author |= {"bot_id": BOT_ID, "app_id": APP}
        thread = {"thread_ts": self.thread_ts} if self.thread_ts else {}
        metadata = {"metadata": self.metadata} if self.metadata else {}
        return {
            "type": "message",
            "ts": self.ts,
            "text": self.text,
            "blocks": self.blocks,
            **author,
            **thread,
            **metadata,
        }


class FakeSlack:
    """The Web API. `calls` has every call and `moments` when each came; `refused` is what the fake does not know.

    `faults` goes wrong next; what is in `unconfirmed` is done once and reported as failed; `after` runs behind a call,
    before its answer is sent.
    """

    def __init__(self) -> None:
        self.users: dict[str, Json] = {}
        self.channels: dict[str, Json] = {}
        self.members: dict[str, list[str]] = {}
        self.groups: dict[str, list[str]] = {}
        self.messages: dict[str, dict[str, Message]] = defaultdict(dict)
        self.private: list[tuple[str, Message]] = []
        self.views: list[Json] = []
        self.statuses: list[tuple[str, str, str]] = []
        self.prompts: list[Json] = []
        self.calls: list[tuple[str, Json]] = []
        self.moments: list[float] = []
        self.refused: list[str] = []
        self.faults: dict[str, list[Fault]] = defaultdict(list)
        self.after: dict[str, list[Fault]] = defaultdict(list)
        self.unconfirmed: list[str] = []
        self.scopes = set(SCOPES)
        self.bot_events: list[str] = []
        self.triggers: set[str] = set()
        self.clock = 1_700_000_000.0
        self.url = ""
        self.changed = asyncio.Condition()
        self.responses: dict[str, int] = {}
        self.new_user(BOT, is_bot=True)

    # The world

    def new_user(self, user: str, email: str = "", team: str = TEAM, **more: object) -> str:
        profile = {"email": email} if email else {}
        self.users[user] = {"id": user, "team_id": team, "deleted": False, "profile": profile, **more}
        return user

    def new_channel(self, channel: str, members: list[str], kind: str = "channel", **more: object) -> str:
        kinds = {"is_channel": kind == "channel", "is_group": kind == "group", "is_im": kind == "im"}
        kinds["is_private"] = kind in ("group", "mpim")
        shared = {"is_ext_shared": False, "is_pending_ext_shared": False, "is_org_shared": False, "is_shared": False}
        person = {"user": members[0]} if kind == "im" else {}
        self.channels[channel] = {"id": channel, "is_mpim": kind == "mpim", **kinds, **shared, **person, **more}
        self.members[channel] = [*members, BOT]
        return channel

    def ts(self) -> str:
        self.clock += 0.001
        return f"{self.clock:.6f}"

    def say(self, channel: str, user: str, text: str, thread_ts: str | None = None) -> Message:
        """A person writes; nobody is told yet."""
        said = Message(self.ts(), user, text, thread_ts)
        self.messages[channel][said.ts] = said
        return said

    def trigger(self) -> str:
        trigger = secrets.token_hex(8)
        self.triggers.add(trigger)
        return trigger

    def response_url(self) -> str:
        key = secrets.token_hex(8)
        self.responses[key] = 5
        return f"{self.url}/response/{key}"

    # What tests look at

    def ours(self, channel: str) -> list[Message]:
        """Ally's messages in a channel, oldest first."""
        return [each for _, each in sorted(self.messages[channel].items()) if each.user == BOT]

    def called(self, method: str) -> list[Json]:
        return [arguments for name, arguments in self.calls if name == method]

    def payloads(self) -> str:
        """Everything that was ever sent to Slack, as JSON."""
        return json.dumps(self.calls, ensure_ascii=False)

    async def until(self, reached: Callable[[], object], seconds: float = 20) -> None:
        """Wait until the world is so; whatever changes it wakes the waiting."""
        async with self.changed:
            try:
                await asyncio.wait_for(self.changed.wait_for(lambda: bool(reached())), seconds)
            except TimeoutError:
                said = {channel: [m.body for m in ours.values()] for channel, ours in self.messages.items()}
                raise AssertionError(f"never came: {said} {self.statuses[-5:]} {self.refused}") from None

    async def wake(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    # The Web API

    def routes(self) -> list[web.RouteDef]:
        return [web.route("*", "/api/{method}", self._called), web.post("/response/{key}", self._responded)]

    async def _called(self, request: web.Request) -> web.Response:
        method, arguments = request.match_info["method"], await _arguments(request)
        for fault in self.faults[method][:1]:
            self.faults[method].remove(fault)
            if (failed := await fault()) is not None:
                await self.wake()
                return failed
        self.calls.append((method, arguments))
        self.moments.append(time.perf_counter())
        try:
            answer = await self._answer(method, arguments, request.headers.get("Authorization", ""))
        except SlackRefuses as refusal:
            answer = refusal.answer
        except Exception as error:  # noqa: BLE001 told to the test, which would otherwise see a plain 500
            self.refused.append(f"{method}: {error!r}")
            answer = {"ok": False, "error": "internal_error"}
        if method in self.unconfirmed:
            self.unconfirmed.remove(method)
            answer = {"ok": False, "error": "internal_error"}
        await self.wake()
        for fault in self.after[method][:1]:
            self.after[method].remove(fault)
            await fault()
        return web.json_response(answer, headers={"X-OAuth-Scopes": ",".join(sorted(self.scopes))})

    async def _answer(self, method: str, arguments: Json, authorization: str) -> Json:
        if method not in METHODS:
            raise AssertionError("the fake does not know the method")
        rules.check_arguments(method, arguments)
        expected = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
        if method != "apps.manifest.export" and authorization.removeprefix("Bearer ") != expected:
            raise SlackRefuses("invalid_auth")
        self._require_scope(method, arguments)
        done: Json = getattr(self, "_" + method.replace(".", "_"))(**arguments)
        return {"ok": True, **done}

    def _require_scope(self, method: str, arguments: Json) -> None:
        needed = METHODS[method][0]
        if needed is not None and not isinstance(needed, str):
            needed = needed[_kind(self._channel(arguments["channel"]))]
        if needed is not None and needed not in self.scopes:
            raise SlackRefuses("missing_scope", needed=needed, provided=",".join(sorted(self.scopes)))

    def _channel(self, channel: str) -> Json:
        if channel not in self.channels:
            raise SlackRefuses("channel_not_found")
        return self.channels[channel]

    def _auth_test(self) -> Json:
        return {"team_id": TEAM, "team": "Own", "user_id": BOT, "user": "ally", "bot_id": BOT_ID, "url": self.url}

    def _apps_connections_open(self) -> Json:
        return {"url": f"{self.url.replace('http', 'ws')}/link"}

    def _apps_manifest_export(self, app_id: str) -> Json:
        return {"manifest": {"settings": {"event_subscriptions": {"bot_events": self.bot_events}}}}

    def _bots_info(self, bot: str) -> Json:
        return {"bot": {"id": bot, "app_id": APP}}

    def _users_info(self, user: str) -> Json:
        if user not in self.users:
            raise SlackRefuses("user_not_found")
        return {"user": self._shown(self.users[user])}

    def _users_list(self, cursor: str = "", limit: object = 0) -> Json:
        page, following = _page(sorted(self.users), cursor, limit)
        return {"members": [self._shown(self.users[u]) for u in page], "response_metadata": {"next_cursor": following}}

    def _shown(self, user: Json) -> Json:
        hidden: Json = {} if "users:read.email" in self.scopes else {"profile": {}}
        return {**user, **hidden}

    def _usergroups_users_list(self, usergroup: str) -> Json:
        if usergroup not in self.groups:
            raise SlackRefuses("no_such_subteam")
        return {"users": self.groups[usergroup]}

    def _conversations_info(self, channel: str) -> Json:
        return {"channel": self._channel(channel)}

    def _conversations_members(self, channel: str, cursor: str = "", limit: object = 100) -> Json:
        page, following = _page(self.members[channel], cursor, limit)
        return {"members": page, "response_metadata": {"next_cursor": following}}

    def _conversations_replies(
        self, channel: str, ts: str, cursor: str = "", limit: object = 100, include_all_metadata: object = False
    ) -> Json:
        thread = [m for _, m in sorted(self.messages[channel].items()) if ts in (m.ts, m.thread_ts)]
        if not thread:
            raise SlackRefuses("thread_not_found")
        page, following = _page(thread, cursor, limit)
        shown = [each.json() for each in page]
        for each in shown:
            if str(include_all_metadata).lower() not in ("true", "1"):
                each.pop("metadata", None)
        return {"messages": shown, "has_more": bool(following), "response_metadata": {"next_cursor": following}}

    def _conversations_history(
        self,
        channel: str,
        oldest: str = "0",
        cursor: str = "",
        limit: object = 100,
        include_all_metadata: object = False,
    ) -> Json:
        there = [m for _, m in sorted(self.messages[channel].items()) if not m.thread_ts and m.ts > oldest]
        page, following = _page(there[::-1], cursor, limit)
        return {"messages": [each.json() for each in page], "response_metadata": {"next_cursor": following}}

    def _postable(self, channel: str) -> None:
        if BOT not in self.members.get(channel, ()):
            self._channel(channel)
            raise SlackRefuses("not_in_channel")

    def _ours(self, channel: str, ts: str, missing: str) -> Message:
        found = self.messages[channel].get(ts)
        if found is None or found.user != BOT:
            raise SlackRefuses(missing)
        return found

    def _chat_postMessage(  # noqa: N802
        self,
        channel: str,
        text: str = "",
        blocks: list[Json] | None = None,
        thread_ts: str | None = None,
        metadata: Json | None = None,
        unfurl_links: bool = True,
        unfurl_media: bool = True,
    ) -> Json:
        self._postable(channel)
        rules.check_text(text, required=True)
        rules.check_blocks(blocks or [])
        rules.check_metadata(metadata)
        if unfurl_links or unfurl_media:
            raise AssertionError("a message that unfurls")
        if thread_ts is not None and thread_ts not in self.messages[channel]:
            raise SlackRefuses("thread_not_found")
        posted = Message(self.ts(), BOT, text, thread_ts, blocks or [], metadata)
        self.messages[channel][posted.ts] = posted
        return {"channel": channel, "ts": posted.ts, "message": posted.json()}

    def _chat_postEphemeral(  # noqa: N802
        self, channel: str, user: str, text: str = "", blocks: list[Json] | None = None, thread_ts: str | None = None
    ) -> Json:
        self._postable(channel)
        rules.check_text(text, required=True)
        rules.check_blocks(blocks or [])
        if user not in self.members[channel]:
            raise SlackRefuses("user_not_in_channel")
        self.private.append((user, Message(self.ts(), BOT, text, thread_ts, blocks or [])))
        return {"message_ts": self.private[-1][1].ts}

    def _chat_update(
        self, channel: str, ts: str, text: str = "", blocks: list[Json] | None = None, metadata: Json | None = None
    ) -> Json:
        message = self._ours(channel, ts, "message_not_found")
        rules.check_text(text, required=True)
        rules.check_blocks(blocks or [])
        rules.check_metadata(metadata)
        if message.streaming and self.clock - message.started < STREAM_SECONDS:
            raise SlackRefuses("streaming_state_conflict")
        message.streaming, message.edited = False, True
        message.text, message.blocks, message.metadata = text, blocks or [], metadata or message.metadata
        return {"channel": channel, "ts": ts, "text": text}

    def _chat_delete(self, channel: str, ts: str) -> Json:
        self._ours(channel, ts, "message_not_found")
        del self.messages[channel][ts]
        return {"channel": channel, "ts": ts}

    def _chat_startStream(  # noqa: N802
        self,
        channel: str,
        thread_ts: str = "",
        recipient_user_id: str | None = None,
        recipient_team_id: str | None = None,
        chunks: list[Json] | None = None,
    ) -> Json:
        self._postable(channel)
        if thread_ts not in self.messages[channel]:
            raise SlackRefuses("thread_not_found" if thread_ts else "invalid_thread_ts")
        if not self._channel(channel)["is_im"]:
            if recipient_user_id is None:
                raise SlackRefuses("missing_recipient_user_id")
            if recipient_team_id is None:
                raise SlackRefuses("missing_recipient_team_id")
            if self.users[recipient_user_id]["team_id"] != recipient_team_id:
                raise SlackRefuses("invalid_arguments")
        stream = Message(self.ts(), BOT, "", thread_ts, streaming=True, started=self.clock)
        self._add(stream, chunks or [])
        self.messages[channel][stream.ts] = stream
        return {"channel": channel, "ts": stream.ts}

    def _chat_appendStream(self, channel: str, ts: str, chunks: list[Json]) -> Json:  # noqa: N802
        self._add(self._stream(channel, ts), chunks)
        return {"channel": channel, "ts": ts}

    def _chat_stopStream(  # noqa: N802
        self,
        channel: str,
        ts: str,
        chunks: list[Json] | None = None,
        blocks: list[Json] | None = None,
        metadata: Json | None = None,
        session_status: str | None = None,
    ) -> Json:
        stream = self._stream(channel, ts)
        rules.check_blocks(blocks or [])
        rules.check_metadata(metadata)
        self._add(stream, chunks or [])
        stream.streaming, stream.blocks, stream.metadata = False, blocks or [], metadata
        if session_status is not None:
            self._agents_sessions_setStatus(channel, session_status, stream.thread_ts or "")
        return {"channel": channel, "ts": ts, "message": stream.json()}

    def _stream(self, channel: str, ts: str) -> Message:
        stream = self._ours(channel, ts, "message_not_found")
        if not stream.streaming or self.clock - stream.started >= STREAM_SECONDS:
            raise SlackRefuses("message_not_in_streaming_state")
        return stream

    @staticmethod
    def _add(stream: Message, chunks: list[Json]) -> None:
        for each in chunks:
            if each["type"] != "markdown_text":
                raise AssertionError(f"the fake does not know the chunk {each['type']}")
            stream.text += each["text"]
        if len(stream.text) > rules.MOST_MARKDOWN:
            raise SlackRefuses("msg_too_long")

    def _agents_sessions_setStatus(  # noqa: N802
        self, channel_id: str, status: str, thread_ts: str, initiator_user_id: str | None = None
    ) -> Json:
        self._postable(channel_id)
        if status not in {"active", "processing", "suspended", "closed"}:
            raise SlackRefuses("invalid_arguments")
        if initiator_user_id is not None and initiator_user_id not in self.members[channel_id]:
            raise SlackRefuses("user_not_in_channel")
        self.statuses.append((channel_id, thread_ts, status))
        return {"status": status}

    def _assistant_threads_setSuggestedPrompts(  # noqa: N802
        self, channel_id: str, prompts: list[Json], title: str | None = None
    ) -> Json:
        if not 1 <= len(prompts) <= 4 or any(set(each) != {"title", "message"} for each in prompts):
            raise SlackRefuses("invalid_arguments")
        self.prompts = prompts
        return {}

    def _views_open(self, trigger_id: str, view: Json) -> Json:
        if trigger_id not in self.triggers:
            raise SlackRefuses("expired_trigger_id")
        self.triggers.remove(trigger_id)
        rules.check_view(view)
        self.views.append(view)
        return {"view": {"id": f"V{len(self.views)}"}}

    async def _responded(self, request: web.Request) -> web.Response:
        key, body = request.match_info["key"], await request.json()
        self.calls.append(("response_url", body))
        self.moments.append(time.perf_counter())
        if self.responses.get(key, 0) < 1:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        self.responses[key] -= 1
        try:
            self._show_privately(key, body)
        except SlackRefuses as refusal:
            return web.json_response(refusal.answer, status=400)
        except Exception as error:  # noqa: BLE001 told to the test
            self.refused.append(f"response_url: {error!r}")
        await self.wake()
        return web.json_response({"ok": True})

    def _show_privately(self, key: str, body: Json) -> None:
        if unknown := body.keys() - {"text", "blocks", "replace_original", "response_type"}:
            raise AssertionError(f"the fake does not know {unknown}")
        if body.get("response_type", "ephemeral") != "ephemeral":
            raise AssertionError("a private answer that the channel sees")
        rules.check_text(body.get("text"), required=True)
        rules.check_blocks(body.get("blocks", []))
        self.private.append((key, Message(self.ts(), BOT, body["text"], None, body.get("blocks", []))))


def rate_limited(seconds: int) -> Fault:
    """Slack asks for patience."""

    async def fault() -> web.Response:
        return web.json_response(
            {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(seconds)}
        )

    return fault


def refusing(error: str) -> Fault:
    """Slack refuses a call for this reason."""

    async def fault() -> web.Response:
        return web.json_response({"ok": False, "error": error})

    return fault


def _kind(channel: Json) -> str:
    if channel["is_mpim"]:
        return "mpim"
    if channel["is_im"]:
        return "im"
    return "group" if channel.get("is_group") or channel.get("is_private") else "channel"


def _page(items: list[Any], cursor: object, limit: object) -> tuple[list[Any], str]:
    start, size = int(str(cursor or 0)), int(str(limit or 0)) or len(items)
    return items[start : start + size], str(start + size) if start + size < len(items) else ""


def _said(value: object) -> list[str]:
    """All text inside blocks."""
    if isinstance(value, list):
        return [text for each in value for text in _said(each)]
    if isinstance(value, dict):
        text = value.get("text")
        own = [text] if isinstance(text, str) else []
        return own + [said for each in value.values() if isinstance(each, list | dict) for said in _said(each)]
    return []


async def _arguments(request: web.Request) -> Json:
    if request.content_type == "application/json":
        arguments: Json = await request.json()
        return arguments
    posted = {name: str(value) for name, value in {**request.query, **await request.post()}.items()}
    # Lists and objects travel as JSON inside forms.
    return {name: json.loads(value) if value[:1] in "[{" and value else value for name, value in posted.items()}
