"""A parser that crashes, hangs or fills the memory costs one file, and no process outlives the one that needs it."""

import json
import os
import select
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.knowledge.parsing import Lost, Parsed
from assistant.knowledge.workers import Workers
from tests.conftest import MAX_BYTES, Ally, Library, write

LOADERS = '''
import os
import re

from langchain_core.documents import Document
from langchain_core.document_loaders import BaseLoader


class Loader(BaseLoader):
    def __init__(self, path):
        with open(path) as file:
            self.content = file.read()


class Crash(Loader):
    def lazy_load(self):
        os.abort()


class Hang(Loader):
    """Opens the pipe that the file names, then never lets the interpreter's lock go."""

    def lazy_load(self):
        lifeline = open(self.content, "w")
        lifeline.write("started")
        lifeline.flush()
        re.match("(a|a)*b", "a" * 100)


class Hungry(Loader):
    def lazy_load(self):
        bytearray(10**11)


class Chatty(Loader):
    def lazy_load(self):
        print("parsing", flush=True)
        os.write(1, b"still parsing")
        yield Document(self.content)
'''
ENTRY_POINTS = "[ally.loaders]\n" + "\n".join(
    f".{name} = dangerous:{name.title()}" for name in ("crash", "hang", "hungry", "chatty")
)


@pytest.fixture(autouse=True)
def _dangerous(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plugin, installed for this process and those that it starts, with loaders that misbehave."""
    site = tmp_path / "site"
    write(
        site,
        {
            "dangerous.py": LOADERS,
            "dangerous-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: dangerous\nVersion: 1.0\n",
            "dangerous-1.0.dist-info/entry_points.txt": ENTRY_POINTS,
        },
    )
    monkeypatch.syspath_prepend(site)
    monkeypatch.setenv("PYTHONPATH", str(site))


class Pipe:
    """A named pipe, whose writer is a process: it ends when the process does."""

    def __init__(self, path: Path) -> None:
        os.mkfifo(path)
        self._end = os.open(path, os.O_RDONLY | os.O_NONBLOCK)

    def read(self) -> bytes:
        """What the process writes next, b"" when it has ended."""
        assert select.select([self._end], [], [], 60)[0], "the process lives"
        return os.read(self._end, 100)

    def close(self) -> None:
        os.close(self._end)


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[Pipe]:
    made = Pipe(tmp_path / "pipe")
    yield made
    made.close()


def test_a_parser_that_fails_costs_its_file(folder: Path) -> None:
    files = {
        "a.md": "The walrus.",
        "b.crash": "x",
        "c.hungry": "x",
        "d.hang": os.devnull,
        "e.chatty": "The heron.",
        "f.md": "",
        "g.md": "The otter.",
    }
    write(folder, files)
    with Workers(MAX_BYTES, seconds=2) as workers:
        outcomes = dict(zip(files, workers.parse(folder, [folder / name for name in files]), strict=True))
    texts = {name: outcome.text for name, outcome in outcomes.items() if isinstance(outcome, Parsed)}
    assert texts == {"a.md": "The walrus.", "e.chatty": "The heron.", "g.md": "The otter."}
    reasons = {name: outcome.reason for name, outcome in outcomes.items() if isinstance(outcome, Lost)}
    crashed = "could not be parsed: the parser crashed; open it in the program it was made with and save it anew"
    assert reasons == {
        "b.crash": crashed,
        "c.hungry": "could not be parsed: it needed more than 2 GB of memory; split it",
        "d.hang": "could not be parsed: it took longer than 2 s; split it, or raise the setting parse_seconds",
    }


def test_a_parser_that_fails_is_reported_by_an_ingest(ally: Ally, folder: Path) -> None:
    write(folder, {"a.crash": "x", "b.md": "The walrus."})
    report = json.loads(ally.run("ingest", folder, "--json").stdout)
    assert (report["added"], list(report["failed"])) == (["b.md"], ["a.crash"])
    assert "the parser crashed" in report["failed"]["a.crash"]


def test_no_process_is_started_where_nothing_changed(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, {"a.md": "The walrus."})
    library.sync(folder)
    monkeypatch.setattr(sys, "executable", "/nowhere")
    assert library.sync(folder).unchanged == 1


def test_closing_ends_a_parser_that_hangs(folder: Path, tmp_path: Path, pipe: Pipe) -> None:
    write(folder, {"a.hang": str(tmp_path / "pipe")})
    with Workers(MAX_BYTES, seconds=600) as workers:
        waiting = threading.Thread(target=lambda: list(workers.parse(folder, [folder / "a.hang"])))
        waiting.start()
        assert pipe.read() == b"started"
    waiting.join()
    assert pipe.read() == b""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_worker_outlives_its_parent(
    ally: Ally, folder: Path, tmp_path: Path, pipe: Pipe, end: signal.Signals
) -> None:
    write(folder, {"a.hang": str(tmp_path / "pipe"), "b.md": "The walrus."})
    with ally.start("ingest", folder) as process:
        assert pipe.read() == b"started"
        process.send_signal(end)
        process.communicate(timeout=60)
    assert pipe.read() == b""
