"""The routes that questions take: an answer, whole or as it is written, and the passages that a search finds."""

from collections.abc import AsyncGenerator, AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.sse import format_sse_event
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from assistant.errors import UsageError
from assistant.service.access import REFUSED, Called, Caller
from assistant.service.event_stream import event_stream
from assistant.service.gate import admitted
from assistant.service.problems import documented
from assistant.service.questions import on_record, whole
from assistant.service.services import Services
from assistant.types import Answer, Event, Filters, Hit, Turn

router = APIRouter(tags=["asking"], dependencies=[Depends(admitted)])

_EVENTS = "One event for what was found, one for each sentence, and `done` or `error` with the whole answer."
_STREAMED = (
    'event: sentence\ndata: {"sentence": {"text": "It has six members.", "citations": [1], "verified": true}, '
    '"citations": [{"number": 1, "quote": "six members"}], "joint": ""}\n\n'
)


class Ask(BaseModel):
    """A question, what it follows on, and what to narrow the search to.

    It follows on a conversation that the service keeps, or on the turns that the caller sends along.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"question": "Who decides when the committee is deadlocked?"},
                {"question": "And how does it end?", "filters": {"kind": "agreement"}, "stream": True},
            ]
        },
    )

    question: str
    conversation_id: Annotated[str | None, Field(description="of the answer before, to follow it up")] = None
    history: Annotated[
        list[Turn] | None, Field(description="turns before the question, oldest first; then nothing is kept")
    ] = None
    filters: Filters = Filters()
    stream: Annotated[bool, Field(description="whether to answer in server-sent events")] = False


class SearchFor(BaseModel):
    """A search for passages."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"query": "notice of termination", "k": 3, "filters": {"kind": "agreement"}}]},
    )

    query: str
    k: Annotated[int, Field(ge=1, le=100)] = 8
    filters: Filters = Filters()


class Hits(BaseModel):
    """Passages, best first."""

    hits: list[Hit]


@router.post(
    "/v1/ask",
    response_model=Answer,
    responses=REFUSED
    | documented(404, 408, 413, 422, 503)
    | {200: {"description": _EVENTS, "content": {"text/event-stream": {"example": _STREAMED}}}},
)
async def ask(request: Request, asked: Ask, caller: Called) -> Response:
    """Answer a question. Every sentence carries quotes, word for word from sources that this caller may see."""
    events = on_record(request, caller, asked.question, _events(request.app.state.services, asked, caller))
    if not asked.stream:
        # As it is: it was made of the model, and checking it once more would take longer than writing it.
        return Response((await whole(events)).model_dump_json(), media_type="application/json")
    # What is wrong with the question shows before the first event, and can still be told by the status.
    first = await anext(events)
    return event_stream(_sent(first, events))


@router.post("/v1/search", responses=REFUSED | documented(408, 413, 422, 503))
async def search(request: Request, wanted: SearchFor, caller: Called) -> Hits:
    """Find the passages that bear on a question."""
    services: Services = request.app.state.services
    return Hits(hits=await services.assistant.search(wanted.query, caller.viewer, wanted.filters, wanted.k))


def _events(services: Services, asked: Ask, caller: Caller) -> AsyncGenerator[Event]:
    if asked.history is None:
        return services.conversing.stream(
            asked.question,
            caller.viewer,
            asked.filters,
            owner=caller.owner,
            place="http",
            conversation_id=asked.conversation_id,
        )
    if asked.conversation_id is not None:
        raise UsageError("history: not together with conversation_id; send one of them")
    return services.assistant.stream(asked.question, caller.viewer, asked.filters, asked.history)


async def _sent(first: Event, rest: AsyncIterator[Event]) -> AsyncIterator[bytes]:
    yield sent(first)
    async for event in rest:
        yield sent(event)


def sent(event: Event) -> bytes:
    """The event as a server-sent one: its name, and its JSON."""
    return format_sse_event(event=event.name, data_str=event.model_dump_json())
