"""Who somebody in Slack is, as far as access is concerned, looked up and kept for a short while."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from integrations.slack.expiring import Expiring
from integrations.slack.failing import is_no
from integrations.slack.logs import logger

PAGE = 1000
ONE_BY_ONE = 20  # more people than these are looked up as a list of everybody
AT_ONCE = 5
EVERYBODY_SECONDS = 600.0  # a list of everybody takes a call for every thousand


@dataclass(frozen=True)
class Person:
    """A user of Slack. `team` is the workspace, `organisation` the enterprise it belongs to, empty where there is none.

    `gone` is a deactivated account, which reads nothing any more.
    """

    id: str
    team: str
    organisation: str = ""
    email: str = ""
    guest: bool = False
    gone: bool = False

    @property
    def domain(self) -> str:
        """The part of the address after the @, in lower case."""
        return self.email.rpartition("@")[2].lower()


class People:
    """The people of a workspace and their user groups. None stands for somebody whom Slack does not tell about."""

    def __init__(self, client: AsyncWebClient, seconds: float) -> None:
        self._client = client
        self._people: Expiring[Person | None] = Expiring(seconds)
        self._groups: Expiring[frozenset[str]] = Expiring(seconds)
        self._everybody: Expiring[Mapping[str, Person]] = Expiring(EVERYBODY_SECONDS)

    async def person(self, user: str) -> Person | None:
        """Who this is."""
        return await self._people.get(user, lambda: self._looked_up(user))

    async def persons(self, users: Sequence[str]) -> list[Person | None]:
        """Who these are, in the same order."""
        known: Mapping[str, Person] = {}
        if len(users) > ONE_BY_ONE:
            known = await self._everybody.get("", self._listed)
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(user: str) -> Person | None:
            if user in known:
                return known[user]
            async with gate:
                return await self.person(user)

        return await asyncio.gather(*map(one, users))

    async def groups_of(self, user: str, groups: Iterable[str]) -> list[str]:
        """Those of the user groups that this user is in."""
        return [group for group in groups if user in await self._group(group)]

    async def _looked_up(self, user: str) -> Person | None:
        try:
            return person_from((await self._client.users_info(user=user))["user"])
        except SlackApiError as error:
            if not is_no(error):
                raise
            logger().warning("a person could not be looked up", user=user, problem=error.response["error"])
            return None

    async def _listed(self) -> Mapping[str, Person]:
        everybody: dict[str, Person] = {}
        try:
            async for page in await self._client.users_list(limit=PAGE):
                everybody |= {each["id"]: person_from(each) for each in page["members"]}
        except SlackApiError as error:
            if not is_no(error):
                raise
            logger().warning("people could not be listed", problem=error.response["error"])
        return everybody

    async def _group(self, group: str) -> frozenset[str]:
        return await self._groups.get(group, lambda: self._in_group(group))

    async def _in_group(self, group: str) -> frozenset[str]:
        try:
            return frozenset((await self._client.usergroups_users_list(usergroup=group))["users"])
        except SlackApiError as error:
            if not is_no(error):
                raise
            logger().warning("a user group could not be read", group=group, problem=error.response["error"])
            return frozenset()


def person_from(user: Mapping[str, Any]) -> Person:
    """The person that Slack's user object describes; whatever could mean a guest or a stranger does."""
    guest = any(user.get(name) for name in ("is_restricted", "is_ultra_restricted", "is_stranger", "is_invited_user"))
    return Person(
        id=user["id"],
        team=user.get("team_id") or "",
        organisation=(user.get("enterprise_user") or {}).get("enterprise_id") or user.get("enterprise_id") or "",
        email=(user.get("profile") or {}).get("email") or "",
        guest=guest,
        gone=bool(user.get("deleted")),
    )
