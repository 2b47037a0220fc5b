"""The client of Slack's Web API: one connection pool, and patience where Slack asks for it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from assistant.errors import AllyError, UsageError
from integrations.slack.desk import Us
from integrations.slack.failing import Failure, failure_of
from integrations.slack.tokens import BOT, Tokens

MOST_RETRIES = 3


class SlackUnreachable(AllyError):
    """Slack cannot be reached, or does not answer as Slack does."""


@asynccontextmanager
async def slack_client(tokens: Tokens, api: str) -> AsyncIterator[AsyncWebClient]:
    """A client that waits as told when it is asked to slow down, and tries again what the network lost."""
    retries = [
        AsyncRateLimitErrorRetryHandler(max_retry_count=MOST_RETRIES),
        AsyncConnectionErrorRetryHandler(max_retry_count=MOST_RETRIES),
        AsyncServerErrorRetryHandler(max_retry_count=1),
    ]
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(token=tokens.bot, base_url=api, session=session, retry_handlers=retries)


async def who_we_are(client: AsyncWebClient) -> Us:
    """Our user and workspace. Raises UsageError for a token that Slack refuses, SlackUnreachable where it is away."""
    try:
        told = await client.auth_test()
    except SlackApiError as error:
        if failure_of(error) is Failure.REFUSED:
            raise UsageError(f"{BOT}: Slack refuses it ({error.response['error']}); put a valid one there") from error
        raise SlackUnreachable(f"Slack answers {error.response.get('error')!r}; try again later") from error
    except (aiohttp.ClientError, TimeoutError) as error:
        raise SlackUnreachable(f"{client.base_url}: cannot be reached ({error}); check the network") from error
    ids = (told.get("team_id"), told.get("enterprise_id"))
    return Us(bot=told["user_id"], team=told["team_id"], own=frozenset(str(each) for each in ids if each))
