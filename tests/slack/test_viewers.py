"""Who may see what: kinds of channels, the parties in them, and the audiences that are left."""

from dataclasses import dataclass, field

import pytest

from integrations.slack.channels import Channels
from integrations.slack.client import slack_client
from integrations.slack.people import People
from integrations.slack.settings import slack_settings
from integrations.slack.tokens import Tokens
from integrations.slack.viewers import Viewers
from tests.slack.conftest import ACME, BOLT, OURS, TABLE, slack_on_loopback
from tests.slack.fake import BOT, BOT_TOKEN, FakeSlack
from tests.slack.rules import Json

AUDIENCES = ["internal", "partner:acme", "partner:bolt", "public", "restricted", "team:legal"]
STAFF = "internal partner:acme partner:bolt public"
SHARED: Json = {"is_ext_shared": True, "is_shared": True}
UNTOLD: Json = {"is_ext_shared": None}


@dataclass
class Case:
    members: str
    seen: str
    kind: str = "channel"
    about: Json = field(default_factory=dict)
    settings: Json = field(default_factory=dict)


def stated(channel: str = "C1", **settings: object) -> Json:
    return {"channels": {channel: settings}}


CASES = {
    # Conversations of our own
    "public channel, our people": Case("UANN UBEN", STAFF),
    "private channel, our people": Case("UANN UBEN", STAFF, "group"),
    "group message, our people": Case("UANN UBEN", STAFF, "mpim"),
    "direct message": Case("UANN", STAFF, "im"),
    "direct message, of a user group": Case("UCEM", f"{STAFF} team:legal", "im"),
    "channel, one of whom is of a user group": Case("UANN UCEM", STAFF),
    "private channel, all of a user group": Case("UCEM", f"{STAFF} team:legal", "group"),
    "public channel, all of a user group: others may read it": Case("UCEM", STAFF),
    "channel with audiences of its own": Case(
        "UANN UCEM", "public team:legal", settings=stated(audiences=["public", "team:legal"])
    ),
    "channel narrowed to what is public": Case("UANN", "public", settings=stated(audiences=["public"])),
    "direct message, whatever is set for it": Case("UANN", STAFF, "im", settings=stated(audiences=["restricted"])),
    "e-mail domain with audiences of its own": Case(
        "UDOT", "public", settings={"domains": {"subsidiary.example": ["public"]}}
    ),
    "somebody who left": Case("UANN UGONE", STAFF),
    "another workspace of our enterprise": Case("UANN UGRID", STAFF),
    "channel of our enterprise": Case("UANN", STAFF, about={"is_org_shared": True, "shared_team_ids": [OURS, "T0SUB"]}),
    # Guests
    "channel with a guest whose domain is known": Case("UANN UGUEST", "partner:acme public"),
    "channel with a guest": Case("UANN UWHO", "public"),
    "channel with a guest of our own domain": Case("UANN UTEMP", "public"),
    "channel with a guest, audiences set": Case(
        "UANN UWHO", "public", settings=stated(audiences=["public", "internal"])
    ),
    "group message with a guest": Case("UANN UGUEST", "partner:acme public", "mpim"),
    "direct message of a guest": Case("UGUEST", "partner:acme public", "im"),
    # Other organisations
    "shared with one partner": Case(
        "UANN UACME", "partner:acme public", about=SHARED | {"shared_team_ids": [OURS, ACME]}
    ),
    "shared, nobody of theirs in it yet": Case(
        "UANN", "partner:acme public", about=SHARED | {"shared_team_ids": [ACME]}
    ),
    "shared with two partners": Case(
        "UANN UACME UBOLT", "public", about=SHARED | {"connected_team_ids": [ACME, BOLT], "shared_team_ids": [OURS]}
    ),
    "shared with somebody unknown": Case("UANN", "public", about=SHARED | {"shared_team_ids": [OURS, "T0WHO"]}),
    "shared, not told with whom": Case("UANN", "public", about=SHARED),
    "shared, nobody of ours in it": Case("UACME", "partner:acme public", about=SHARED | {"shared_team_ids": [ACME]}),
    "shared and within our enterprise": Case(
        "UANN",
        "partner:acme public",
        about=SHARED
        | {"is_org_shared": True, "shared_team_ids": [OURS, "T0SUB", ACME], "internal_team_ids": ["T0SUB"]},
    ),
    "shared, audiences set": Case(
        "UANN UACME",
        "partner:acme public",
        about=SHARED | {"shared_team_ids": [OURS, ACME]},
        settings=stated(audiences=["public", "internal", "partner:acme"]),
    ),
    "invitation to a partner not yet accepted": Case(
        "UANN", "partner:acme public", about={"is_pending_ext_shared": True, "pending_connected_team_ids": [ACME]}
    ),
    "invitation, the older field": Case("UANN", "partner:acme public", about={"pending_shared": [ACME]}),
    "invitation to nobody knows whom": Case("UANN", "public", about={"is_pending_ext_shared": True}),
    "group message with a partner": Case("UANN UACME", "partner:acme public", "mpim"),
    "group message with two partners": Case("UANN UACME UBOLT", "public", "mpim"),
    "direct message of a partner": Case("UACME", "partner:acme public", "im"),
    "direct message of a stranger": Case("USTRANGE", "public", "im"),
    "a partner's people, flag not set yet": Case("UANN UACME", "partner:acme public"),
    # What Slack does not tell
    "nothing said about sharing": Case("UANN", "public", about=UNTOLD),
    "a member whom Slack does not know": Case("UANN UNOBODY", "public"),
    "nobody in it": Case("", "public"),
    "channel that is not there": Case("UANN", "public", kind="missing"),
}


def populated(slack: FakeSlack, case: Case) -> FakeSlack:
    slack.new_user("UGONE", team=ACME, deleted=True)
    slack.new_user("UWHO", "who@elsewhere.example", is_ultra_restricted=True)
    slack.new_user("UTEMP", "temp@own.example", is_restricted=True)
    slack.new_user("UDOT", "dot@subsidiary.example")
    slack.new_user("UGRID", team="T0SUB", enterprise_user={"enterprise_id": "E0OURS"})
    slack.new_user("USTRANGE", team="T0WHO", is_stranger=True)
    if case.kind != "missing":
        slack.new_channel("C1", case.members.split() or ["UANN"], case.kind, **case.about)
    if not case.members:
        slack.members["C1"] = [BOT]
    return slack


@pytest.mark.parametrize("name", CASES)
async def test_what_a_conversation_sees(name: str) -> None:
    case = CASES[name]
    async with slack_on_loopback() as slack, slack_client(Tokens(BOT_TOKEN), f"{slack.url}/api/") as client:
        own = frozenset({OURS, "E0OURS"})
        people, channels = People(client, 60), Channels(client, own, 60)
        populated(slack, case)
        viewers = Viewers(slack_settings(TABLE | case.settings), people, channels, own, BOT)
        viewer = await viewers.of_channel("C1")
    assert " ".join(viewer.visible(AUDIENCES)) == case.seen


async def test_a_scope_that_is_missing_leaves_what_is_public() -> None:
    for missing in ("channels:read", "users:read"):
        async with slack_on_loopback() as slack, slack_client(Tokens(BOT_TOKEN), f"{slack.url}/api/") as client:
            slack.scopes.remove(missing)
            people, channels = People(client, 60), Channels(client, frozenset({OURS}), 60)
            viewers = Viewers(slack_settings(TABLE), people, channels, frozenset({OURS}), BOT)
            assert (await viewers.of_channel("CINT")).visible(AUDIENCES) == ["public"]


async def test_many_members_are_looked_up_as_a_list() -> None:
    async with slack_on_loopback() as slack, slack_client(Tokens(BOT_TOKEN), f"{slack.url}/api/") as client:
        everybody = [slack.new_user(f"U{n}", f"u{n}@own.example") for n in range(50)]
        slack.new_channel("CBIG", everybody)
        people, channels = People(client, 60), Channels(client, frozenset({OURS}), 60)
        viewers = Viewers(slack_settings(TABLE), people, channels, frozenset({OURS}), BOT)
        assert " ".join((await viewers.of_channel("CBIG")).visible(AUDIENCES)) == STAFF
        assert slack.called("users.info") == []
