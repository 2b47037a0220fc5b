"""A run in its folder: put in order whatever finishes first, gone on with after a kill, each error kept as one."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from xml.etree import ElementTree

import pytest

from assistant.errors import ModelError, UsageError
from eval.answerers import Answerer, Asked
from eval.cases import Case
from eval.exports import write_csv, write_junit, write_ragas
from eval.results import RESULTS, SETUP, Selection, Setup, Summary, Versions, read_results, read_summary, read_timings
from eval.run_folder import RunFolder
from eval.running import chosen, run
from eval.scoring import Scorer
from tests.eval.answered import NOTICE, asked, case, citation, corpus, hit

CASES = [case(id=f"c{number}", tags=["odd" if number % 2 else "even"], gold=[{"quote": NOTICE}]) for number in range(6)]
VERSIONS = Versions(commit="abc", settings={"rerank": True}, models={"answers": "x"}, prompts={}, packages={})


def setup(**selection: object) -> Setup:
    chosen_by = Selection.model_validate(selection)
    return Setup(suite="s", suite_hash="1", corpus_hash="2", selection=chosen_by, versions=VERSIONS)


class Answering:
    """Answers rightly, the last asked first; some cases fail, or break."""

    def __init__(self, failing: frozenset[str] = frozenset(), broken: frozenset[str] = frozenset()) -> None:
        self.asked: list[str] = []
        self._failing = failing
        self._broken = broken

    async def __call__(self, case: Case) -> Asked:
        self.asked.append(case.id)
        for _ in range(10 - int(case.id[1:])):
            await asyncio.sleep(0)
        if case.id in self._failing:
            raise ModelError("model 'm': too slow")
        if case.id in self._broken:
            raise ZeroDivisionError("by zero")
        return asked([citation("heron.md", NOTICE)], [hit("heron.md", NOTICE)])


async def ran(
    folder: Path, answering: Answering, resume: bool = False, cases: list[Case] = CASES, **how: object
) -> Summary:
    @asynccontextmanager
    async def open_answerer() -> AsyncIterator[Answerer]:
        yield answering

    made = setup(**how)
    kept = RunFolder(folder, made, resume)
    return await run(cases, open_answerer(), Scorer(corpus()), kept, made, 4, lambda: None)


def files(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in (RESULTS, "summary.json", SETUP)}


async def test_the_same_run_gives_the_same_files_in_the_order_of_the_suite(tmp_path: Path) -> None:
    summary = await ran(tmp_path / "one", Answering(), repeat=2)
    await ran(tmp_path / "two", Answering(), repeat=2)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert [result.key for result in read_results(tmp_path / "one")] == [(c.id, r) for c in CASES for r in range(2)]
    assert [(each.id, each.repeat) for each in read_timings(tmp_path / "one")] == [
        (c.id, r) for c in CASES for r in (0, 1)
    ]
    assert read_summary(tmp_path / "one") == summary
    assert (summary.cases, summary.errors, summary.stages["passed"]) == (6, 0, 12)
    assert b"seconds" not in files(tmp_path / "one")[RESULTS]


@pytest.mark.parametrize("cut", [0, 1, 20])
async def test_a_run_that_was_killed_is_gone_on_with(tmp_path: Path, cut: int) -> None:
    await ran(tmp_path / "whole", Answering())
    await ran(tmp_path / "killed", Answering())
    lines = (tmp_path / "killed" / RESULTS).read_text().splitlines(keepends=True)
    # Killed in the middle of writing the fourth line.
    (tmp_path / "killed" / RESULTS).write_text("".join(lines[:3]) + lines[3][:cut])
    (tmp_path / "killed" / "summary.json").unlink()
    second = Answering()
    await ran(tmp_path / "killed", second, resume=True)
    assert sorted(second.asked) == ["c3", "c4", "c5"]
    assert files(tmp_path / "killed") == files(tmp_path / "whole")


async def test_a_run_of_something_else_is_not_gone_on_with(tmp_path: Path) -> None:
    await ran(tmp_path, Answering())
    with pytest.raises(UsageError, match="has a run already; go on with it by --resume"):
        RunFolder(tmp_path, setup(), resume=False)
    with pytest.raises(UsageError, match=r"the run of something else \(selection.repeat: 1 then, 2 now\)"):
        RunFolder(tmp_path, setup(repeat=2), resume=True)
    other = setup().model_copy(update={"corpus_hash": "3"})
    with pytest.raises(UsageError, match="corpus_hash: '2' then, '3' now"):
        RunFolder(tmp_path, other, resume=True)


async def test_an_error_is_kept_as_one_and_asked_again(tmp_path: Path) -> None:
    summary = await ran(tmp_path, Answering(frozenset(["c1"]), frozenset(["c2"])))
    assert (summary.errors, summary.stages["error"], summary.stages["passed"]) == (2, 2, 4)
    errors = {result.case.id: result.error for result in read_results(tmp_path) if result.error}
    assert errors == {"c1": "model 'm': too slow", "c2": "unexpected ZeroDivisionError: by zero"}
    [passed] = [each for each in summary.figures if (each.metric, each.slice) == ("passed", "all")]
    assert (passed.value, passed.n) == (1.0, 4)
    second = Answering()
    assert (await ran(tmp_path, second, resume=True)).errors == 0
    assert sorted(second.asked) == ["c1", "c2"]


async def test_junit_has_errors_apart_from_failures_and_csv_every_metric(tmp_path: Path) -> None:
    wrong = case(id="c7", question="\x08What?", must=[["sixty"]], tags=["odd"])
    unreviewed = case(id="c8", must=[["sixty"]], reviewed=False)
    cases = [*CASES[:2], wrong, unreviewed]
    summary = await ran(tmp_path / "run", Answering(frozenset(["c1"])), cases=cases)
    results = read_results(tmp_path / "run")
    write_junit(summary, results, read_timings(tmp_path / "run"), tmp_path / "junit.xml")
    suite = ElementTree.parse(tmp_path / "junit.xml").getroot()
    assert {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "4", "failures": "1", "errors": "1", "skipped": "1"
    }  # fmt: skip
    outcomes = {each.get("name"): [child.tag for child in each] for each in suite}
    assert outcomes == {"c0": [], "c1": ["error"], "c7": ["failure"], "c8": ["skipped"]}
    write_csv(results, tmp_path / "table.csv")
    header, *rows = (tmp_path / "table.csv").read_text(encoding="utf-8-sig").splitlines()
    assert {"id", "stage", "answer", "passed", "hit@1"} <= set(header.split(","))
    assert len(rows) == 4


def test_which_cases_are_asked() -> None:
    assert [each.id for each in chosen(CASES, Selection(tags=("odd",)), None)] == ["c1", "c3", "c5"]
    assert [each.id for each in chosen(CASES, Selection(), ["c4", "c9"])] == ["c4"]
    drawn = chosen(CASES, Selection(sample=3, seed=1), None)
    assert drawn == chosen(CASES, Selection(sample=3, seed=1), None)
    assert drawn == [each for each in CASES if each in drawn]
    assert len({json.dumps([c.id for c in chosen(CASES, Selection(sample=3, seed=s), None)]) for s in range(9)}) > 1
    with pytest.raises(UsageError, match="no case of the suite is chosen"):
        chosen(CASES, Selection(tags=("none",)), None)


async def test_answers_are_written_for_ragas_under_its_names(tmp_path: Path) -> None:
    put = case(id="c9", expected_answers=["Ninety days."], gold=[{"quote": NOTICE}])
    await ran(tmp_path / "run", Answering(frozenset(["c1"])), cases=[put, CASES[1]])
    write_ragas(read_results(tmp_path / "run"), tmp_path / "ragas.jsonl")
    [line] = (tmp_path / "ragas.jsonl").read_text().splitlines()
    assert json.loads(line) == {
        "user_input": "?",
        "response": NOTICE,
        "retrieved_contexts": [NOTICE],
        "reference": "Ninety days.",
        "reference_contexts": [NOTICE],
    }
