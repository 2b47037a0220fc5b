"""What is counted of one service: by route and outcome, never a word of what was asked or answered."""

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

if TYPE_CHECKING:
    from assistant.service.gate import Gate

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """The figures of one service. Answers given in Slack, which no request asks for, have the route "slack"."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "ally_requests_total", "Requests answered.", ["method", "route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "ally_request_seconds",
            "How long requests, and answers in Slack, took.",
            ["route"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.answers = Counter("ally_answers_total", "Questions by outcome.", ["status"], registry=self.registry)
        self._running = Gauge("ally_requests_running", "Questions that are worked on.", registry=self.registry)
        self._waiting = Gauge("ally_requests_waiting", "Questions that wait for their turn.", registry=self.registry)

    def watch(self, gate: "Gate") -> None:
        """Tell how many questions this gate lets through and lets wait."""
        self._running.set_function(lambda: gate.running)
        self._waiting.set_function(lambda: gate.waiting)
