"""Slack inside `ally serve`: `/slack/events` where a signing secret is set, and the socket where that is asked for."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress

from fastapi import APIRouter, FastAPI, HTTPException, Request, Response
from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from assistant.errors import AllyError
from assistant.service.services import Services
from integrations.slack.logs import logger
from integrations.slack.running import RETRY_SECONDS, stay
from integrations.slack.settings import SlackSettings, slack_settings
from integrations.slack.tokens import Tokens, required, tokens_from_environment

PATH = "/slack/events"


def routes(services: Services) -> APIRouter:
    """The routes, and Ally at work in Slack while the service runs; nothing without either. Raises UsageError."""
    settings, tokens = slack_settings(services.settings.slack), tokens_from_environment()
    if settings.socket or (tokens and tokens.secret):
        return slack_router(services, settings, required(tokens, socket=settings.socket))
    return APIRouter()


def slack_router(services: Services, settings: SlackSettings, tokens: Tokens) -> APIRouter:
    """The same with these settings and tokens."""
    door = _Door(services, settings, tokens)
    router = APIRouter(lifespan=door.open)
    if tokens.secret:
        router.add_api_route(PATH, door.delivered, methods=["POST"], include_in_schema=False)
    return router


class _Door:
    """What Slack delivers over HTTP; closed until Slack has told who we are."""

    def __init__(self, services: Services, settings: SlackSettings, tokens: Tokens) -> None:
        self._services = services
        self._settings = settings
        self._tokens = tokens
        self._app: AsyncApp | None = None

    @asynccontextmanager
    async def open(self, _: FastAPI) -> AsyncIterator[None]:
        """Be at work in Slack, as soon as it can be reached."""
        task = asyncio.create_task(self._stay())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _stay(self) -> None:
        try:
            await stay(self._services, self._settings, self._tokens, self._opened, socket=self._settings.socket)
        except AllyError as error:
            logger().error("not in Slack", problem=str(error))

    def _opened(self, app: AsyncApp | None) -> None:
        self._app = app

    async def delivered(self, request: Request) -> Response:
        """Take one delivery. 401 without Slack's signature, 503 while Slack could not be asked who we are."""
        if not self._is_signed(await request.body(), request.headers):
            raise HTTPException(401, "Not signed by Slack; check SLACK_SIGNING_SECRET and the clock of this machine")
        if self._app is None:
            raise HTTPException(503, "Slack could not be reached yet", headers={"Retry-After": str(RETRY_SECONDS)})
        return await AsyncSlackRequestHandler(self._app).handle(request)

    def _is_signed(self, body: bytes, headers: Mapping[str, str]) -> bool:
        try:
            return SignatureVerifier(self._tokens.secret).is_valid_request(body, dict(headers))
        except (ValueError, UnicodeDecodeError):  # a time that is no number, a body that is no text
            return False
