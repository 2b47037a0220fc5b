"""How many questions a real `ally serve` answers over loopback, alone, side by side, and while it loads a folder."""

import asyncio
import itertools
import re
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console

from assistant.build import ingest
from assistant.settings import load_settings
from eval.benchmarks.speed import Asked, repeat
from eval.records import folder_in, read_lines
from eval.reporting import circumstances
from eval.serving import Served, served

AT_ONCE = (1, 8, 32, 128)
ASKED = 60  # questions, or two for each that is asked at once
TURNS = 3  # of each conversation
PASSAGES_LOADED = 10_000


@dataclass(frozen=True)
class Load:
    """So many at once: questions answered and refused with 503, answers a second, and milliseconds an answer took."""

    at_once: int
    answered: int
    refused: int
    per_second: float
    median: float
    p95: float
    p99: float


@dataclass(frozen=True)
class Service:
    """One way to run the service: seconds until it is ready, its memory then, and how it bears each load."""

    rerank: bool
    ready_seconds: float
    memory_mb: float
    loads: Sequence[Load]


@dataclass(frozen=True)
class Figures:
    """The service without and with the second stage; then one question at a time while a folder is loaded."""

    circumstances: dict[str, Any]
    passages: int
    services: Sequence[Service]
    passages_loaded: int
    loading_seconds: float
    idle: Load
    while_loading: Load


def run(data: Path, passages: int) -> Figures:
    """Ingest copies of `data/docs` until there are so many passages, and ask `data/questions.jsonl`."""
    documents = folder_in(data, "docs")
    questions = [asked.question for asked in read_lines(data / "questions.jsonl", Asked)]
    with tempfile.TemporaryDirectory() as name:
        settings = load_settings(data=Path(name) / "data")
        report = ingest(load_settings(data=Path(name) / "once"), documents, lambda *_: None, lambda _: None)
        repeat(documents, Path(name) / "copies", -(-passages // report.passages))
        held = ingest(settings, Path(name) / "copies", lambda *_: None, lambda _: None)
        services = [_under_load(settings.data, rerank, questions) for rerank in (False, True)]
        fresh = _altered(documents, Path(name) / "fresh", -(-PASSAGES_LOADED // report.passages))
        with served(settings.data, rerank=False, folders=fresh) as service:
            idle, during, loaded, seconds = asyncio.run(_while_loading(service, fresh, questions))
    figures = Figures(circumstances(settings), held.passages, services, loaded, seconds, idle, during)
    _print(figures)
    return figures


def _under_load(data: Path, rerank: bool, questions: Sequence[str]) -> Service:
    with served(data, rerank=rerank) as service:
        memory = service.memory_mb()
        asyncio.run(_load(service, questions, 1, 10))  # so that what is read once has been
        loads = [asyncio.run(_load(service, questions, many, max(ASKED, 2 * many))) for many in AT_ONCE]
        return Service(rerank, service.ready_seconds, memory, loads)


async def _load(service: Served, questions: Sequence[str], at_once: int, count: int) -> Load:
    """So many questions by so many clients, in conversations of their own, which have to come back whole."""
    asked = itertools.islice(itertools.cycle(questions), count)
    statuses: Counter[int] = Counter()
    taken: list[float] = []
    started = time.perf_counter()
    async with service.client(at_once) as client:
        await asyncio.gather(*(_converse(client, asked, statuses, taken) for _ in range(at_once)))
    return _measured(at_once, statuses, taken, time.perf_counter() - started)


async def _converse(
    client: httpx.AsyncClient, questions: Iterator[str], statuses: Counter[int], taken: list[float]
) -> None:
    while asked := list(itertools.islice(questions, TURNS)):
        await _conversation(client, asked, statuses, taken)


async def _conversation(
    client: httpx.AsyncClient, questions: Sequence[str], statuses: Counter[int], taken: list[float]
) -> None:
    conversation: str | None = None
    own: list[str] = []
    for question in questions:
        started = time.perf_counter()
        reply = await client.post("/v1/ask", json={"question": question, "conversation_id": conversation})
        statuses[reply.status_code] += 1
        if reply.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            await asyncio.sleep(float(reply.headers["retry-after"]))
            continue
        taken.append(time.perf_counter() - started)
        conversation = reply.raise_for_status().json()["conversation_id"]
        own.append(question)
    if conversation:
        kept = (await client.get(f"/v1/conversations/{conversation}")).raise_for_status().json()
        if [turn["question"] for turn in kept["turns"]] != own or not all(turn["finished"] for turn in kept["turns"]):
            raise AssertionError(f"conversation {conversation} was lost or mixed up with another")


async def _while_loading(service: Served, folder: Path, questions: Sequence[str]) -> tuple[Load, Load, int, float]:
    """One question at a time, before and while the service loads the folder; what it loaded, and in how long."""
    await _load(service, questions, 1, 10)
    idle = await _load(service, questions, 1, ASKED)
    started = time.perf_counter()
    loading = asyncio.create_task(service.ingest(folder))
    statuses: Counter[int] = Counter()
    taken: list[float] = []
    endless = itertools.cycle(questions)
    async with service.client(1) as client:
        while not loading.done():
            await _converse(client, itertools.islice(endless, 1), statuses, taken)
    seconds = time.perf_counter() - started
    return idle, _measured(1, statuses, taken, seconds), (await loading)["passages"], seconds


def _measured(at_once: int, statuses: Counter[int], taken: Sequence[float], seconds: float) -> Load:
    parts = statistics.quantiles(taken, n=100, method="inclusive")
    median, p95, p99 = (1000 * parts[percent - 1] for percent in (50, 95, 99))
    refused = statuses[httpx.codes.SERVICE_UNAVAILABLE]
    return Load(at_once, len(taken), refused, len(taken) / seconds, median, p95, p99)


def _altered(documents: Path, target: Path, copies: int) -> Path:
    """Copies with a word of their own in each sentence, so that every passage of them has to be embedded."""
    for copy in range(copies):
        for file in documents.iterdir():
            place = target / str(copy) / file.name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(
                re.sub(r"(?<=\w)\.(?=\s)", f" {copy}.", file.read_text(encoding="utf-8")), encoding="utf-8"
            )
    return target


def _print(figures: Figures) -> None:
    out = Console(highlight=False)
    for service in figures.services:
        how = "with" if service.rerank else "without"
        out.print(
            f"\n{figures.passages:,} passages, {how} the second stage: ready in {service.ready_seconds:.1f} s, "
            f"{service.memory_mb:.0f} MB"
        )
        for load in service.loads:
            out.print(f"  {load.at_once:>4} at once {_told(load)}")
    out.print(f"\nWhile {figures.passages_loaded:,} passages are loaded, in {figures.loading_seconds:.0f} s:")
    out.print(f"  idle    {_told(figures.idle)}\n  loading {_told(figures.while_loading)}")
    at = figures.circumstances
    out.print(f"\n[dim]commit {at['commit']}, {at['cores']} cores, {at['date']}[/dim]")


def _told(load: Load) -> str:
    return (
        f"{load.per_second:7.1f} answers a second, ms: median {load.median:.0f}, 95 % {load.p95:.0f}, "
        f"99 % {load.p99:.0f}; refused {load.refused}"
    )
