"""The routes that bring everything in step with a folder that the settings name, or drop what came from it."""

from pathlib import Path

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response, StreamingResponse

from assistant.errors import UsageError
from assistant.service.access import REFUSED_TO_MANAGE, Manages, must_see_everything
from assistant.service.logs import logger
from assistant.service.problems import documented
from assistant.service.services import Services
from assistant.service.steps import told

router = APIRouter(tags=["sources"])

_EVENTS = "`progress` and `indexed` on the way, then `done` with what became of each file, or `error`."
_STREAMED = 'event: progress\ndata: {"path": "talks/launch.vtt", "done": 3, "total": 40}\n\n'


class Folder(BaseModel):
    """One of the folders in the settings, written as there."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"folder": "/srv/alliances"}]})

    folder: str


class Forgotten(BaseModel):
    """How many sources of a folder are not known any more."""

    folder: str
    removed: int


@router.post(
    "/v1/ingest",
    response_class=StreamingResponse,
    responses=REFUSED_TO_MANAGE
    | documented(408, 413, 422, 503)
    | {200: {"description": _EVENTS, "content": {"text/event-stream": {"example": _STREAMED}}}},
)
async def ingest(request: Request, wanted: Folder, caller: Manages) -> Response:
    """Load what is new or changed in a folder, and forget what went from it, while questions go on."""
    services: Services = request.app.state.services
    # The names of files, and how many there are, belong to whoever may see them all.
    must_see_everything(caller, "loading a folder")
    folder = _configured(services, wanted.folder)
    reply = await told(services.loading.sync(folder))
    logger().info("ingest", owner=caller.owner, folder=str(folder))
    return reply


@router.post("/v1/forget", responses=REFUSED_TO_MANAGE | documented(408, 413, 422, 503))
async def forget(request: Request, wanted: Folder, caller: Manages) -> Forgotten:
    """Drop everything that came from a folder. What is still in it is loaded again with the next ingest."""
    services: Services = request.app.state.services
    must_see_everything(caller, "dropping a folder")
    folder = _configured(services, wanted.folder)
    removed = await services.loading.forget_folder(folder.absolute().resolve())
    logger().info("forget", owner=caller.owner, folder=str(folder), removed=removed)
    return Forgotten(folder=wanted.folder, removed=removed)


def _configured(services: Services, folder: str) -> Path:
    named = {str(each): each for each in services.folders}
    if folder not in named:
        listed = ", ".join(named) or "none; add it to the setting 'folders'"
        raise UsageError(f"folder {folder!r}: not one of this service; these are: {listed}")
    return named[folder]
