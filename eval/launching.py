"""From the options of `ally eval run` to a run: what is asked, who answers, who judges, and where it is written."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from assistant.cli.remote import Remote
from assistant.errors import UsageError
from assistant.models import model_from
from assistant.settings import Settings, load_settings
from eval.answerers import Answerer, at_service, over_corpus
from eval.cases import Case
from eval.checking import faults_of
from eval.corpus import Corpus, read_corpus
from eval.judging.judge import Judge, judging_prompts
from eval.results import Selection, Setup, Summary, Versions, read_results
from eval.run_folder import RunFolder
from eval.running import chosen, run, versions_here
from eval.scoring import Scorer
from eval.suite import Suite, load_suite

RUNS = Path("eval-runs")


@dataclass(frozen=True)
class JudgeOptions:
    """The model that judges, where its server is, and how often it is asked."""

    model: str
    url: str | None
    times: int


@dataclass(frozen=True)
class RunOptions:
    """What `ally eval run` is given besides the suite."""

    output: Path | None
    model: str | None
    url: str | None
    selection: Selection
    failing: Path | None
    resume: bool
    jobs: int
    judge: JudgeOptions | None


@dataclass(frozen=True)
class Finished:
    """A run that is done, and the cases that a service could not be asked, as its key says who asks."""

    folder: Path
    summary: Summary
    left_out: int


def launch(named: str, options: RunOptions) -> Finished:
    """Run a suite. Raises AllyError."""
    if options.url and options.model:
        raise UsageError("--model: not together with --url; the service has a model of its own")
    if options.resume and not options.output:
        raise UsageError("--resume: name the run to go on with by --output")
    if options.url:
        Remote(options.url)  # refuses what is no address
    settings = load_settings(model=options.model)
    suite = load_suite(named)
    corpus = read_corpus(suite.folders, settings)
    if faults := faults_of(suite, corpus):
        raise UsageError(f"{faults[0]}; {len(faults)} bad lines in all: ally eval check {named}")
    cases, left_out = _asked_of(suite, options)
    judge = _judge(options.judge, settings)
    setup = Setup(
        suite=suite.name,
        suite_hash=suite.digest,
        corpus_hash=corpus.digest,
        selection=options.selection,
        versions=_versions(settings, options, judge),
    )
    if not cases:
        raise UsageError("every case asks as somebody else, and a service's key says who asks; run it without --url")
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    folder = RunFolder(options.output or RUNS / f"{suite.name}-{stamp}", setup, options.resume)
    with Progress(console=Console(stderr=True), transient=True, disable=not Console(stderr=True).is_terminal) as bar:
        task = bar.add_task("Asking", total=len(cases) * setup.selection.repeat)
        answering = _answering(suite, corpus, settings, options.url)
        scorer = Scorer(corpus, judge)
        summary = asyncio.run(run(cases, answering, scorer, folder, setup, options.jobs, lambda: bar.advance(task)))
    return Finished(folder.folder, summary, left_out)


def _asked_of(suite: Suite, options: RunOptions) -> tuple[list[Case], int]:
    failing = None
    if options.failing is not None:
        failing = {result.case.id for result in read_results(options.failing) if result.stage != "passed"}
    cases = chosen(suite.cases, options.selection, failing)
    if options.url is None:
        return cases, 0
    asked = [case for case in cases if case.viewer is None]
    return asked, len(cases) - len(asked)


@asynccontextmanager
async def _answering(suite: Suite, corpus: Corpus, settings: Settings, url: str | None) -> AsyncIterator[Answerer]:
    if url is not None:
        async with at_service(url) as service:
            yield service
    else:
        with over_corpus(suite.folders, corpus.digest, settings) as assistant:
            yield assistant


def _judge(options: JudgeOptions | None, settings: Settings) -> Judge | None:
    if options is None:
        return None
    return Judge(model_from(options.model, options.url, settings.model_seconds), judging_prompts(), options.times)


def _versions(settings: Settings, options: RunOptions, judge: Judge | None) -> Versions:
    judged_by = {"judge": f"{options.judge.model} x{options.judge.times}"} if options.judge else {}
    return versions_here(settings, options.url, judged_by, judge.prompts if judge else ())
