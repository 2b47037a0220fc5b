"""How long an answer by a language model takes beyond the model's own time, for one person and for many at once."""

import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from assistant.answering.phrases import phrases_for
from assistant.assistant import Assistant
from assistant.build import Knowledge, assistant_from, examined, ingest, open_knowledge
from assistant.cli.progress import shown
from assistant.models import ChatModel
from assistant.settings import Settings, load_settings
from assistant.types import Answer, Finished, Turn, Viewer, Wrote
from eval.benchmarks.speed import UNTIMED, Asked, repeat
from eval.bootstrap import SEED
from eval.loading import tracked
from eval.records import folder_in, read_lines
from eval.repeating_model import RepeatingModel
from eval.reporting import circumstances

QUESTIONS = 40
AT_ONCE = 50
LIMIT = 600.0  # for the model to begin: none is to be given up

_HISTORY = [Turn(question="What does this agreement say about termination?", answer="Either party may terminate it.")]


@dataclass(frozen=True)
class Timed:
    """An answer, with milliseconds to its first sentence, to its end, and of the processors."""

    first: float
    whole: float
    processor: float
    answer: Answer


@dataclass(frozen=True)
class Overhead:
    """Milliseconds beyond the model's own time, median and 95th percentile: to the first sentence shown, and in all.

    `processor` is what all of it takes of the processors, which other work on the machine does not change.
    """

    reranked: bool
    first: tuple[float, float]
    whole: tuple[float, float]
    processor: tuple[float, float]
    answered: int


@dataclass(frozen=True)
class Crowd:
    """So many conversations at once, how many of them failed, and milliseconds beyond the model's own time."""

    reranked: bool
    conversations: int
    failed: int
    median: float
    slowest: float


@dataclass(frozen=True)
class Figures:
    """One question after the other, then many at once, without and with the second stage of retrieval."""

    circumstances: dict[str, Any]
    passages: int
    questions: int
    alone: Sequence[Overhead]
    together: Sequence[Crowd]


def run(data: Path, passages: int, seconds: float) -> Figures:
    """Ingest copies of `data/docs`, and ask a sample of `data/questions.jsonl`: as follow-ups, of a model that takes no
    time, and many at once, of one that takes so many seconds.
    """
    documents = folder_in(data, "docs")
    listed = [asked.question for asked in read_lines(data / "questions.jsonl", Asked)]
    questions = random.Random(SEED).sample(listed, min(QUESTIONS, len(listed)))  # noqa: S311 a sample, no secret
    with tempfile.TemporaryDirectory() as name:
        settings = load_settings(data=Path(name) / "data")
        count = ingest(settings, documents, lambda *_: None, lambda _: None).passages
        repeated = load_settings(data=Path(name) / "repeated")
        repeat(documents, Path(name) / "copies", -(-passages // count))
        with shown() as bars:
            ingest(repeated, Path(name) / "copies", bars.files, bars.indexed)
        found = examined(repeated, repair=False).passages
        with open_knowledge(repeated) as knowledge:
            alone = [_alone(knowledge, repeated, questions, reranked) for reranked in (False, True)]
            together = [_together(knowledge, repeated, questions, reranked, seconds) for reranked in (False, True)]
    figures = Figures(circumstances(load_settings()), found, len(questions), alone, together)
    _print(figures)
    return figures


def _assistant(knowledge: Knowledge, settings: Settings, reranked: bool, seconds: float) -> Assistant:
    model = ChatModel("repeating", RepeatingModel(seconds=seconds), LIMIT)
    return assistant_from(knowledge, settings.model_copy(update={"rerank": reranked}), model)


def _alone(knowledge: Knowledge, settings: Settings, questions: Sequence[str], reranked: bool) -> Overhead:
    """A model that takes no time of its own, so that all the time is overhead."""
    assistant = _assistant(knowledge, settings, reranked, 0.0)

    async def each() -> list[Timed]:
        for question in questions[:UNTIMED]:
            await _timed(assistant, question, _HISTORY)
        alone = tracked(questions, f"alone, {'both stages' if reranked else 'first stage'}")
        return [await _timed(assistant, question, _HISTORY) for question in alone]

    written = [each for each in asyncio.run(each()) if each.answer.sentences and each.answer.model == "repeating"]
    return Overhead(
        reranked,
        _spread([each.first for each in written]),
        _spread([each.whole for each in written]),
        _spread([each.processor for each in written]),
        len(written),
    )


def _together(
    knowledge: Knowledge, settings: Settings, questions: Sequence[str], reranked: bool, seconds: float
) -> Crowd:
    assistant = _assistant(knowledge, settings, reranked, seconds)

    async def all_of_them() -> list[Timed]:
        asked = [questions[at % len(questions)] for at in range(AT_ONCE)]
        return await asyncio.gather(*(_timed(assistant, question) for question in asked))

    timed = asyncio.run(all_of_them())
    over = [each.whole - seconds * 1000 * (each.answer.model == "repeating") for each in timed]
    failed = sum(_failed(each.answer) for each in timed)
    return Crowd(reranked, len(timed), failed, statistics.median(over), max(over))


def _failed(answer: Answer) -> bool:
    phrases = phrases_for(answer.question)
    gave_up = {phrases.unreachable, phrases.unusable, phrases.broke_off}
    return answer.status == "failed" or not gave_up.isdisjoint(answer.notes)


async def _timed(assistant: Assistant, question: str, history: Sequence[Turn] = ()) -> Timed:
    started, processor, first = time.perf_counter(), time.process_time(), 0.0
    async for event in assistant.stream(question, Viewer(), history=history):
        if isinstance(event, Wrote) and not first:
            first = time.perf_counter() - started
        elif isinstance(event, Finished):
            answer = event.answer
    whole, processor = time.perf_counter() - started, time.process_time() - processor
    return Timed(first * 1000, whole * 1000, processor * 1000, answer)


def _spread(taken: Sequence[float]) -> tuple[float, float]:
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def _print(figures: Figures) -> None:
    out = Console(highlight=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("milliseconds beyond the model's own time")
    for each in figures.alone:
        table.add_column(f"{'both stages' if each.reranked else 'first stage'}", justify="right")
    rows = {
        "to the first sentence, median / 95th percentile": [each.first for each in figures.alone],
        "in all, median / 95th percentile": [each.whole for each in figures.alone],
        "in all, of the processors": [each.processor for each in figures.alone],
        f"{AT_ONCE} at once, median / slowest": [(each.median, each.slowest) for each in figures.together],
    }
    for what, cells in rows.items():
        table.add_row(what, *(f"{one:.0f} / {other:.0f}" for one, other in cells))
    table.add_row(f"failed of {AT_ONCE}", *(str(each.failed) for each in figures.together))
    out.print(table)
    at = figures.circumstances
    answered = ", ".join(str(each.answered) for each in figures.alone)
    out.print(f"\n{figures.passages:,} passages, {figures.questions} questions ({answered} by the model)", style="dim")
    out.print(f"commit {at['commit']}, {at['cores']} cores, {at['date']}", style="dim")
