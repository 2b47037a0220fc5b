"""`ally slack check`: what Slack knows of the app, held against the manifest."""

import asyncio
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

import yaml
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from assistant.errors import AllyError
from assistant.settings import Settings
from integrations.slack.client import slack_client, who_we_are
from integrations.slack.settings import SlackSettings, slack_settings
from integrations.slack.tokens import APP, BOT, SECRET, Tokens, required, tokens_from_environment

CONFIGURATION = "SLACK_CONFIG_TOKEN"


@dataclass(frozen=True)
class Finding:
    """What was looked at, how it is, and whether something is missing."""

    about: str
    told: str
    is_missing: bool = False

    def line(self) -> str:
        """The finding as a person reads it."""
        return f"{'missing' if self.is_missing else 'ok':8}{self.about}: {self.told}"

    def as_json(self) -> dict[str, object]:
        """The finding for programs."""
        return asdict(self)


def manifest() -> dict[str, Any]:
    """The app as Slack is to make it."""
    read: dict[str, Any] = yaml.safe_load((files("integrations.slack") / "manifest.yaml").read_text("utf-8"))
    return read


def checked(settings: Settings) -> Sequence[Finding]:
    """What Slack says of tokens, scopes and events. Raises UsageError for a bot token that cannot be used at all."""
    tokens = required(tokens_from_environment(), socket=False)
    return asyncio.run(_checked(slack_settings(settings.slack), tokens))


async def _checked(settings: SlackSettings, tokens: Tokens) -> Sequence[Finding]:
    async with slack_client(tokens, settings.api) as client:
        us = await who_we_are(client)
        told = await client.auth_test()
        granted = {scope.strip() for scope in told.headers.get("x-oauth-scopes", "").split(",")}
        wanted = manifest()["oauth_config"]["scopes"]["bot"]
        return [
            Finding(BOT, f"user {us.bot} of workspace {us.team}"),
            *_absent("scopes", wanted, granted, "add them under OAuth & Permissions and install the app again"),
            await _socket(client, tokens),
            _secret(tokens),
            *await _events(client, told["bot_id"]),
        ]


def _absent(about: str, wanted: Sequence[str], there: set[str], remedy: str) -> Iterator[Finding]:
    absent = [each for each in wanted if each not in there]
    if absent:
        yield Finding(about, f"{', '.join(absent)}; {remedy}", is_missing=True)
    else:
        yield Finding(about, f"all {len(wanted)} are there")


async def _socket(client: AsyncWebClient, tokens: Tokens) -> Finding:
    if not tokens.app:
        return Finding(APP, "not set, and not needed over HTTP" if tokens.secret else "not set", not tokens.secret)
    try:
        required(tokens, socket=True)
        await client.apps_connections_open(app_token=tokens.app)
    except AllyError as error:
        return Finding(APP, str(error), is_missing=True)
    except SlackApiError as error:
        return Finding(
            APP, f"Slack refuses it ({error.response['error']}); it needs connections:write", is_missing=True
        )
    return Finding(APP, "opens the socket")


def _secret(tokens: Tokens) -> Finding:
    if tokens.secret:
        return Finding(SECRET, "set; whether it is right shows when Slack delivers")
    return Finding(SECRET, "not set, and not needed with the socket" if tokens.app else "not set", not tokens.app)


async def _events(client: AsyncWebClient, bot_id: str) -> list[Finding]:
    wanted = manifest()["settings"]["event_subscriptions"]["bot_events"]
    token = os.environ.get(CONFIGURATION, "").strip()
    if not token:
        listed = ", ".join(wanted)
        return [Finding("events", f"not looked at without {CONFIGURATION}; the app needs {listed}")]
    try:
        app = (await client.bots_info(bot=bot_id))["bot"]["app_id"]
        exported = (await client.apps_manifest_export(app_id=app, token=token))["manifest"]
    except SlackApiError as error:
        return [Finding("events", f"{CONFIGURATION}: Slack refuses it ({error.response['error']})", is_missing=True)]
    subscribed = exported.get("settings", {}).get("event_subscriptions", {}).get("bot_events", [])
    return list(_absent("events", wanted, set(subscribed), "subscribe to them under Event Subscriptions"))
