"""`ally slack`: the knowledge opened, and Ally at work in Slack until it is stopped."""

import asyncio
import signal
from contextlib import suppress

from assistant.build import open_knowledge
from assistant.service.logs import log_as_json
from assistant.service.running import services_over
from assistant.service.services import Services
from assistant.settings import Settings
from integrations.slack.running import stay
from integrations.slack.settings import SlackSettings, slack_settings
from integrations.slack.tokens import Tokens, required, tokens_from_environment


def stand(settings: Settings) -> None:
    """Answer in Slack until interrupted. Raises UsageError for settings and tokens that will not do."""
    table, tokens = slack_settings(settings.slack), required(tokens_from_environment(), socket=True)
    log_as_json()
    with open_knowledge(settings) as knowledge:
        knowledge.hold.describe("ally slack")
        asyncio.run(_until_stopped(services_over(knowledge, settings), table, tokens))


async def _until_stopped(services: Services, table: SlackSettings, tokens: Tokens) -> None:
    # The models are read before the first question needs them.
    await services.assistant.search("warming up", k=1)
    staying = asyncio.create_task(stay(services, table, tokens, lambda _: None, socket=True))
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, staying.cancel)
    with suppress(asyncio.CancelledError):
        await staying
