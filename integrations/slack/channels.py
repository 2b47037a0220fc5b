"""What kind of conversation a channel is and who is in it, looked up and kept for a short while."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from integrations.slack.expiring import Expiring
from integrations.slack.failing import is_no
from integrations.slack.logs import logger

PAGE = 1000
_TEAMS = ("shared_team_ids", "connected_team_ids", "pending_connected_team_ids", "pending_shared")
_FLAGS = ("is_ext_shared", "is_pending_ext_shared")


@dataclass(frozen=True)
class Channel:
    """A conversation: `teams` are the workspaces it is shared with or offered to, without those that are our own.

    `shared` says that somebody outside may be in it, known or not. `members` are user ids; an `open` channel is read by
    whoever works here, in it or not.
    """

    id: str
    direct: bool
    open: bool
    shared: bool
    teams: Sequence[str]
    members: Sequence[str]


class Channels:
    """The conversations that Ally is in. None stands for one that Slack does not tell about, or not enough."""

    def __init__(self, client: AsyncWebClient, own: frozenset[str], seconds: float) -> None:
        """`own` are the ids of our workspace and enterprise."""
        self._client = client
        self._own = own
        self._channels: Expiring[Channel | None] = Expiring(seconds)

    async def channel(self, channel: str) -> Channel | None:
        """What is known of it."""
        return await self._channels.get(channel, lambda: self._looked_up(channel))

    def forget(self, channel: str) -> None:
        """Look it up again: Slack says that it changed."""
        self._channels.forget(channel)

    async def _looked_up(self, channel: str) -> Channel | None:
        try:
            told = (await self._client.conversations_info(channel=channel))["channel"]
            members = [
                member
                async for page in await self._client.conversations_members(channel=channel, limit=PAGE)
                for member in page["members"]
            ]
        except SlackApiError as error:
            if not is_no(error):
                raise
            logger().warning("a channel could not be looked up", channel=channel, problem=error.response["error"])
            return None
        return channel_from(told, members, self._own)


def channel_from(told: Mapping[str, Any], members: Sequence[str], own: frozenset[str]) -> Channel | None:
    """The channel that Slack's conversation object describes; None where it does not say whether it is shared."""
    direct = bool(told.get("is_im"))
    closed = direct or bool(told.get("is_mpim")) or told.get("is_private") is True
    if not (direct or told.get("is_mpim")) and any(told.get(flag) is None for flag in _FLAGS):
        return None
    ours = own | {*(told.get("internal_team_ids") or ())}
    if not told.get("is_ext_shared") and told.get("is_org_shared"):
        ours |= {*(told.get("shared_team_ids") or ())}
    teams = {str(team) for field in _TEAMS for team in told.get(field) or ()} - ours
    shared = any(told.get(flag) for flag in _FLAGS) or bool(teams)
    return Channel(str(told["id"]), direct, not closed, shared, sorted(teams), members)
