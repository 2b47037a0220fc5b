"""Reading PDFs: is every word there, does every passage stand on its page, how fast and in how much memory."""

import random
import re
import resource
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pypdf

from assistant.knowledge.chunking import Passage
from assistant.knowledge.parsing import Parsed
from assistant.knowledge.workers import Workers
from assistant.settings import Settings
from loaders import load

SAMPLE = 200  # passages that are looked up on their pages
ROUNDS = 3  # of which the fastest counts, file by file


@dataclass(frozen=True)
class Coverage:
    """The share of the reference text's words, each as often as it is there, that the loaded text has."""

    file: str
    pages: int
    words: float


@dataclass(frozen=True)
class PdfFigures:
    """Speeds are pages a second: bare pypdf, our loader in one process, and worker processes with passages cut."""

    coverage: Sequence[Coverage]
    passages_checked: int
    passages_found: int
    pypdf_speed: float
    loader_speed: float
    workers_speed: float
    largest_file_mb: float
    peak_memory_mb: float


def measured(files: Sequence[Path], settings: Settings) -> PdfFigures:
    """Read PDFs, each of which has its text beside it as `NAME.txt`."""
    max_bytes = settings.max_file_mb * 1_000_000
    largest = max(files, key=lambda path: path.stat().st_size)
    peak = _peak_memory(Workers(max_bytes, settings.parse_seconds), largest)
    pages = {path: _bare_pages(path) for path in files}
    count = sum(map(len, pages.values()))
    with Workers(max_bytes, settings.parse_seconds) as workers:
        parsed = _parsed(workers, files)
        workers_seconds = min(_seconds(lambda: _parsed(workers, files)) for _ in range(ROUNDS))
    bare, loaded = _fastest(files, _bare_pages, lambda path: load(path, path.parent, max_bytes))
    return PdfFigures(
        [_coverage(path, len(pages[path]), parsed[path].text) for path in files],
        *_found_on_their_pages(parsed, pages),
        pypdf_speed=count / bare,
        loader_speed=count / loaded,
        workers_speed=count / workers_seconds,
        largest_file_mb=largest.stat().st_size / 1e6,
        peak_memory_mb=peak,
    )


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


def _found_on_their_pages(parsed: Mapping[Path, Parsed], pages: Mapping[Path, list[str]]) -> tuple[int, int]:
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


def _fastest(files: Sequence[Path], *ways: Callable[[Path], object]) -> list[float]:
    """Seconds for all files by each way. The ways take turns at every file, so that what slows one slows the others."""
    rounds = [[[_seconds(partial(way, path)) for way in ways] for path in files] for _ in range(ROUNDS)]
    return [sum(min(times[at][way] for times in rounds) for at in range(len(files))) for way in range(len(ways))]


def _seconds(read: Callable[[], object]) -> float:
    started = time.perf_counter()
    read()
    return time.perf_counter() - started
