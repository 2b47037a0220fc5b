"""What many tests share: a small embedding model, folders of files, and Ally in this process and in one of its own."""

import os
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import hypothesis
import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.build import Knowledge
from assistant.knowledge.catalog import FILE_NAME, Catalog
from assistant.knowledge.embedding import Embedder
from assistant.knowledge.folder import scan_folder
from assistant.knowledge.holding import Hold
from assistant.knowledge.indexes import Indexes
from assistant.knowledge.schema import metadata
from assistant.knowledge.stored_vectors import claim_model
from assistant.knowledge.sync import SyncReport, sync_folder
from assistant.knowledge.workers import Workers
from assistant.retrieval.ranked import RankedPassage
from assistant.retrieval.search import Search
from assistant.types import Filters, Viewer

# How long an example takes depends on what else the machine does.
hypothesis.settings.register_profile("sample", deadline=None, max_examples=30)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=200)

MAX_BYTES = 1_000_000
WORKERS = Workers(MAX_BYTES, seconds=600)

Trials = Callable[[int, int], int]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="run the long trials at their full length")


def pytest_configure(config: pytest.Config) -> None:
    hypothesis.settings.load_profile("soak" if config.getoption("--soak") else "sample")


@pytest.fixture(scope="session")
def trials(request: pytest.FixtureRequest) -> Trials:
    """How often to repeat a long trial: (in `make test`, in `make soak`) -> the count for this run."""
    soak = request.config.getoption("--soak")
    return lambda few, many: many if soak else few


@pytest.fixture(scope="session", autouse=True)
def _workers_end() -> Iterator[None]:
    yield
    WORKERS.close()


class WordEmbedder:
    """Texts that share words are near each other. `embedded` keeps every text that a vector was asked for."""

    dimension = 64

    def __init__(self, identity: str = "words") -> None:
        self.identity = identity
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += texts
        vectors = np.full((len(texts), self.dimension), 0.01, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.casefold().split():
                vectors[row, zlib.crc32(f"{self.identity} {word}".encode()) % self.dimension] += 1
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def embed_question(self, question: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self.embed([question])[0]
        return vector


class Library:
    """A data folder with a model of the test's own: what `ally ingest` and `ally search` do, in this process."""

    def __init__(self, data: Path, embedder: Embedder) -> None:
        self.data = data
        self.embedder = embedder

    @contextmanager
    def catalog(self) -> Iterator[Catalog]:
        with closing(Catalog(self.data)) as catalog:
            yield catalog

    @contextmanager
    def hold(self) -> Iterator[Hold]:
        hold = Hold(self.data)
        try:
            yield hold
        finally:
            hold.release()

    @contextmanager
    def open(self) -> Iterator[Knowledge]:
        with self.catalog() as catalog, self.hold() as hold:
            claim_model(catalog, self.embedder.identity)
            with closing(Indexes(catalog, self.embedder.identity, hold)) as indexes:
                indexes.catch_up()
                yield Knowledge(catalog, indexes, self.embedder, hold)

    def sync(self, folder: Path) -> SyncReport:
        with self.open() as knowledge:
            report = sync_folder(scan_folder(folder), knowledge.catalog, self.embedder, WORKERS)
            knowledge.indexes.catch_up()
            return report

    def search(self, query: str, viewer: Viewer | None = None) -> list[RankedPassage]:
        with self.open() as knowledge:
            search = Search(knowledge.catalog, knowledge.indexes, self.embedder)
            return search.passages(query, viewer or Viewer(), Filters(), 100)

    def saying(self, word: str, viewer: Viewer | None = None) -> list[str]:
        """The sources of the passages that a search for the word finds and that have it, sorted."""
        return sorted({found.passage.source for found in self.search(word, viewer) if word in found.passage.text})

    def tables(self) -> dict[str, list[tuple[object, ...]]]:
        return tables(self.data / FILE_NAME)


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def library(tmp_path: Path, embedder: WordEmbedder) -> Library:
    return Library(tmp_path / "data", embedder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder to load from."""
    made = tmp_path / "folder"
    made.mkdir()
    return made


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files by their path below the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def tables(catalog: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of a catalog, sorted."""
    with closing(sqlite3.connect(catalog)) as connection:
        return {
            table.name: sorted(connection.execute(f"SELECT * FROM {table.name}"), key=repr)
            for table in metadata.sorted_tables
        }


# A shell that runs the tests in the background has its children ignore interrupts; a person's terminal does not.
START = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from assistant.cli import main; main()"
)


class Ally:
    """The program over one data folder, each command a process of its own, as a person runs it."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", START, *map(str, arguments)],
            env=os.environ | {"ALLY_DATA": str(self.data)},
            cwd=self.data.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        with self.start(*arguments) as process:
            out, err = process.communicate(timeout=600)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def fails(self, *arguments: str | Path) -> str:
        """Run a command that is to fail, and return the one line that it says."""
        done = self.run(*arguments)
        assert done.returncode == 1, (arguments, done.stdout, done.stderr)
        [line] = done.stderr.splitlines()
        assert line.startswith("ally: ")
        assert "Unexpected" not in line
        return line


@pytest.fixture
def ally(tmp_path: Path) -> Ally:
    return Ally(tmp_path / "data")
