"""The page's plots as points to draw: recall at k, risk and coverage, and how long answers took."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log2

from eval.figures import ALL
from eval.results import Figure, RiskPoint, Timing

WIDTH, HEIGHT = 280.0, 150.0  # of the area inside the axes, in the units of the drawing
RECALL = "recall@"

Point = tuple[float, float]


@dataclass(frozen=True)
class Plot:
    """A line over two axes, and what it says in words. Places are in the units of the drawing, y downwards."""

    title: str
    says: str
    across: str
    up: str
    line: Sequence[Point]
    band: Sequence[Point]
    across_ticks: Sequence[tuple[float, str]]
    up_ticks: Sequence[tuple[float, str]]


def recall_at_k(figures: Sequence[Figure]) -> Plot | None:
    """The share of the gold among the best k, with its interval."""
    found = {
        int(each.metric.removeprefix(RECALL)): (each.value, each.low, each.high)
        for each in figures
        if each.metric.startswith(RECALL) and each.slice == ALL
        if each.value is not None and each.low is not None and each.high is not None
    }
    if len(found) < 2:
        return None
    last = log2(max(found))
    place = {k: WIDTH * log2(k) / last for k in sorted(found)}
    upper = [(place[k], _up(found[k][2])) for k in place]
    lower = [(place[k], _up(found[k][1])) for k in reversed(list(place))]
    return Plot(
        title="Recall at k",
        says=", ".join(f"{100 * found[k][0]:.0f} % at {k}" for k in place),
        across="best k passages",
        up="share of the gold found",
        line=[(place[k], _up(found[k][0])) for k in place],
        band=[*upper, *lower],
        across_ticks=[(place[k], str(k)) for k in place],
        up_ticks=_SHARES_UP,
    )


def risk_and_coverage(points: Sequence[RiskPoint]) -> Plot | None:
    """The share of wrong answers, were only the best supported given."""
    if len(points) < 2:
        return None
    half = min(points, key=lambda each: abs(each.coverage - 0.5))
    last = points[-1]
    return Plot(
        title="Risk and coverage",
        says=(
            f"{100 * last.risk:.0f} % wrong where {100 * last.coverage:.0f} % are answered; "
            f"{100 * half.risk:.0f} % wrong, were {100 * half.coverage:.0f} % answered"
        ),
        across="share answered, the best supported first",
        up="share of those that is wrong",
        line=[(WIDTH * each.coverage, _up(each.risk)) for each in points],
        band=(),
        across_ticks=[(WIDTH * share, f"{100 * share:.0f} %") for share in (0, 0.5, 1)],
        up_ticks=_SHARES_UP,
    )


def latency(timings: Sequence[Timing]) -> Plot | None:
    """The share of the answers that were there within so many seconds."""
    if len(timings) < 2:
        return None
    seconds = sorted(each.seconds for each in timings)
    longest = seconds[-1] or 1.0
    median, slow = (seconds[ceil(share * len(seconds)) - 1] for share in (0.5, 0.95))
    line = [(WIDTH * each / longest, _up((rank + 1) / len(seconds))) for rank, each in enumerate(seconds)]
    return Plot(
        title="Time to the whole answer",
        says=f"half within {median:.2f} s, 95 % within {slow:.2f} s",
        across="seconds",
        up="share of the answers",
        line=line,
        band=(),
        across_ticks=[(WIDTH * part, f"{longest * part:.2g}") for part in (0, 0.5, 1)],
        up_ticks=_SHARES_UP,
    )


def _up(share: float) -> float:
    return HEIGHT * (1 - share)


_SHARES_UP = [(_up(share), f"{100 * share:.0f} %") for share in (0, 0.5, 1)]
