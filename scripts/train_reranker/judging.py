"""How well a score reorders what the first stage found in documents that were not trained on."""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.knowledge.sentences import Span
from assistant.retrieval.reranking import CrossEncoder, fused
from scripts.train_reranker.asking import Wordings
from scripts.train_reranker.corpus import Corpus, as_read
from scripts.train_reranker.mining import DEPTH, Item

NEAR = 8
KINDS = ("present", "absent", "meeting")


@dataclass(frozen=True)
class Case:
    """A question, the first stage's passages of its source, best first, with their ranges and fused scores."""

    kind: str
    question: str
    passages: Sequence[str]
    spans: Sequence[Span]
    first: Sequence[float]
    gold: Sequence[Span]


@dataclass(frozen=True)
class Judgement:
    """Means over the cases that have an answer, in shares of characters."""

    cases: int
    precision_at_1: float
    recall_at_8: float


def cases(items: Sequence[Item], corpus: Corpus, chance: random.Random) -> Iterator[Case]:
    """The items asked in held-out wordings."""
    wordings = Wordings(held_out=True)
    for item in items:
        question = wordings.ask(item.asked, item.clause, chance) if item.clause else item.asked.whole
        found = corpus.found(question, item.source, DEPTH)
        kind = "meeting" if not item.clause else "present" if item.gold else "absent"
        yield Case(
            kind,
            question,
            [as_read(each.passage) for each in found],
            [(each.passage.start, each.passage.end) for each in found],
            [each.score for each in found],
            item.gold,
        )


def write_cases(path: Path, some: Sequence[Case]) -> None:
    path.write_text("".join(json.dumps(asdict(case), ensure_ascii=False) + "\n" for case in some), encoding="utf-8")


def read_cases(path: Path) -> list[Case]:
    return [Case(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def judged(some: Sequence[Case], order: Callable[[Case], Sequence[int]]) -> Judgement:
    """Precision of the first and recall of the first eight passages in the `order` given to each case."""
    answered = [case for case in some if case.gold and case.spans]
    ordered = [[case.spans[at] for at in order(case)] for case in answered]
    precisions = [
        _shared(spans[:1], case.gold) / _size(spans[:1]) for spans, case in zip(ordered, answered, strict=True)
    ]
    recalls = [
        _shared(spans[:NEAR], case.gold) / _size(case.gold) for spans, case in zip(ordered, answered, strict=True)
    ]
    return Judgement(len(answered), sum(precisions) / len(answered), sum(recalls) / len(answered))


def separation(present: Sequence[float], absent: Sequence[float]) -> float:
    """AUROC: how often a score of `present` is above one of `absent`."""
    above = sum((one > other) + (one == other) / 2 for one in present for other in absent)
    return above / (len(present) * len(absent))


def print_judgement(some: Sequence[Case], model: Path) -> None:
    """Tell how well the model in a folder does on the cases, beside the first stage alone."""
    cross_encoder = CrossEncoder(model)
    scores = {id(case): cross_encoder.scores(case.question, case.passages) for case in some}
    for kind in ("present", "meeting"):
        asked = [case for case in some if case.kind == kind]
        print(f"{kind}, first stage: {judged(asked, lambda case: range(len(case.spans)))}")
        print(f"{kind}, both stages: {judged(asked, lambda case: _by_both(case, scores[id(case)]))}")
    best = {kind: [max(scores[id(case)], default=0.0) for case in some if case.kind == kind] for kind in KINDS}
    print(f"present or absent: AUROC {separation(best['present'], best['absent']):.3f}")


def _by_both(case: Case, likely: Sequence[float]) -> list[int]:
    return sorted(range(len(likely)), key=lambda at: -fused(case.first[at], likely[at]))


def _shared(spans: Sequence[Span], gold: Sequence[Span]) -> int:
    return len(_characters(spans) & _characters(gold))


def _size(spans: Sequence[Span]) -> int:
    return len(_characters(spans))


def _characters(spans: Sequence[Span]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}
