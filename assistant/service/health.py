"""Whether the service runs, and whether it answers: for whoever watches over it, hence without a key."""

from fastapi import APIRouter
from pydantic import BaseModel

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


@router.get("/readyz")
async def ready() -> Ready:
    """Whether questions are answered. The service listens before that; then the connection waits."""
    return Ready()
