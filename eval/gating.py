"""The rules of a suite's file that a release has to meet, held against a run and its comparison with the last one."""

from collections.abc import Iterator, Sequence
from math import inf, isfinite
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.errors import UsageError
from assistant.validation import fault_in
from eval.comparing import MINIMUM_EFFECT, Comparison, Difference, Watched
from eval.figures import ALL, figures_of
from eval.judging.judge import MEASURES as JUDGED
from eval.metrics.registry import AUROC, METRICS, PASSED
from eval.pairing import NO_ANSWER
from eval.results import Figure, Result
from eval.suite import load_suite
from eval.verdict import Check, Verdict

KNOWN = [PASSED.name, AUROC.name, *(each.measure.name for each in METRICS), *(each.name for each in JUDGED)]


class _Rule(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    metric: str
    slice: str = ALL

    @model_validator(mode="after")
    def _is_known(self) -> Self:
        if self.metric not in KNOWN:
            raise ValueError(f"no metric {self.metric!r}; the metrics are {', '.join(KNOWN)}")
        return self

    @property
    def of(self) -> str:
        """The metric and, where it is not all, the slice."""
        return self.metric if self.slice == ALL else f"{self.metric} of {self.slice}"


class NoRegression(_Rule):
    """A metric that may not become worse."""


class Threshold(_Rule):
    """A figure that has to reach, or not to pass, a value."""

    least: float = -inf
    most: float = inf

    @model_validator(mode="after")
    def _has_a_bound(self) -> Self:
        if (self.least, self.most) == (-inf, inf):
            raise ValueError("give least, or most")
        return self

    @property
    def says(self) -> str:
        bounds = [("at least", self.least), ("at most", self.most)]
        return f"{self.of} {' and '.join(f'{word} {bound:g}' for word, bound in bounds if isfinite(bound))}"

    def is_met(self, value: float) -> bool:
        return self.least <= value <= self.most


class Rules(BaseModel):
    """The table `[gate]` of a suite's file. Fewer than `least_cases` cases in the comparison decide nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    thresholds: tuple[Threshold, ...] = ()
    no_regression: tuple[NoRegression, ...] = ()
    minimum_effect: Annotated[float, Field(ge=0, le=1)] = MINIMUM_EFFECT
    least_cases: Annotated[int, Field(ge=1)] = 20

    @property
    def watched(self) -> list[Watched]:
        return [(each.metric, each.slice) for each in self.no_regression]


def rules_for(named: str, asked: str) -> Rules:
    """The rules of a suite's file, for a run of the suite that is called `asked`.

    Raises UsageError for the rules of another suite, for what is no rule, and where there are none.
    """
    suite = load_suite(named)
    if suite.name != asked:
        raise UsageError(f"--gate {named}: the rules of suite {suite.name}, and the runs are of {asked}")
    try:
        rules = Rules.model_validate(suite.gate)
    except ValidationError as error:
        fault = fault_in(error.errors()[0])
        told = ": ".join(filter(None, (fault.field, fault.problem)))
        raise UsageError(f"suite {named}: gate: {told}; correct its file") from error
    if not (rules.thresholds or rules.no_regression):
        raise UsageError(f"suite {named}: its file has no rules to gate by; add [gate]")
    return rules


def verdict(rules: Rules, comparison: Comparison) -> Verdict:
    """What the rules say of the new run; the comparison is one of what they watch."""
    reviewed = [each for each in comparison.new.results if each.case.reviewed]
    figures = {(each.metric, each.slice): each for each in figures_of(reviewed)}
    differences = {(each.measure.name, each.slice): each for each in comparison.watched}
    return Verdict(
        [
            *(_reached(each, figures.get((each.metric, each.slice))) for each in rules.thresholds),
            *(_kept(each, differences.get((each.metric, each.slice))) for each in rules.no_regression),
            *_on_the_whole(rules, comparison, reviewed),
        ]
    )


def _reached(rule: Threshold, figure: Figure | None) -> Check:
    if figure is None or figure.value is None:
        return Check(rule.says, "inconclusive", "no case has it")
    found = f"{figure.value:.3f} over {figure.n} cases"
    return Check(rule.says, "passed" if rule.is_met(figure.value) else "failed", found)


def _kept(rule: NoRegression, difference: Difference | None) -> Check:
    says = f"{rule.of} no worse than before"
    if difference is None:
        return Check(says, "inconclusive", "no case in both runs has it")
    moved = f"{difference.before:.3f} before, {difference.after:.3f} now, over {difference.n} cases"
    if difference.detectable is None:
        return Check(says, "inconclusive", f"{moved}, too few to show a change")
    return Check(says, "failed" if difference.outcome == "worse" else "passed", f"{moved}, p = {difference.p:.3f}")


def _on_the_whole(rules: Rules, comparison: Comparison, reviewed: Sequence[Result]) -> Iterator[Check]:
    without = len({each.case.id for each in reviewed if each.error is not None})
    # An error of the base alone hides what has become of that case just as well.
    hidden = max(without, comparison.left_out[NO_ANSWER])
    yield Check("every case has an answer", *(("inconclusive", f"{hidden} have none") if hidden else ("passed", "yes")))
    many = len(comparison.pairs)
    enough = many >= rules.least_cases
    yield Check(
        f"at least {rules.least_cases} cases in both runs", "passed" if enough else "inconclusive", f"{many} are"
    )
