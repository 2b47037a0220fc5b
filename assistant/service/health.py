"""Whether the service runs, and whether it answers: for whoever watches over it, hence without a key."""

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from assistant.service.problems import documented
from assistant.service.services import Services

router = APIRouter(tags=["running"])


class Health(BaseModel):
    """The process runs."""

    status: str = "ok"


class Ready(BaseModel):
    """The service answers questions."""

    status: str = "ready"


@router.get("/healthz")
async def healthy() -> Health:
    """Whether the process runs."""
    return Health()


@router.get("/readyz", responses=documented(503))
async def ready(request: Request) -> Ready:
    """Whether questions are answered: the service has started, and its catalog can be read."""
    services: Services = request.app.state.services
    await run_in_threadpool(services.catalog.model)
    return Ready()
