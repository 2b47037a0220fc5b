"""Two runs of a suite, case by case: what changed, and whether it is more than chance.

Only cases that are the same in both runs and have an answer in both are compared, and only those that a person has
looked at.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import fsum
from pathlib import Path
from typing import Literal

from assistant.errors import UsageError
from eval.cases import Case
from eval.figures import ALL, Scored, scored
from eval.metrics.registry import PASSED
from eval.paired import LEVEL, Shift, detectable, holm, mcnemar, shift
from eval.results import SUMMARY, Measure, Result, Summary, read_results, read_summary

MINIMUM_EFFECT = 0.01  # a smaller change is not worth a word, however sure it is

MOSTLY = 0.5  # of the times that a case is asked
NO_ANSWER = "without an answer"

Watched = tuple[str, str]  # a metric, and the slice that it is compared over


@dataclass(frozen=True)
class Run:
    """A finished run."""

    summary: Summary
    results: Sequence[Result]


@dataclass(frozen=True)
class Pair:
    """A case that both runs answered. Of one that was asked several times: the first answers, and the means."""

    before: Result
    after: Result
    scored_before: Scored
    scored_after: Scored

    @property
    def passed_before(self) -> bool:
        return self.scored_before.metrics[PASSED.name] > MOSTLY

    @property
    def passes_now(self) -> bool:
        return self.scored_after.metrics[PASSED.name] > MOSTLY


@dataclass(frozen=True)
class Difference:
    """A metric over a slice, before and after: `lost` cases are worse than they were, `gained` ones better.

    `p` is adjusted for the family of comparisons that it is one of. `detectable` is the smallest difference that these
    cases can be relied on to show.
    """

    measure: Measure
    slice: str
    n: int
    before: float
    after: float
    shift: Shift
    lost: int
    gained: int
    p: float
    detectable: float | None
    minimum: float

    @property
    def outcome(self) -> Literal["better", "worse", "no clear change"]:
        """Worse or better only if it is hardly chance, the interval leaves 0 out, and it is large enough to matter."""
        leaves_out_0 = self.shift.low > 0 or self.shift.high < 0
        if self.p >= LEVEL or not leaves_out_0 or abs(self.shift.value) < self.minimum:
            return "no clear change"
        return "better" if (self.shift.value > 0) == (self.measure.better == "higher") else "worse"


@dataclass(frozen=True)
class Comparison:
    """Two runs with the cases that could be compared; how many could not, by the reason.

    The `watched` differences, in the order asked for, are a family of comparisons, and the `others` are another.
    """

    base: Run
    new: Run
    pairs: Sequence[Pair]
    left_out: Counter[str]
    watched: Sequence[Difference]
    others: Sequence[Difference]

    @property
    def flipped(self) -> list[Pair]:
        """The cases that passed before and do not now, then those that do now and did not before."""
        flipped = [pair for pair in self.pairs if pair.passed_before != pair.passes_now]
        return sorted(flipped, key=lambda pair: pair.passes_now)


def read_run(folder: Path) -> Run:
    """The run in a folder. Raises UsageError."""
    if not (folder / SUMMARY).is_file():
        raise UsageError(f"{folder}: no finished run; make one with: ally eval run SUITE --output {folder}")
    return Run(read_summary(folder), read_results(folder))


def compare(base: Run, new: Run, watched: Sequence[Watched] = (), minimum: float = MINIMUM_EFFECT) -> Comparison:
    """The new run held against the base. Raises UsageError for runs of different suites or corpora."""
    for what, before, after in (
        ("suites", base.summary.suite, new.summary.suite),
        ("corpora", base.summary.corpus_hash, new.summary.corpus_hash),
    ):
        if before != after:
            raise UsageError(f"runs of different {what} ({before:.12}, {after:.12}); run both versions on the same one")
    pairs, left_out = paired(base.results, new.results)
    others = [(each.name, ALL) for each in new.summary.measures if (each.name, ALL) not in watched]
    return Comparison(
        base=base,
        new=new,
        pairs=pairs,
        left_out=left_out,
        watched=differences(pairs, new.summary.measures, watched, minimum),
        others=differences(pairs, new.summary.measures, others, minimum),
    )


def paired(base: Sequence[Result], new: Sequence[Result]) -> tuple[list[Pair], Counter[str]]:
    """The cases that can be compared, in the order of the new run, and why others cannot."""
    before, after = _by_case(base), _by_case(new)
    left_out = Counter({"only in the base": len(before.keys() - after.keys())})
    pairs = []
    for name, results in after.items():
        if reason := _reason_against(before.get(name, []), results):
            left_out[reason] += 1
        else:
            pairs.append(Pair(before[name][0], results[0], scored(before[name])[0], scored(results)[0]))
    return pairs, +left_out


def differences(
    pairs: Sequence[Pair], measures: Iterable[Measure], watched: Iterable[Watched], minimum: float
) -> list[Difference]:
    """A family of comparisons; what no pair has is left out."""
    by_name = {measure.name: measure for measure in measures}
    having = {
        (name, part): [each for each in pairs if _has(each, name, part)] for name, part in watched if name in by_name
    }
    family = {key: some for key, some in having.items() if some}
    found = [_difference(some, by_name[name], part, len(family), minimum) for (name, part), some in family.items()]
    adjusted = holm([each.p for each in found])
    return [replace(each, p=p) for each, p in zip(found, adjusted, strict=True)]


def _difference(pairs: Sequence[Pair], measure: Measure, part: str, family: int, minimum: float) -> Difference:
    before = [pair.scored_before.metrics[measure.name] for pair in pairs]
    after = [pair.scored_after.metrics[measure.name] for pair in pairs]
    moved = [new - old for old, new in zip(before, after, strict=True)]
    found = shift(moved, [pair.scored_after.document for pair in pairs])
    down, up = sum(each < 0 for each in moved), sum(each > 0 for each in moved)
    return Difference(
        measure=measure,
        slice=part,
        n=len(pairs),
        before=fsum(before) / len(pairs),
        after=fsum(after) / len(pairs),
        shift=found,
        lost=down if measure.better == "higher" else up,
        gained=up if measure.better == "higher" else down,
        p=mcnemar(down, up) if measure.yes_no else found.p,
        detectable=detectable(found.error, len(pairs), family),
        minimum=minimum,
    )


def _by_case(results: Iterable[Result]) -> dict[str, list[Result]]:
    by_case: dict[str, list[Result]] = {}
    for result in results:
        by_case.setdefault(result.case.id, []).append(result)
    return by_case


def _reason_against(before: Sequence[Result], after: Sequence[Result]) -> str:
    if not before:
        return "only in the new run"
    if not after[0].case.reviewed:
        return "not reviewed yet"
    if _asked(before[0].case) != _asked(after[0].case):
        return "changed between the runs"
    return NO_ANSWER if any(each.error for each in (*before, *after)) else ""


def _asked(case: Case) -> Case:
    """What an outcome depends on."""
    return case.model_copy(update={"reviewed": True, "complaint": None, "tags": ()})


def _has(pair: Pair, metric: str, part: str) -> bool:
    inside = part == ALL or part in pair.scored_after.slices
    return inside and metric in pair.scored_before.metrics and metric in pair.scored_after.metrics
