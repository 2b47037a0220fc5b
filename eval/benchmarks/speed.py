"""How fast a folder is ingested and searched, and how much memory and disk that takes."""

import asyncio
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from rich.console import Console

from assistant.assistant import EVERYTHING, Assistant
from assistant.build import assistant_from, examined, ingest, open_knowledge
from assistant.settings import Settings, load_settings
from assistant.types import Filters, Viewer
from eval.records import folder_in, read_lines
from eval.reporting import circumstances

AUDIENCES = 5  # copies are spread over so many partners' audiences


class Asked(BaseModel):
    question: str


@dataclass(frozen=True)
class Latency:
    """Milliseconds over all questions."""

    median: float
    p95: float


@dataclass(frozen=True)
class Size:
    """A body of passages, what it takes, and how fast it is searched."""

    passages: int
    disk_mb: float
    search: Latency
    search_one_kind: Latency
    search_two_audiences: Latency
    answer: Latency


@dataclass(frozen=True)
class Figures:
    """Ingesting the documents once, then searching them as they are and repeated."""

    circumstances: dict[str, Any]
    documents: int
    passages_per_second: float
    peak_memory_mb: float
    sizes: Sequence[Size]


def run(data: Path, passages: int) -> Figures:
    """Ingest `data/docs`, then copies of it under several audiences, and time `data/questions.jsonl` on both."""
    documents = folder_in(data, "docs")
    questions = [asked.question for asked in read_lines(data / "questions.jsonl", Asked)]
    with tempfile.TemporaryDirectory() as name:
        settings = load_settings(data=Path(name) / "data")
        started = time.perf_counter()
        report = ingest(settings, documents, lambda *_: None, lambda _: None)
        seconds = time.perf_counter() - started
        sizes = [_measured(settings, questions)]
        ingest_peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        repeated = load_settings(data=Path(name) / "repeated")
        _repeat(documents, Path(name) / "copies", -(-passages // report.passages))
        ingest(repeated, Path(name) / "copies", lambda *_: None, lambda _: None)
        sizes.append(_measured(repeated, questions))
    figures = Figures(circumstances(settings), len(report.added), report.passages / seconds, ingest_peak, sizes)
    _print(figures)
    return figures


def _repeat(documents: Path, target: Path, copies: int) -> None:
    """Copies below folders whose names say their audience; equal passages share their vectors."""
    for copy in range(copies):
        shutil.copytree(documents, target / f"partner-p{copy % AUDIENCES}" / str(copy))


def _measured(settings: Settings, questions: Sequence[str]) -> Size:
    found = examined(settings, repair=False)
    names = [row.audience for row in found.audiences]
    two = Viewer.cleared_for(names[:2])
    with open_knowledge(settings) as knowledge:
        assistant = assistant_from(knowledge, settings)
        agreements = Filters(kind="agreement")
        return Size(
            passages=found.passages,
            disk_mb=sum(found.bytes.values()) / 1e6,
            search=_timed(lambda q: _search(assistant, q, EVERYTHING, Filters()), questions),
            search_one_kind=_timed(lambda q: _search(assistant, q, EVERYTHING, agreements), questions),
            search_two_audiences=_timed(lambda q: _search(assistant, q, two, Filters()), questions),
            answer=_timed(lambda q: asyncio.run(assistant.ask(q)), questions),
        )


def _search(assistant: Assistant, question: str, viewer: Viewer, filters: Filters) -> None:
    asyncio.run(assistant.search(question, viewer, filters, 40))


def _timed(ask: Callable[[str], object], questions: Sequence[str]) -> Latency:
    for question in questions[:5]:
        ask(question)
    taken = []
    for question in questions:
        started = time.perf_counter()
        ask(question)
        taken.append((time.perf_counter() - started) * 1000)
    return Latency(statistics.median(taken), statistics.quantiles(taken, n=20)[-1])


def _print(figures: Figures) -> None:
    out = Console(highlight=False)
    out.print(
        f"{figures.documents} documents ingested: {figures.passages_per_second:.0f} passages a second, "
        f"peak memory {figures.peak_memory_mb:.0f} MB"
    )
    for size in figures.sizes:
        out.print(
            f"\n{size.passages:,} passages, {size.disk_mb:.0f} MB on disk; milliseconds, median / 95th percentile:"
        )
        for name in ("search", "search_one_kind", "search_two_audiences", "answer"):
            latency: Latency = getattr(size, name)
            out.print(f"  {name.replace('_', ' '):<22}{latency.median:8.1f} / {latency.p95:.1f}")
    at = figures.circumstances
    out.print(f"\n[dim]commit {at['commit']}, {at['cores']} cores, {at['date']}[/dim]")
