"""Reading PDFs: is every word there, does every passage stand on its page, how fast and in how much memory."""

import random
import re
import resource
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf
from rich.console import Console

from assistant.knowledge.chunking import Passage
from assistant.knowledge.parsing import Parsed
from assistant.knowledge.workers import Workers
from assistant.settings import load_settings
from eval.reporting import circumstances
from loaders import load

SAMPLE = 200  # passages that are looked up on their pages
ROUNDS = 3  # of which the fastest counts


@dataclass(frozen=True)
class Coverage:
    """The share of the reference text's words, each as often as it is there, that the loaded text has."""

    file: str
    pages: int
    words: float


@dataclass(frozen=True)
class Figures:
    """Speeds are pages a second: bare pypdf, our loader in one process, and worker processes with passages cut."""

    circumstances: dict[str, Any]
    coverage: Sequence[Coverage]
    passages_checked: int
    passages_found: int
    pypdf_speed: float
    loader_speed: float
    workers_speed: float
    largest_file_mb: float
    peak_memory_mb: float


def run(data: Path) -> Figures:
    """Read every PDF of the folder; beside each lies its text, `NAME.txt`."""
    settings = load_settings()
    files = sorted(path for path in data.iterdir() if path.suffix.lower() == ".pdf")
    largest = max(files, key=lambda path: path.stat().st_size)
    max_bytes = settings.max_file_mb * 1_000_000
    peak = _peak_memory(Workers(max_bytes, settings.parse_seconds), largest)
    pages = {path: _bare_pages(path) for path in files}
    with Workers(max_bytes, settings.parse_seconds) as workers:
        parsed = _parsed(workers, files)
        count = sum(map(len, pages.values()))
        figures = Figures(
            circumstances(settings),
            [_coverage(path, len(pages[path]), parsed[path].text) for path in files],
            *_found_on_their_pages(parsed, pages),
            pypdf_speed=count / _seconds(lambda: [_bare_pages(path) for path in files]),
            loader_speed=count / _seconds(lambda: [load(path, data, max_bytes) for path in files]),
            workers_speed=count / _seconds(lambda: _parsed(workers, files)),
            largest_file_mb=largest.stat().st_size / 1e6,
            peak_memory_mb=peak,
        )
    _print(figures)
    return figures


def _peak_memory(workers: Workers, file: Path) -> float:
    """Of a worker that reads nothing but this file, in MB."""
    with workers:
        _parsed(workers, [file])
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000


def _parsed(workers: Workers, files: Sequence[Path]) -> dict[Path, Parsed]:
    parsed = {}
    for path, outcome in zip(files, workers.parse(files[0].parent, files), strict=True):
        assert isinstance(outcome, Parsed), outcome.reason
        parsed[path] = outcome
    return parsed


def _bare_pages(path: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def _coverage(path: Path, pages: int, text: str) -> Coverage:
    wanted, found = _words(path.with_suffix(".txt").read_text(encoding="utf-8")), _words(text)
    return Coverage(path.name, pages, (wanted & found).total() / wanted.total())


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def _found_on_their_pages(parsed: dict[Path, Parsed], pages: dict[Path, list[str]]) -> tuple[int, int]:
    """How many passages were sampled, and how many of them stand word for word on the page that they name."""
    passages = [
        (path, passage) for path in parsed for document in parsed[path].documents for passage in document.passages
    ]
    sample = random.Random(0).sample(passages, min(SAMPLE, len(passages)))  # noqa: S311
    return len(sample), sum(_is_on_its_page(passage, pages[path]) for path, passage in sample)


def _is_on_its_page(passage: Passage, pages: Sequence[str]) -> bool:
    """The pages of the benchmark's files are numbered from 1."""
    named = [place.value for place in passage.places if place.kind == "page"]
    return len(named) == 1 and passage.text in pages[int(named[0]) - 1]


def _seconds(read: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        read()
        taken.append(time.perf_counter() - started)
    return min(taken)


def _print(figures: Figures) -> None:
    out = Console(highlight=False, markup=False)
    for each in figures.coverage:
        out.print(
            f"{each.words:8.4f} of the words  {each.pages:3} pages  {each.file}", overflow="ellipsis", no_wrap=True
        )
    out.print(f"{figures.passages_found} of {figures.passages_checked} passages word for word on their page")
    out.print(
        f"pages a second: pypdf {figures.pypdf_speed:.0f}, loader {figures.loader_speed:.0f} "
        f"({figures.loader_speed / figures.pypdf_speed:.2f} of it), workers {figures.workers_speed:.0f}"
    )
    out.print(f"peak memory {figures.peak_memory_mb:.0f} MB on the largest file, {figures.largest_file_mb:.1f} MB")
    at = figures.circumstances
    out.print(f"commit {at['commit']}, {at['cores']} cores, {at['date']}", style="dim")
