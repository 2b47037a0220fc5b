"""The routes that compare the catalog with its indexes, and index it anew, as `ally doctor` and `ally reindex` do."""

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from assistant.knowledge.doctor import Diagnosis
from assistant.service.access import REFUSED_TO_MANAGE, Manages, must_see_everything
from assistant.service.logs import logger
from assistant.service.problems import documented
from assistant.service.services import Services
from assistant.service.steps import told

router = APIRouter(tags=["running"])

_EVENTS = "`indexed` on the way, then `done` with the model that everything is embedded with, or `error`."
_STREAMED = 'event: indexed\ndata: {"passages": 1000}\n\n'


@router.get("/v1/doctor", responses=REFUSED_TO_MANAGE | documented(503))
async def doctor(request: Request, caller: Manages) -> Diagnosis:
    """What catalog and indexes hold of each audience, and a line for each thing that is not as it should be."""
    must_see_everything(caller, "comparing")
    services: Services = request.app.state.services
    return await services.loading.examined()


@router.post(
    "/v1/reindex",
    response_class=StreamingResponse,
    responses=REFUSED_TO_MANAGE
    | documented(503)
    | {200: {"description": _EVENTS, "content": {"text/event-stream": {"example": _STREAMED}}}},
)
async def reindex(request: Request, caller: Manages) -> Response:
    """Index everything anew from the catalog, and embed what has no vector, while questions go on."""
    must_see_everything(caller, "indexing anew")
    services: Services = request.app.state.services
    reply = await told(services.loading.reindex())
    logger().info("reindex", owner=caller.owner)
    return reply
