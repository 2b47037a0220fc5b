"""The route that Prometheus reads."""

from fastapi import APIRouter, Depends, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from assistant.service.access import REFUSED, caller
from assistant.service.services import Services

router = APIRouter(tags=["running"], dependencies=[Depends(caller)])


@router.get(
    "/metrics",
    response_class=Response,
    responses=REFUSED | {200: {"content": {"text/plain": {}}, "description": "In the text format of Prometheus."}},
)
async def metrics(request: Request) -> Response:
    """Counts of requests and answers, their times, and how many wait."""
    services: Services = request.app.state.services
    return Response(generate_latest(services.metrics.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})
