"""Two runs of a suite, case by case: what changed, and whether it is more than chance."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import Literal

from assistant.errors import UsageError
from eval.figures import ALL
from eval.paired import LEVEL, Shift, detectable, holm, mcnemar, shift
from eval.pairing import Pair, Run, paired
from eval.results import Measure

MINIMUM_EFFECT = 0.01  # a smaller change is not worth a word, however sure it is

Watched = tuple[str, str]  # a metric, and the slice that it is compared over


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


def _has(pair: Pair, metric: str, part: str) -> bool:
    inside = part == ALL or part in pair.scored_after.slices
    return inside and metric in pair.scored_before.metrics and metric in pair.scored_after.metrics
