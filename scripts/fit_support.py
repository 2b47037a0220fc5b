"""Fit how sentences are weighed and when an answer counts as found.

`python scripts/fit_support.py DATA [--output FILE]`: DATA holds `questions/*.jsonl.gz` (question, passage, answer,
answer_start) and `contracts/` (`docs/`, `questions.jsonl` with gold spans, `absent.jsonl`). Half of the general
questions are put to a library that lacks their passage, the absent contract questions to the agreement that lacks the
clause. Weights are fitted on half of the documents; the figures printed are of the other half. FILE is meant for
`assistant/answering/weights.json`.
"""

import argparse
import gzip
import json
import random
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answering.asked import asked_from
from assistant.answering.contenders import PASSAGES_COMPARED, candidates
from assistant.answering.extracting import Extractor
from assistant.answering.quoting import Quote
from assistant.answering.scoring import Scored, likelihood
from assistant.answering.support import Evidence, evidence
from assistant.answering.weights import Weights
from assistant.assistant import EVERYTHING, NO_FILTERS
from assistant.build import finding_from, ingest, open_knowledge
from assistant.knowledge.lexical import Scope
from assistant.retrieval.ranked import RankedPassage
from assistant.retrieval.reranking import CrossEncoder
from assistant.settings import Settings, load_settings

Matrix = NDArray[np.float64]

SEED = 20251
GENERAL = ("nq_qed", "squad2_train_part", "selqa", "doc2dial_val", "tatqa", "xquad_en", "xquad_zh")
STAGES = {"reread": True, "first_stage": False}
EACH = 50  # questions of each general set
AGREEMENTS = 12
RIDGE = 1.0  # keeps weights of signals that say the same from running apart
ROUNDS = 30
# What these collections cannot tell, because their passages have no headings and hardly any person, date or list is
# asked for in the way that people ask colleagues: set, and not fitted.
GIVEN = {"above": 2.5, "around": 0.5, "fits": 0.8}
STIFF = 1e9
LEAST_ANSWERED = 0.85  # the share of answerable questions that the threshold lets through


@dataclass(frozen=True)
class Question:
    """A question, the set it is from, and where its answer stands: (source, start, end), none where it has none."""

    text: str
    group: str
    document: str
    gold: Sequence[tuple[str, int, int]]


@dataclass(frozen=True)
class Case:
    """A question with what was found for it."""

    question: Question
    scored: Sequence[Scored]
    evidence: Callable[[Sequence[Scored]], Evidence]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--output", type=Path, help="write the weights here")
    options = parser.parse_args()
    chance = random.Random(SEED)
    fitting: dict[str, list[Case]] = defaultdict(list)
    held_out: dict[str, list[Case]] = defaultdict(list)
    for prepare in (_general, _contracts):
        with tempfile.TemporaryDirectory() as folder:
            library = Path(folder)
            questions = prepare(options.data, library / "files", chance)
            ingest(load_settings(data=library / "data"), library / "files", lambda *_: None, lambda _: None)
            for stage, rerank in STAGES.items():
                for case in _cases(load_settings(data=library / "data", rerank=rerank), questions):
                    (fitting if _is_fitted_on(case.question.document) else held_out)[stage].append(case)
    weights = {stage: _fit(cases) for stage, cases in fitting.items()}
    for stage, cases in held_out.items():
        _report(stage, cases, weights[stage])
    text = json.dumps({stage: asdict(each) for stage, each in weights.items()}, indent=2)
    print(text)
    if options.output:
        options.output.write_text(text + "\n", encoding="utf-8")


def _is_fitted_on(document: str) -> bool:
    """Whether a document is of the half that is fitted on."""
    return random.Random(f"{SEED} {document}").random() < 0.5


def _general(data: Path, files: Path, chance: random.Random) -> list[Question]:
    files.mkdir(parents=True)
    made = []
    for name in GENERAL:
        with gzip.open(data / "questions" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [row for row in map(json.loads, lines) if row["answerable"] and row["answer_start"] is not None]
        for number, row in enumerate(chance.sample(rows, EACH)):
            source = f"{name}-{number}.txt"
            start = int(row["answer_start"])
            held = chance.random() < 0.5
            if held:
                (files / source).write_text(row["passage"], encoding="utf-8")
            gold = [(source, start, start + len(row["answer"]))] if held else []
            made.append(Question(row["question"], name, source, gold))
    return made


def _contracts(data: Path, files: Path, chance: random.Random) -> list[Question]:
    (files / "agreements").mkdir(parents=True)
    folder = data / "contracts"
    chosen = set(chance.sample(sorted(path.name for path in (folder / "docs").iterdir()), AGREEMENTS))
    for name in chosen:
        (files / "agreements" / name).write_bytes((folder / "docs" / name).read_bytes())
    made = []
    for row in map(json.loads, (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()):
        spans = [(f"agreements/{g['source']}", g["start"], g["end"]) for g in row["gold"] if g["source"] in chosen]
        made += [Question(row["question"], "contracts", row["gold"][0]["source"], spans)] if spans else []
    for row in map(json.loads, (folder / "absent.jsonl").read_text(encoding="utf-8").splitlines()):
        made += [Question(row["question"], "contracts", row["source"], [])] if row["source"] in chosen else []
    return made


def _cases(settings: Settings, questions: Sequence[Question]) -> Iterator[Case]:
    with open_knowledge(settings) as knowledge:
        search, extractor = finding_from(knowledge, settings, CrossEncoder() if settings.rerank else None)
        for question in questions:
            case = _case(question, search.passages(question.text, EVERYTHING, NO_FILTERS, PASSAGES_COMPARED), extractor)
            if case.scored:
                yield case


def _case(question: Question, found: Sequence[RankedPassage], extractor: Extractor) -> Case:
    scope = Scope(extractor.catalog.audiences())
    asked = asked_from(question.text, extractor.lexical, extractor.glossary, scope)
    scored = extractor.scorer.scored(asked, candidates(asked, found, None))
    return Case(question, scored, lambda rescored: evidence(asked, rescored, found))


def _fit(cases: Sequence[Case]) -> Weights:
    answerable = [(case, each) for case in cases if case.question.gold for each in case.scored]
    sentence = _weights(
        [asdict(each.signals) for _, each in answerable],
        [_carries(each.quote, case.question) for case, each in answerable],
        [case.question.group for case, _ in answerable],
        GIVEN,
    )
    gathered = [asdict(case.evidence(_reweighed(case.scored, sentence))) for case in cases]
    answered = [bool(case.question.gold) for case in cases]
    found = _weights(gathered, answered, [case.question.group for case in cases], {})
    threshold = _threshold([likelihood(found, each) for each in gathered], answered)
    return Weights(sentence, found, threshold)


def _carries(quote: Quote, question: Question) -> bool:
    source = quote.found.passage.source
    return any(source == name and quote.start < end and start < quote.end for name, start, end in question.gold)


def _reweighed(scored: Sequence[Scored], weights: Mapping[str, float]) -> list[Scored]:
    again = [Scored(each.quote, each.signals, likelihood(weights, asdict(each.signals))) for each in scored]
    return sorted(again, key=lambda each: -each.score)


def _weights(
    rows: Sequence[dict[str, float]], right: Sequence[bool], groups: Sequence[str], given: Mapping[str, float]
) -> dict[str, float]:
    """Logistic regression by Newton's method; general questions and contracts weigh the same in all."""
    names = ["bias", *rows[0]]
    matrix = np.array([[1.0, *row.values()] for row in rows])
    prior = np.array([given.get(name, 0.0) for name in names])
    ridge = np.array([STIFF if name in given else RIDGE for name in names])
    target = np.array(right, dtype=float)
    contracts = np.array([group == "contracts" for group in groups])
    share = np.where(contracts, 0.5 / max(contracts.sum(), 1), 0.5 / max((~contracts).sum(), 1)) * len(rows)
    fitted = prior.copy()
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-matrix @ fitted))
        slope = matrix.T @ (share * (target - likely)) - ridge * (fitted - prior)
        bend = (matrix * (share * likely * (1 - likely))[:, None]).T @ matrix + np.diag(ridge)
        fitted = fitted + np.linalg.solve(bend, slope)
    return {name: round(float(weight), 3) for name, weight in zip(names, fitted, strict=True)}


def _threshold(likely: Sequence[float], answered: Sequence[bool]) -> float:
    """The highest at which enough of the answerable questions are answered: a wrong refusal helps nobody."""
    there = sorted(each for each, right in zip(likely, answered, strict=True) if right)
    return round(there[int(len(there) * (1 - LEAST_ANSWERED))], 3)


def _rates(likely: Sequence[float], answered: Sequence[bool], threshold: float) -> tuple[float, float]:
    """The shares of the answerable that are answered, and of the others that are refused."""
    there = [each >= threshold for each, right in zip(likely, answered, strict=True) if right]
    absent = [each < threshold for each, right in zip(likely, answered, strict=True) if not right]
    return sum(there) / max(len(there), 1), sum(absent) / max(len(absent), 1)


def _report(stage: str, cases: Sequence[Case], weights: Weights) -> None:
    for name, of_contracts in (("general", False), ("contracts", True)):
        own = [case for case in cases if (case.question.group == "contracts") == of_contracts]
        scored = [_reweighed(case.scored, weights.sentence) for case in own]
        likely = [
            likelihood(weights.support, asdict(case.evidence(each))) for case, each in zip(own, scored, strict=True)
        ]
        right = [bool(case.question.gold) for case in own]
        first = [
            _carries(each[0].quote, case.question) for case, each in zip(own, scored, strict=True) if case.question.gold
        ]
        answers, refuses = _rates(likely, right, weights.threshold)
        print(
            f"{stage}, {name}, documents not fitted on: {len(own)} questions, {len(first)} answerable; the first "
            f"sentence carries the answer in {np.mean(first):.0%}; answered {answers:.0%} of them, refused "
            f"{refuses:.0%} of the others; AUROC {_auroc(likely, right):.3f}"
        )


def _auroc(likely: Sequence[float], right: Sequence[bool]) -> float:
    there = np.array([each for each, is_there in zip(likely, right, strict=True) if is_there])
    absent = np.array([each for each, is_there in zip(likely, right, strict=True) if not is_there])
    above: Matrix = (there[:, None] > absent[None, :]) + 0.5 * (there[:, None] == absent[None, :])
    return float(above.mean())


if __name__ == "__main__":
    main()
