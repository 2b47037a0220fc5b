"""What Prometheus reads: counts and times by route and outcome, never a word of what was asked or answered."""

from fastapi import APIRouter, Depends, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from assistant.service.access import REFUSED, caller
from assistant.service.gate import Gate

router = APIRouter(tags=["running"], dependencies=[Depends(caller)])

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """The figures of one service."""

    def __init__(self, gate: Gate) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "ally_requests_total", "Requests answered.", ["method", "route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "ally_request_seconds", "How long requests took.", ["route"], buckets=_SECONDS, registry=self.registry
        )
        self.answers = Counter("ally_answers_total", "Questions by outcome.", ["status"], registry=self.registry)
        running = Gauge("ally_requests_running", "Questions that are worked on.", registry=self.registry)
        running.set_function(lambda: gate.running)
        waiting = Gauge("ally_requests_waiting", "Questions that wait for their turn.", registry=self.registry)
        waiting.set_function(lambda: gate.waiting)


@router.get(
    "/metrics",
    response_class=Response,
    responses=REFUSED | {200: {"content": {"text/plain": {}}, "description": "In the text format of Prometheus."}},
)
async def metrics(request: Request) -> Response:
    """Counts of requests and answers, their times, and how many wait."""
    known: Metrics = request.app.state.metrics
    return Response(generate_latest(known.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})
