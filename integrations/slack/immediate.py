"""What takes effect as soon as Slack delivers it: a channel is not what it was, or somebody says stop."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_CHANNEL_CHANGES = {"channel_shared", "channel_unshared", "member_joined_channel", "member_left_channel"}


@dataclass(frozen=True)
class Stop:
    """Somebody pressed the stop button of a thread."""

    channel: str
    thread: str


def changed_channel(body: Mapping[str, Any]) -> str | None:
    """The channel that is not what it was, or whose members are not."""
    event = body.get("event") or {}
    if event.get("type") not in _CHANNEL_CHANGES:
        return None
    return str(event.get("channel", ""))


def stop_from(body: Mapping[str, Any]) -> Stop | None:
    """The stop that was asked for."""
    event = body.get("event") or {}
    if event.get("type") != "agent_session_stopped":
        return None
    return Stop(event.get("channel", ""), event.get("thread_ts", ""))
