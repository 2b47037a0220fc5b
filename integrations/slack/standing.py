"""`ally slack`: the knowledge opened, and Ally at work in Slack until it is stopped."""

import asyncio
import signal

from assistant.build import open_knowledge
from assistant.service.logs import log_as_json
from assistant.service.running import services_over
from assistant.service.services import Services
from assistant.settings import Settings
from integrations.slack.client import SlackUnreachable
from integrations.slack.logs import logger
from integrations.slack.running import at_work
from integrations.slack.settings import SlackSettings, slack_settings
from integrations.slack.tokens import Tokens, required, tokens_from_environment

RETRY_SECONDS = 30


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
    stopped = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stopped.set)
    while not stopped.is_set():
        try:
            async with at_work(services, table, tokens, socket=True):
                await stopped.wait()
        except SlackUnreachable as error:
            logger().warning("not in Slack yet", problem=str(error), again_in=RETRY_SECONDS)
            try:
                async with asyncio.timeout(RETRY_SECONDS):
                    await stopped.wait()
            except TimeoutError:
                continue
