"""From the lines of a run to its figures: every metric over all cases and over each slice, with interval and n."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from eval.bootstrap import Estimate, auroc, mean
from eval.judging.judge import MEASURES as JUDGED
from eval.metrics.registry import AUROC, METRICS, PASSED
from eval.metrics.risk_coverage import risk_coverage
from eval.results import Figure, Measure, Result, RiskPoint, Spread

ALL = "all"


@dataclass(frozen=True)
class Scored:
    """A case with what its repetitions come to: the mean of each metric that they have."""

    document: str
    slices: frozenset[str]
    answerable: bool
    support: float | None
    metrics: Mapping[str, float]


def measures_of(results: Iterable[Result]) -> tuple[Measure, ...]:
    """What is measured; a judge's measures only where one was asked."""
    is_judged = any(result.judgements for result in results)
    return (PASSED, *(metric.measure for metric in METRICS), AUROC, *(JUDGED if is_judged else ()))


def figures_of(results: Sequence[Result]) -> tuple[Figure, ...]:
    """Every metric over all cases, undefined ones too, and over those slices that have it."""
    cases = scored(results)
    slices = [ALL, *sorted({name for case in cases for name in case.slices})]
    return tuple(_figures(cases, slices, measures_of(results)))


def scored(results: Sequence[Result]) -> list[Scored]:
    """The cases of a run, in its order."""
    by_case: dict[str, list[Result]] = {}
    for result in results:
        by_case.setdefault(result.case.id, []).append(result)
    return [_scored(repeats) for repeats in by_case.values()]


def curve_of(results: Sequence[Result]) -> tuple[RiskPoint, ...]:
    """Risk and coverage over the lines that are no errors."""
    given = [
        (result.answer, "passed" in result.metrics and not result.metrics["passed"])
        for result in results
        if result.answer
    ]
    answered = [(answer.support, is_wrong) for answer, is_wrong in given if answer.status == "answered"]
    return tuple(risk_coverage(answered, len(given)))


def spreads_of(results: Sequence[Result]) -> tuple[Spread, ...]:
    """How far the judge disagrees with itself, by measure."""
    by_measure: dict[str, list[float]] = {}
    for judgement in (each for result in results for each in result.judgements):
        if judgement.variance is not None:
            by_measure.setdefault(judgement.measure, []).append(judgement.variance)
    return tuple(
        Spread(measure=name, cases=len(each), variance=round(fsum(each) / len(each), 6))
        for name, each in by_measure.items()
    )


def _scored(repeats: Sequence[Result]) -> Scored:
    first = repeats[0]
    slices = {f"tag:{tag}" for tag in first.case.tags} | {f"kind:{kind}" for kind in first.kinds}
    supports = [result.answer.support for result in repeats if result.answer]
    names = dict.fromkeys(name for result in repeats for name in result.metrics)
    return Scored(
        document=first.document,
        slices=frozenset(slices | {f"lang:{first.case.lang}"}),
        answerable=first.case.answerable,
        support=_mean(supports) if supports else None,
        metrics={name: _mean([r.metrics[name] for r in repeats if name in r.metrics]) for name in names},
    )


def _figures(cases: Sequence[Scored], slices: Sequence[str], measures: Sequence[Measure]) -> Iterator[Figure]:
    for name in slices:
        inside = [case for case in cases if name == ALL or name in case.slices]
        for measure in measures:
            having = [case for case in inside if measure.name in case.metrics]
            if measure == AUROC:
                having = [case for case in inside if case.support is not None]
            estimate = _auroc(having) if measure == AUROC else _averaged(having, measure.name)
            if estimate:
                value, low, high = (round(each, 6) for each in (estimate.value, estimate.low, estimate.high))
                yield Figure(metric=measure.name, slice=name, n=len(having), value=value, low=low, high=high)
            elif name == ALL:
                yield Figure(metric=measure.name, slice=name, n=0)


def _averaged(cases: Sequence[Scored], name: str) -> Estimate | None:
    if not cases:
        return None
    values, documents = [case.metrics[name] for case in cases], [case.document for case in cases]
    # Resampling shows how documents differ; of what one document says about others, it knows nothing.
    return mean(values, documents) if len(set(documents)) > 1 else Estimate(_mean(values), 0.0, 1.0)


def _auroc(cases: Sequence[Scored]) -> Estimate | None:
    if {case.answerable for case in cases} != {True, False}:
        return None
    supports = [case.support or 0.0 for case in cases]
    return auroc(supports, [case.answerable for case in cases], [case.document for case in cases])


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)
