"""Fit how near in meaning a sentence has to be to the quote that carries it.

`python scripts/fit_grounding.py FOLDER [--output FILE]`: FOLDER holds documents of any kind. English sentences of
them, quoted and reworded, are held against their own passage, and against others of the same document, which do not
carry them. Only quotes in which nothing disagrees count. Weights and threshold are fitted on half A of the documents;
the figures printed are of half B. FILE is meant for `assistant/answering/grounding/closeness.json`.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from assistant.answering.grounding.agreement import disagreement
from assistant.answering.grounding.candidates import Candidates
from assistant.answering.grounding.closeness import Closeness, Signals, likelihood
from assistant.answering.grounding.reading import Reading
from assistant.knowledge.embedding import ShippedEmbedding
from assistant.retrieval.glossary import glossary_from
from eval.benchmarks.grounding import Trial, made_from
from eval.loading import passages_of
from eval.measuring import Half, half_of

Matrix = NDArray[np.float64]

SEED = 7
RIDGE = 1.0
ROUNDS = 30
STIFF = 1e9
# Of the sentences that are held against other passages of their document; many of the rest are said there as well.
LEAST_REFUSED = 0.88
# What reworded sentences cannot tell: no word of theirs is from the heading above the quote, where writers take some.
GIVEN = {"around": 2.5}
# The shipped model knows no Chinese: three quarters of the words. Between two languages there is nothing to fit on:
# half of the words by the glossary, and vectors that are near.
SET = {
    "chinese": {"bias": -7.5, "covered": 10.0, "around": 2.5, "meaning": 0.0, "threshold": 0.5},
    "mixed": {"bias": -6.0, "covered": 8.0, "around": 4.0, "meaning": 4.0, "threshold": 0.5},
}


@dataclass(frozen=True)
class Case:
    """The signals of the nearest quote in which nothing disagrees, and whether it does carry the sentence."""

    half: Half
    signals: Signals
    carried: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--output", type=Path, help="write the weights here")
    options = parser.parse_args()
    cases = list(_cases(list(made_from(passages_of(options.data), Random(SEED)))))
    english = _fit([each for each in cases if each.half == "A"])
    _report([each for each in cases if each.half == "B"], english)
    text = json.dumps({"english": english, **SET}, indent=2)
    print(text)
    if options.output:
        options.output.write_text(text + "\n", encoding="utf-8")


def _cases(trials: Sequence[Trial]) -> Iterator[Case]:
    glossary = glossary_from()
    candidates, closeness = Candidates(glossary), Closeness(ShippedEmbedding(), glossary)
    for trial in trials:
        if trial.sort not in ("quoted", "reworded"):
            continue
        claim = Reading(trial.sentence)
        if claim.is_chinese:
            continue
        for passages, carried in ((trial.passages[:1], True), (trial.passages[1:], False)):
            agreeing = [
                each for each in candidates.likely(claim, passages) if not disagreement(claim, each.evidence, glossary)
            ]
            signals = [closeness.signals(claim, each.evidence) for each in agreeing]
            if signals:
                yield Case(half_of(trial.document), max(signals, key=lambda each: sum(astuple(each))), carried)


def _fit(cases: Sequence[Case]) -> dict[str, float]:
    """Logistic regression by Newton's method, with a ridge towards what is given; then the threshold."""
    names = ["bias", *Signals.__dataclass_fields__]
    rows: Matrix = np.array([[1.0, *astuple(each.signals)] for each in cases])
    wanted: Matrix = np.array([float(each.carried) for each in cases])
    centre: Matrix = np.array([GIVEN.get(name, 0.0) for name in names])
    penalty: Matrix = np.diag([0.0 if name == "bias" else STIFF if name in GIVEN else RIDGE for name in names])
    weights = centre
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (wanted - likely) - penalty @ (weights - centre)
        hessian = (rows.T * (likely * (1 - likely))) @ rows + penalty
        weights = weights + np.linalg.solve(hessian, gradient)
    fitted = dict(zip(names, (round(float(each), 3) for each in weights), strict=True))
    unlike = [likelihood(each.signals, fitted) for each in cases if not each.carried]
    return fitted | {"threshold": round(float(np.quantile(unlike, LEAST_REFUSED)), 3)}


def _report(cases: Sequence[Case], fitted: dict[str, float]) -> None:
    for carried in (True, False):
        passed = [likelihood(each.signals, fitted) >= fitted["threshold"] for each in cases if each.carried == carried]
        print(f"{'carried' if carried else 'not carried'}: {np.mean(passed):.3f} of {len(passed)} pass")


if __name__ == "__main__":
    main()
