"""The tokens of Slack, which come from the environment alone."""

import os
from dataclasses import dataclass, field

from assistant.errors import UsageError

BOT, APP, SECRET = "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"


@dataclass(frozen=True)
class Tokens:
    """`app` opens the socket, `secret` shows that a request over HTTP is Slack's; each is empty where it is not set."""

    bot: str = field(repr=False)
    app: str = field(repr=False, default="")
    secret: str = field(repr=False, default="")


def tokens_from_environment() -> Tokens | None:
    """The tokens that are set; None without that of the bot."""
    bot = os.environ.get(BOT, "").strip()
    return Tokens(bot, os.environ.get(APP, "").strip(), os.environ.get(SECRET, "").strip()) if bot else None


def required(tokens: Tokens | None, *, socket: bool) -> Tokens:
    """The tokens that a way to Slack needs. Raises UsageError for one that is missing or of another kind."""
    if tokens is None:
        raise UsageError(f"{BOT} is not set; docs/slack.md says where Slack shows it")
    if not tokens.bot.startswith("xoxb-"):
        raise UsageError(f"{BOT} is no bot token; it begins with xoxb-")
    if socket and not tokens.app.startswith("xapp-"):
        raise UsageError(f"{APP} is not set or no app-level token; it begins with xapp- and needs connections:write")
    return tokens
