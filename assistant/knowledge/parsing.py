"""What a worker process does: it reads one file after the other, cuts it into passages, and hands them back.

The parsers' libraries are imported here and nowhere else in an ingest, so that what they do to the process, they do
to a worker.
"""

import os
import pickle
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from assistant.knowledge.chunking import passages_of
from assistant.knowledge.recording import DocumentRecord
from loaders import load
from loaders.document import Metadata
from loaders.errors import LoadError

MEMORY = 2_000_000_000  # bytes of address space that a worker may take
OUT_OF_MEMORY = 77  # the exit code of a worker that needed more

_LOOK_UP = 0.5  # seconds between two looks whether the parent still lives


@dataclass(frozen=True)
class Request:
    """A file to read, below the folder that is ingested."""

    path: Path
    folder: Path
    max_bytes: int


@dataclass(frozen=True)
class Parsed:
    """A file's canonical text, its documents with their passages, and what in it had to be left out, and why."""

    text: str
    documents: list[DocumentRecord]
    problems: list[str]


@dataclass(frozen=True)
class Refused:
    """Why a file was not taken, and what to do."""

    reason: str


@dataclass(frozen=True)
class Lost(Refused):
    """The parser itself failed on the file: it crashed, hung or filled the memory."""


Outcome = Parsed | Refused


def parse(request: Request) -> Parsed:
    """Load a file and cut it into passages. Raises LoadError."""
    documents: list[DocumentRecord] = []
    problems: list[str] = []
    text = ""
    for loaded in load(request.path, request.folder, request.max_bytes):
        metadata = Metadata.of(loaded)
        start, text = len(text), text + loaded.page_content
        places = [p.model_copy(update={"start": p.start + start, "end": p.end + start}) for p in metadata.places]
        passages = passages_of(loaded.page_content, metadata, start)
        for passage in passages:
            _ = passage.digest, passage.tokens  # kept with the passage: one thing less for the parent to work out
        record = DocumentRecord(start, len(text), metadata.facets, metadata.markup, places, passages, metadata.member)
        documents.append(record)
        problems += metadata.problems
    return Parsed(text, documents, problems)


def serve() -> None:
    """Answer requests from standard input, on standard output, for as long as the parent process lives."""
    requests, answers = _pipes()
    _limit_memory()
    _watch_parent()
    pickle.dump(os.getpid(), answers)  # ready
    answers.flush()
    while True:
        try:
            request = pickle.load(requests)  # noqa: S301 from the parent
        except EOFError:
            return
        pickle.dump(_outcome(request), answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


def _outcome(request: Request) -> Outcome:
    try:
        return parse(request)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # `sys.exit` may need memory
    except LoadError as error:
        if isinstance(error.__cause__, MemoryError):
            os._exit(OUT_OF_MEMORY)
        return Refused(error.reason)
    except Exception as error:  # noqa: BLE001 the outermost edge of this process
        detail = f"{type(error).__name__}: {error}".splitlines()[0]
        return Lost(f"could not be parsed ({detail:.120}); save it in another format")


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output, put out of reach of libraries that print."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return requests, answers


def _limit_memory() -> None:
    """On Linux alone: other systems have no limit of this sort that they hold to."""
    if sys.platform == "linux":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        limit = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))


def _watch_parent() -> None:
    """End with the parent even in the middle of a file; between files, the end of the input says that it is gone."""
    if sys.platform != "win32":
        parent = os.getppid()
        # A signal, as a thread would wait for whatever holds the interpreter's lock.
        signal.signal(signal.SIGALRM, lambda *_: _end_without(parent))
        signal.setitimer(signal.ITIMER_REAL, _LOOK_UP, _LOOK_UP)


def _end_without(parent: int) -> None:
    if os.getppid() != parent:
        os._exit(1)
