"""The routes to a caller's own conversations. Those of others are not there, as far as the routes tell."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from assistant.conversations.kept import Conversation, ConversationSummary, Verdict
from assistant.service.access import REFUSED, Called
from assistant.service.problems import documented
from assistant.service.services import Services

router = APIRouter(tags=["conversations"])


class ConversationList(BaseModel):
    """The caller's conversations, that with the latest question first."""

    conversations: list[ConversationSummary]


class Renamed(BaseModel):
    """What a conversation is called from now on; by its first question where the title is empty."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"title": "The Larch amendment"}]})

    title: Annotated[str, Field(max_length=200)]


class Opinion(BaseModel):
    """What the caller thinks of an answer of its own."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"answer_id": "f3Jk…", "verdict": "down", "reason": "The clause was amended."}]
        },
    )

    answer_id: str
    verdict: Verdict
    reason: Annotated[str, Field(max_length=10_000)] = ""


@router.get("/v1/conversations", responses=REFUSED | documented(503))
async def conversations(request: Request, caller: Called) -> ConversationList:
    """List the conversations that this caller began."""
    services: Services = request.app.state.services
    return ConversationList(conversations=await run_in_threadpool(services.conversations.listed, caller.owner))


@router.get("/v1/conversations/{id}", responses=REFUSED | documented(404, 422, 503))
async def conversation(request: Request, id: str, caller: Called) -> Conversation:  # noqa: A002 (as answers call it)
    """A conversation with its answers, each as far as this caller may see it now."""
    services: Services = request.app.state.services
    return await run_in_threadpool(services.conversations.conversation, id, caller.owner, caller.viewer)


@router.patch("/v1/conversations/{id}", status_code=204, responses=REFUSED | documented(404, 408, 413, 422, 503))
async def rename(request: Request, id: str, renamed: Renamed, caller: Called) -> None:  # noqa: A002 (as answers call it)
    """Call a conversation by another title."""
    services: Services = request.app.state.services
    await run_in_threadpool(services.conversations.rename, id, caller.owner, renamed.title)


@router.delete("/v1/conversations/{id}", status_code=204, responses=REFUSED | documented(404, 422, 503))
async def forget(request: Request, id: str, caller: Called) -> None:  # noqa: A002 (as answers call it)
    """Delete a conversation with its answers and what was thought of them."""
    services: Services = request.app.state.services
    await run_in_threadpool(services.conversations.delete, id, caller.owner)


@router.post("/v1/feedback", status_code=204, responses=REFUSED | documented(404, 408, 413, 422, 503))
async def feedback(request: Request, given: Opinion, caller: Called) -> None:
    """Say whether an answer was good, and why."""
    services: Services = request.app.state.services
    await run_in_threadpool(
        services.conversations.give_feedback, given.answer_id, caller.owner, given.verdict, given.reason
    )
