"""A gate that can be trusted: what is broken turns it red at the right stage, what is only changed leaves it green."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from assistant.build import Knowledge, assistant_from, ingest, open_knowledge
from assistant.settings import Settings
from eval.answerers import Answerer, AssistantAnswerer
from eval.comparing import Comparison, compare
from eval.corpus import Corpus, read_corpus
from eval.gating import Rules, rules_for, verdict
from eval.pairing import Run
from eval.results import Result, Selection, Setup, Stage
from eval.running import summed_up, versions_here
from eval.scoring import Scorer
from eval.suite import Suite, load_suite
from tests.conftest import write
from tests.eval import aviary
from tests.eval.faulty_parts import (
    CutQuotes,
    EmptyLexicalIndex,
    Leaking,
    NeverRefusing,
    RandomEmbedder,
    Shuffling,
    UnsegmentedLexicalIndex,
    answering,
    with_lexical,
)


@dataclass(frozen=True)
class Trial:
    """The suite with its corpus loaded, and a run of the sound product to compare with."""

    suite: Suite
    rules: Rules
    corpus: Corpus
    knowledge: Knowledge
    settings: Settings

    def run(self, answerer: Answerer) -> Run:
        results = asyncio.run(self._results(answerer))
        setup = Setup(
            suite=self.suite.name,
            suite_hash=self.suite.digest,
            corpus_hash=self.corpus.digest,
            selection=Selection(),
            versions=versions_here(self.settings, None, {}, []),
        )
        return Run(summed_up(setup, results), results)

    async def _results(self, answerer: Answerer) -> list[Result]:
        scorer = Scorer(self.corpus)
        return [await scorer.result(case, 0, await answerer(case)) for case in self.suite.cases]

    def compared(self, base: Run, answerer: Answerer) -> Comparison:
        return compare(base, self.run(answerer), self.rules.watched, self.rules.minimum_effect)


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    folder = tmp_path_factory.mktemp("aviary")
    write(folder, dict(aviary.suite()))
    settings = Settings(data=folder / "data", rerank=False)
    report = ingest(settings, folder / "corpus", lambda *_: None, lambda *_: None)
    assert not report.failed
    file = str(folder / "suite.toml")
    suite, rules = load_suite(file), rules_for(file, "aviary")
    with open_knowledge(settings) as knowledge:
        yield Trial(suite, rules, read_corpus(suite.folders, settings), knowledge, settings)


@pytest.fixture(scope="module")
def base(trial: Trial) -> Run:
    return trial.run(AssistantAnswerer(assistant_from(trial.knowledge, trial.settings)))


def faulty(trial: Trial) -> dict[str, tuple[Answerer, Stage]]:
    """The product with a part exchanged, and the stage at which that has to show."""
    known, settings = trial.knowledge, trial.settings
    return {
        "random vectors": (answering(replace(known, embedder=RandomEmbedder()), settings), "wrong document"),
        "no words": (answering(with_lexical(known, EmptyLexicalIndex), settings), "wrong document"),
        "Chinese in one piece": (answering(with_lexical(known, UnsegmentedLexicalIndex), settings), "wrong document"),
        "passages in any order": (answering(known, settings, search=Shuffling), "wrong document"),
        "quotes cut short": (CutQuotes(answering(known, settings)), "citation mismatch"),
        "no refusals": (answering(known, settings, writer=NeverRefusing), "should have abstained"),
        "everybody sees everything": (answering(known, settings, search=Leaking), "should have abstained"),
    }


FAULTS = (
    *("random vectors", "no words", "Chinese in one piece", "passages in any order"),
    *("quotes cut short", "no refusals", "everybody sees everything"),
)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_turns_the_gate_red_at_its_stage(trial: Trial, base: Run, fault: str) -> None:
    answerer, stage = faulty(trial)[fault]
    comparison = trial.compared(base, answerer)
    told = verdict(trial.rules, comparison)
    assert (told.outcome, told.exit_code) == ("failed", 1), told.checks
    more = Counter(comparison.new.summary.stages) - Counter(base.summary.stages)
    assert more[stage] >= more.total() / 5, more


def test_the_same_again_and_the_same_put_together_otherwise_stay_green(trial: Trial, base: Run) -> None:
    again = AssistantAnswerer(assistant_from(trial.knowledge, trial.settings))
    refactored = answering(trial.knowledge, trial.settings)
    for answerer in (again, refactored):
        comparison = trial.compared(base, answerer)
        assert comparison.new.results == base.results
        assert verdict(trial.rules, comparison).exit_code == 0
