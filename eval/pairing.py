"""Which cases of two runs can be held against each other: the same in both, answered in both, and reviewed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import UsageError
from eval.cases import Case
from eval.figures import Scored, scored
from eval.metrics.registry import PASSED
from eval.results import SUMMARY, Result, Summary, read_results, read_summary

MOSTLY = 0.5  # of the times that a case is asked
NO_ANSWER = "without an answer"


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


def read_run(folder: Path) -> Run:
    """The run in a folder. Raises UsageError."""
    if not (folder / SUMMARY).is_file():
        raise UsageError(f"{folder}: no finished run; make one with: ally eval run SUITE --output {folder}")
    return Run(read_summary(folder), read_results(folder))


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
