"""A process that is killed while it ingests, at any moment, costs nothing but the time to run it again."""

import multiprocessing
import os
import random
import shutil
import sqlite3
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from assistant.build import examined
from assistant.cli import main
from assistant.knowledge.catalog import FILE_NAME
from assistant.settings import Settings
from tests.conftest import Trials, tables, write

FILES = 40
AT_ONCE = 2  # trials side by side, as one process is seldom busy on two cores
ANIMALS = "walrus otter heron badger stoat".split()  # a section each: more passages than are embedded at once
LONGEST = 900  # seconds that an ingest may take beside whatever else the machine does

# Everything is imported once; each process is a copy of one that has, so that a trial is all ingest.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["chromadb", "langchain_core.documents", "assistant.knowledge.sync", __name__])


def note(number: int, edition: int) -> str:
    """One section is this note's alone; equal ones share a vector, so that little time goes into embedding."""
    audience = ("internal", "public", "partner:acme")[(number + edition) % 3]
    own = f"## Section\n\nThe note signs paper {number}.\n"
    shared = (f"## Section {animal}\n\nThe {animal} signs edition {edition}.\n" for animal in ANIMALS)
    return f"---\naudience: {audience}\n---\n# Note\n\n" + "\n".join([own, *shared])


def revise(folder: Path) -> None:
    """Change a few files, remove some, add some: what the second ingest of every trial has to bring in."""
    write(folder, {f"note-{number}.md": note(number, edition=2) for number in range(0, FILES, 4)})
    for number in range(1, FILES, 8):
        (folder / f"note-{number}.md").unlink()
    write(folder, {f"new-{number}.md": note(number, edition=2) for number in range(FILES, FILES + 30)})


def ingest(data: Path, folder: Path) -> None:
    """`ally ingest`, as the process that it is called in."""
    os.chdir(data.parent)
    os.environ["ALLY_DATA"] = str(data)
    sys.argv = ["ally", "ingest", str(folder)]
    main()


def started(data: Path, folder: Path) -> ForkServerProcess:
    process = PROCESSES.Process(target=ingest, args=(data, folder))
    process.start()
    return process


def succeeds(data: Path, folder: Path) -> bool:
    """Whether an ingest that is left alone comes to its end."""
    process = started(data, folder)
    process.join(LONGEST)
    return process.exitcode == 0


@dataclass(frozen=True)
class Stage:
    """A folder, data folders as they are before an ingest, and what one clean ingest makes of them."""

    folder: Path
    befores: list[Path]
    clean: dict[str, list[tuple[object, ...]]]
    seconds: float


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    root = tmp_path_factory.mktemp("kills")
    folder, empty, earlier, clean = root / "folder", root / "empty", root / "earlier", root / "clean"
    empty.mkdir()
    write(folder, {f"note-{number}.md": note(number, edition=1) for number in range(FILES)})
    assert succeeds(earlier, folder)
    revise(folder)
    start = time.monotonic()
    assert succeeds(clean, folder)
    return Stage(folder, [empty, earlier], tables(clean / FILE_NAME), time.monotonic() - start)


def test_a_killed_ingest_and_another_make_what_one_clean_ingest_makes(
    stage: Stage, tmp_path: Path, trials: Trials
) -> None:
    def trial(seed: int) -> None:
        data = tmp_path / f"data-{seed}"
        shutil.copytree(stage.befores[seed % 2], data)
        moment = moment_by_chance(random.Random(seed), stage)
        kill_an_ingest(data, stage, moment)
        assert succeeds(data, stage.folder), (seed, moment)
        assert tables(data / FILE_NAME) == stage.clean, (seed, moment)
        assert examined(Settings(data=data), repair=False).problems == [], (seed, moment)
        shutil.rmtree(data)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(trial, range(trials(6, 200))))


@dataclass(frozen=True)
class Moment:
    """So many seconds after so many sources are recorded as they are to be."""

    sources: int
    seconds: float


def moment_by_chance(chance: random.Random, stage: Stage) -> Moment:
    """While starting and loading, while recording, or while indexing."""
    count = len(stage.clean["sources"])
    return chance.choice(
        [
            Moment(0, chance.uniform(0, stage.seconds)),
            Moment(chance.randint(1, count), 0),
            Moment(count, chance.uniform(0, stage.seconds / 2)),
        ]
    )


def kill_an_ingest(data: Path, stage: Stage, moment: Moment) -> None:
    process = started(data, stage.folder)
    while process.is_alive() and recorded(data, stage) < moment.sources:
        process.join(0.01)
    process.join(moment.seconds)
    process.kill()
    process.join()


def recorded(data: Path, stage: Stage) -> int:
    """How many sources the catalog holds as they are to be."""
    wanted = {digest for *_, digest, _, _ in stage.clean["sources"]}
    address = f"{(data / FILE_NAME).as_uri()}?mode=ro"
    with suppress(sqlite3.Error), closing(sqlite3.connect(address, uri=True, timeout=0)) as connection:
        return sum(digest in wanted for (digest,) in connection.execute("SELECT digest FROM sources"))
    return 0
