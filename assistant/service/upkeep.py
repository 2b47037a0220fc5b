"""The route that compares the catalog with its indexes, as `ally doctor` does where nobody serves."""

from fastapi import APIRouter, HTTPException, Request

from assistant.knowledge.doctor import Diagnosis
from assistant.service.access import REFUSED_TO_MANAGE, Manages
from assistant.service.problems import documented
from assistant.service.services import Services

router = APIRouter(tags=["running"])


@router.get("/v1/doctor", responses=REFUSED_TO_MANAGE | documented(503))
async def doctor(request: Request, caller: Manages) -> Diagnosis:
    """What catalog and indexes hold of each audience, and a line for each thing that is not as it should be."""
    if caller.viewer.parties is not None:
        raise HTTPException(403, "This key does not see everything, as comparing needs; use one made with --all")
    services: Services = request.app.state.services
    return await services.loading.examined()
