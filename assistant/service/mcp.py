"""MCP over HTTP at `/mcp`: each message stands alone, under the key, the rate and the queue of every other route."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.types import Receive, Scope, Send

from assistant.service.access import Called
from assistant.service.gate import admitted
from assistant.service.mcp_offer import AskAlliances, Context, Offer
from assistant.service.questions import on_record, whole
from assistant.service.services import Services
from assistant.types import Answer, Viewer


@asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[dict[str, StreamableHTTPSessionManager]]:
    services: Services = app.state.services
    offer = Offer(services.assistant, services.catalog, _viewer, _answer)
    manager = StreamableHTTPSessionManager(offer.server(), json_response=True, stateless=True)
    async with manager.run():
        yield {"mcp": manager}


router = APIRouter(lifespan=_running, dependencies=[Depends(admitted)])


class _Exchange(Response):
    """The reply to one message, which the library writes."""

    def __init__(self, manager: StreamableHTTPSessionManager) -> None:
        super().__init__()
        self._manager = manager

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._manager.handle_request(scope, receive, send)


# The protocol describes itself to its clients; the description of the API has nothing to add.
@router.post("/mcp", include_in_schema=False)
async def exchange(request: Request, caller: Called) -> Response:
    """Take one message of the Model Context Protocol."""
    request.state.caller = caller
    return _Exchange(request.state.mcp)


def _request(context: Context) -> Request:
    assert isinstance(context.request, Request)
    return context.request


def _viewer(context: Context) -> Viewer:
    viewer: Viewer = _request(context).state.caller.viewer
    return viewer


async def _answer(context: Context, asked: AskAlliances) -> Answer:
    request = _request(context)
    services: Services = request.app.state.services
    events = services.assistant.stream(asked.question, _viewer(context), asked.filters)
    return await whole(on_record(request, request.state.caller, asked.question, events))
