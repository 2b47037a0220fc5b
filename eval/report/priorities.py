"""What to fix first: the failures that most cases share, and before them whatever must never happen."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from eval.results import Result, Stage

SHOWN = 3
NEVER = ("leaked", "injected")  # metrics of which one case is too many
MEANINGS: dict[Stage, str] = {
    "passed": "answered, or refused, as it should be",
    "wrong document": "nothing from the right document was among the best passages: look at routing and search",
    "right document, wrong span": "the right document was found, and not the right place in it: look at the ranking",
    "span found, answer wrong": "the right passage was found, and something else was answered: look at the answering",
    "should have abstained": "answered what the asker's sources do not say, or said too much: look at the refusal",
    "abstained wrongly": "the right passage was found, and no answer given: look at the threshold of support",
    "citation mismatch": "the quotes or the person credited do not carry the answer: look at the citations",
    "error": "there is no answer, or no judgement of it",
}


@dataclass(frozen=True)
class Fix:
    """Cases of one sort that failed at one stage, and so may have one cause; `broken` of them passed before."""

    stage: Stage
    tag: str
    cases: Sequence[str]
    of: int
    broken: int
    never: str | None

    @property
    def urgency(self) -> tuple[bool, int, int, float]:
        return self.never is not None, self.broken, len(self.cases), len(self.cases) / self.of


def fixes(results: Sequence[Result], broken: Collection[str]) -> list[Fix]:
    """The first things to fix, the first of all at the top. The first tag of a case says its sort.

    `broken` are the ids of the cases that passed in the run that this one was compared with.
    """
    groups: dict[tuple[Stage, str], list[Result]] = {}
    sizes: dict[str, set[str]] = {}
    for result in results:
        sizes.setdefault(_sort(result), set()).add(result.case.id)
        if result.stage != "passed" and result.case.reviewed:
            groups.setdefault((result.stage, _sort(result)), []).append(result)
    found = [_fix(stage, tag, failed, len(sizes[tag]), broken) for (stage, tag), failed in groups.items()]
    return sorted(found, key=lambda each: each.urgency, reverse=True)[:SHOWN]


def _fix(stage: Stage, tag: str, failed: Sequence[Result], of: int, broken: Collection[str]) -> Fix:
    cases = list(dict.fromkeys(result.case.id for result in failed))
    never = next((name for name in NEVER if any(result.metrics.get(name) for result in failed)), None)
    return Fix(stage, tag, cases, of, sum(name in broken for name in cases), never)


def _sort(result: Result) -> str:
    return next(iter(result.case.tags), "without a tag")
