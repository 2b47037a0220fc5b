"""Running a suite: every case is asked as users ask, several at a time, and scored.

The same run gives the same files; what it took is kept apart.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from importlib.metadata import version
from platform import python_version
from random import Random
from typing import get_args

from assistant.errors import AllyError, UsageError
from assistant.settings import Settings
from eval.answerers import Answerer
from eval.cases import Case
from eval.figures import curve_of, figures_of, measures_of, spreads_of
from eval.reporting import circumstances
from eval.results import Result, Selection, Setup, Stage, Summary, Timing, Versions
from eval.run_folder import RunFolder
from eval.scoring import Scorer
from prompts import Prompt

# What an answer depends on, among the settings.
_ANSWERING = {
    *("embedding", "max_file_mb", "passage_tokens", "rerank", "model", "model_url"),
    *("grounding", "prompts", "glossary", "legal", "safety"),
}
_PACKAGES = (
    *("ally", "chromadb", "langchain", "langchain-core", "numpy", "onnxruntime"),
    *("pystemmer", "rjieba", "sentencex", "tantivy", "tiktoken", "tokenizers"),
)

Progress = Callable[[], None]


def chosen(cases: Sequence[Case], selection: Selection, failing: Iterable[str] | None) -> list[Case]:
    """The cases that are asked, in the order of the suite. Raises UsageError where none is left."""
    kept = [case for case in cases if not selection.tags or set(selection.tags) & set(case.tags)]
    if failing is not None:
        names = set(failing)
        kept = [case for case in kept if case.id in names]
    if selection.sample is not None and selection.sample < len(kept):
        drawn = set(Random(selection.seed).sample([case.id for case in kept], selection.sample))  # noqa: S311
        kept = [case for case in kept if case.id in drawn]
    if not kept:
        raise UsageError("no case of the suite is chosen; give other tags, or another run")
    return kept


def versions_here(
    settings: Settings, url: str | None, judged_by: Mapping[str, str], prompts: Iterable[Prompt]
) -> Versions:
    """Of the assistant in this process; of a service, only where it is. `judged_by` names the judge's model, if any."""
    own = {
        "answers": settings.model,
        "embedding": settings.embedding,
        "rereading": "shipped" if settings.rerank else "none",
    }
    return Versions(
        commit=circumstances(settings)["commit"],
        settings={"url": url} if url else settings.model_dump(mode="json", include=_ANSWERING),
        models={**({} if url else own), **judged_by},
        prompts={prompt.name: prompt.version for prompt in prompts},
        packages={"python": python_version(), **{name: version(name) for name in _PACKAGES}},
    )


async def run(
    cases: Sequence[Case],
    answering: AbstractAsyncContextManager[Answerer],
    scorer: Scorer,
    folder: RunFolder,
    setup: Setup,
    jobs: int,
    progress: Progress,
) -> Summary:
    """Ask every case that the folder does not have yet, `jobs` at a time, and write the run's files."""
    order = [(case.id, repeat) for case in cases for repeat in range(setup.selection.repeat)]
    by_id = {case.id: case for case in cases}
    free = asyncio.Semaphore(jobs)

    async def ask(answerer: Answerer, name: str, repeat: int) -> None:
        if (name, repeat) not in folder.done:
            async with free:
                folder.keep(*await _asked(answerer, scorer, by_id[name], repeat))
        progress()

    async with answering as answerer, asyncio.TaskGroup() as group:
        for name, repeat in order:
            group.create_task(ask(answerer, name, repeat))
    summary = summed_up(setup, [folder.done[key][0] for key in order])
    folder.finish(order, summary)
    return summary


async def _asked(answerer: Answerer, scorer: Scorer, case: Case, repeat: int) -> tuple[Result, Timing]:
    begun, steps = time.perf_counter(), dict[str, float]()
    try:
        asked = await answerer(case)
        seconds, steps = time.perf_counter() - begun, asked.answer.timings
        result = await scorer.result(case, repeat, asked)
    except AllyError as error:
        seconds = time.perf_counter() - begun
        result = scorer.failed(case, repeat, str(error))
    except Exception as error:  # noqa: BLE001 the outermost edge of a case: the others are asked all the same
        seconds = time.perf_counter() - begun
        result = scorer.failed(case, repeat, f"unexpected {type(error).__name__}: {error}")
    return result, Timing(id=case.id, repeat=repeat, seconds=round(seconds, 4), steps=steps)


def summed_up(setup: Setup, results: Sequence[Result]) -> Summary:
    """The summary of a run's lines, in the order of the suite."""
    cases = {result.case.id: result.case for result in results}
    given = [result.answer for result in results if result.answer]
    prompts = {name: version for answer in given for name, version in answer.prompts.items()}
    models = {"answers": ", ".join(sorted({answer.model for answer in given}))} if given else {}
    versions = setup.versions.model_copy(
        update={
            "models": {**setup.versions.models, **models},
            "prompts": dict(sorted({**setup.versions.prompts, **prompts}.items())),
        }
    )
    stages = Counter(result.stage for result in results)
    return Summary(
        **setup.model_dump(exclude={"versions"}),
        versions=versions,
        cases=len(cases),
        unreviewed=sum(not case.reviewed for case in cases.values()),
        errors=len({result.case.id for result in results if result.error is not None}),
        stages={stage: stages[stage] for stage in get_args(Stage)},
        measures=measures_of(results),
        figures=figures_of(results),
        risk_coverage=curve_of(results),
        spreads=spreads_of(results),
    )
