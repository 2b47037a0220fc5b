"""How fast a folder is ingested, searched and answered from, and how much memory and disk that takes."""

import asyncio
import random
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from rich.console import Console
from rich.table import Table

from assistant.assistant import Assistant
from assistant.build import assistant_from, examined, ingest, open_knowledge
from assistant.cli.progress import shown
from assistant.knowledge.chunking import embedded_text
from assistant.knowledge.embedding import embedding_from
from assistant.settings import Settings, load_settings
from assistant.types import Filters, Viewer
from eval.bootstrap import SEED
from eval.loading import tracked
from eval.records import folder_in, read_lines
from eval.reporting import circumstances

AUDIENCES = 5  # copies are spread over so many partners' audiences
QUESTIONS = 60
UNTIMED = 5  # questions that warm up what is read once


class Asked(BaseModel):
    question: str


@dataclass(frozen=True)
class Latency:
    """Milliseconds over all questions."""

    median: float
    p95: float


@dataclass(frozen=True)
class Ingest:
    """Ingesting once, beside embedding the same passages and nothing else, in passages a second."""

    documents: int
    passages_per_second: float
    embedded_per_second: float
    peak_memory_mb: float


@dataclass(frozen=True)
class Size:
    """A body of passages, the disk it takes, and how fast it is asked, by what is done."""

    passages: int
    disk_mb: float
    latencies: dict[str, Latency]


@dataclass(frozen=True)
class Figures:
    """Ingesting the documents once, then asking them as they are and repeated."""

    circumstances: dict[str, Any]
    questions: int
    ingest: Ingest
    sizes: Sequence[Size]


def run(data: Path, passages: Sequence[int]) -> Figures:
    """Ingest `data/docs`, then copies of it under several audiences, and time a sample of `data/questions.jsonl`."""
    documents = folder_in(data, "docs")
    listed = [asked.question for asked in read_lines(data / "questions.jsonl", Asked)]
    questions = random.Random(SEED).sample(listed, min(QUESTIONS, len(listed)))  # noqa: S311 a sample, no secret
    with tempfile.TemporaryDirectory() as name:
        settings = load_settings(data=Path(name) / "data")
        ingested, count = _ingested(settings, documents)
        sizes = [_measured(settings, questions)]
        for wanted in sorted(passages):
            repeated = load_settings(data=Path(name) / f"data-{wanted}")
            copies = Path(name) / f"copies-{wanted}"
            repeat(documents, copies, -(-wanted // count))
            with shown() as bars:
                ingest(repeated, copies, bars.files, bars.indexed)
            sizes.append(_measured(repeated, questions))
    figures = Figures(circumstances(load_settings()), len(questions), ingested, sizes)
    _print(figures)
    return figures


def _ingested(settings: Settings, documents: Path) -> tuple[Ingest, int]:
    """How fast the documents are ingested, and how many passages they have."""
    started = time.perf_counter()
    report = ingest(settings, documents, lambda *_: None, lambda _: None)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    alone = _embedded_per_second(settings)
    return Ingest(len(report.added), report.passages / seconds, alone, peak), report.passages


def _embedded_per_second(settings: Settings) -> float:
    with open_knowledge(settings) as knowledge:
        catalog = knowledge.catalog
        audiences = catalog.audiences()
        ids = catalog.passage_ids(catalog.document_ids(audiences, Filters()))
        texts = [embedded_text(each.context, each.reading) for each in catalog.passages(ids, audiences).values()]
    embedder = embedding_from(settings.embedding)
    started = time.perf_counter()
    embedder.embed(texts)
    return len(texts) / (time.perf_counter() - started)


def repeat(documents: Path, target: Path, copies: int) -> None:
    """Copies below folders whose names say their audience; equal passages share their vectors."""
    for copy in range(copies):
        shutil.copytree(documents, target / f"partner-p{copy % AUDIENCES}" / str(copy))


def _measured(settings: Settings, questions: Sequence[str]) -> Size:
    found = examined(settings, repair=False)
    few = Viewer.cleared_for([row.audience for row in found.audiences][:2])
    agreements = Filters(kind="agreement")
    with open_knowledge(settings) as knowledge:
        plain = assistant_from(knowledge, settings.model_copy(update={"rerank": False}))
        whole = assistant_from(knowledge, settings.model_copy(update={"rerank": True}))
        everything = Viewer()
        asking: dict[str, Callable[[str], Awaitable[object]]] = {
            "search, first stage": _searching(plain, everything, Filters()),
            "of two audiences and one kind": _searching(plain, few, agreements),
            "search, both stages": _searching(whole, everything, Filters()),
            "a whole answer, first stage": lambda question: plain.ask(question, everything),
            "a whole answer, both stages": lambda question: whole.ask(question, everything),
        }
        latencies = {what: _timed(what, ask, questions) for what, ask in asking.items()}
    return Size(found.passages, sum(found.bytes.values()) / 1e6, latencies)


def _searching(assistant: Assistant, viewer: Viewer, filters: Filters) -> Callable[[str], Awaitable[object]]:
    return lambda question: assistant.search(question, viewer, filters, 40)


def _timed(what: str, ask: Callable[[str], Awaitable[object]], questions: Sequence[str]) -> Latency:
    async def each() -> list[float]:
        for question in questions[:UNTIMED]:
            await ask(question)
        taken = []
        for question in tracked(questions, what):
            started = time.perf_counter()
            await ask(question)
            taken.append((time.perf_counter() - started) * 1000)
        return taken

    taken = asyncio.run(each())
    return Latency(statistics.median(taken), statistics.quantiles(taken, n=20)[-1])


def _print(figures: Figures) -> None:
    out = Console(highlight=False)
    done = figures.ingest
    out.print(
        f"{done.documents} documents ingested: {done.passages_per_second:.0f} passages a second, "
        f"{done.passages_per_second / done.embedded_per_second:.2f} of embedding alone; "
        f"peak memory {done.peak_memory_mb:.0f} MB\n"
    )
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("milliseconds, median / 95th percentile")
    for size in figures.sizes:
        table.add_column(f"{size.passages:,} passages", justify="right")
    for what in figures.sizes[0].latencies:
        timed = [size.latencies[what] for size in figures.sizes]
        table.add_row(what, *(f"{each.median:.0f} / {each.p95:.0f}" for each in timed))
    table.add_row("data folder, MB", *(f"{size.disk_mb:.0f}" for size in figures.sizes))
    out.print(table)
    at = figures.circumstances
    out.print(f"\n{figures.questions} questions; commit {at['commit']}, {at['cores']} cores, {at['date']}", style="dim")
