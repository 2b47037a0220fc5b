"""The routes to shared answers: a link made by whoever asked, and what opens for whoever follows it."""

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from assistant.conversations.sharing import SharedAnswer, Sharing
from assistant.errors import NotKnown
from assistant.service.access import REFUSED, Called
from assistant.service.problems import documented
from assistant.service.services import Services

router = APIRouter(tags=["conversations"])


class SharedLink(BaseModel):
    """What opens a shared answer, at GET /v1/shared/{token}."""

    token: str


@router.post("/v1/answers/{id}/share", responses=REFUSED | documented(404, 422, 503))
async def share(request: Request, id: str, caller: Called) -> SharedLink:  # noqa: A002 (as answers call it)
    """Share an answer of the caller's own with everybody who has a key; each sees what that key is cleared for."""
    services: Services = request.app.state.services
    return SharedLink(token=await run_in_threadpool(Sharing(services.catalog).share, id, caller.owner))


@router.get("/v1/shared/{token}", responses=REFUSED | documented(404, 422, 503))
async def shared(request: Request, token: str, caller: Called) -> SharedAnswer:
    """A shared answer, as far as this caller may see it now."""
    services: Services = request.app.state.services
    try:
        return await run_in_threadpool(Sharing(services.catalog).opened, token, caller.viewer)
    except NotKnown:
        raise HTTPException(404, "No such shared answer; it may have been deleted") from None
