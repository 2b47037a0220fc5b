"""`ally slack check`, and the manifest that it checks against."""

import asyncio
import os
import sys
from pathlib import Path

import yaml

from integrations.slack.checking import manifest
from tests.slack import rules
from tests.slack.conftest import slack_on_loopback
from tests.slack.deliveries import SocketDeliveries
from tests.slack.fake import APP_TOKEN, BOT_TOKEN, SCOPES


def test_the_manifest_asks_for_what_is_used_and_for_nothing_else() -> None:
    scopes = set(manifest()["oauth_config"]["scopes"]["bot"])
    called = {scope for needed, _ in rules.METHODS.values() for scope in _scopes(needed)}
    events = {"app_mentions:read", "reactions:read", "commands", "users:read.email"}
    assert scopes == called | events == SCOPES


def _scopes(needed: object) -> list[str]:
    return [] if needed is None else [needed] if isinstance(needed, str) else list(needed.values())  # type: ignore[attr-defined]


async def test_what_is_missing_is_said(tmp_path: Path) -> None:
    deliveries = SocketDeliveries()
    async with slack_on_loopback(deliveries.route()) as slack:
        slack.bot_events = manifest()["settings"]["event_subscriptions"]["bot_events"][1:]
        slack.scopes.remove("users:read.email")
        (tmp_path / "ally.toml").write_text(f'[slack]\napi = "{slack.url}/api/"\n')
        tokens = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_CONFIG_TOKEN": "xoxe-1"}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", "from integrations.slack.commands import app; app(['check'])"),
            cwd=tmp_path,
            env=os.environ | tokens,
            stdout=asyncio.subprocess.PIPE,
        )
        out, _ = await process.communicate()
    assert process.returncode == 1
    assert [line.split(";")[0] for line in out.decode().splitlines()] == [
        "ok      SLACK_BOT_TOKEN: user U0ALLY of workspace T0OWN",
        "missing scopes: users:read.email",
        "ok      SLACK_APP_TOKEN: opens the socket",
        "ok      SLACK_SIGNING_SECRET: not set, and not needed with the socket",
        "missing events: agent_session_stopped",
    ]


def test_the_manifest_is_what_slack_reads() -> None:
    assert yaml.safe_dump(manifest())
    assert manifest()["settings"]["socket_mode_enabled"]
