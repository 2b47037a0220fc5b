"""Finished runs as they might have come out, for tests of what is made of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.cases import Case
from eval.pairing import Run
from eval.results import Given, Result, Selection, Setup, Stage, Timing, Versions
from eval.run_folder import RunFolder
from eval.running import summed_up

VERSIONS = Versions(commit="abc", settings={}, models={"answers": "extractive"}, prompts={}, packages={})
SETUP = Setup(suite="mine", suite_hash="1", corpus_hash="2", selection=Selection(), versions=VERSIONS)


def result(
    name: str,
    metrics: Mapping[str, float],
    stage: Stage | None = None,
    text: str = "Ninety days.",
    error: str | None = None,
    repeat: int = 0,
    document: str | None = None,
    **case: object,
) -> Result:
    """A line of a run; about a document of its own, where none is named. It passed if its metrics say so."""
    given = Given(status="answered", standalone_question="?", text=text, support=0.5, model="extractive")
    usual: Stage = "passed" if metrics.get("passed") else "span found, answer wrong"
    return Result(
        case=Case.model_validate({"id": name, "question": f"What of {name}?", **case}),
        repeat=repeat,
        document=document or name,
        answer=None if error else given,
        metrics={} if error else dict(metrics),
        stage="error" if error else stage or usual,
        error=error,
    )


def run(results: Sequence[Result], setup: Setup = SETUP) -> Run:
    return Run(summed_up(setup, results), results)


def passing(passed: Sequence[bool], start: int = 0) -> list[Result]:
    """Lines that passed or not, of cases that are called by their number."""
    return [result(f"c{start + number}", {"passed": float(each)}) for number, each in enumerate(passed)]


def kept(folder: Path, finished: Run) -> Path:
    """The run in a folder, as `ally eval run` leaves it."""
    written = RunFolder(folder, SETUP, resume=False)
    for each in finished.results:
        written.keep(each, Timing(id=each.case.id, repeat=each.repeat, seconds=0.1))
    written.finish([each.key for each in finished.results], finished.summary)
    return folder
