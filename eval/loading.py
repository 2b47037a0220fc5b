"""A body of documents, ingested as a user would into a data folder of its own, and the assistant that knows it."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import track

from assistant.assistant import Assistant
from assistant.build import assistant_from, ingest, open_knowledge
from assistant.cli.progress import shown
from assistant.errors import UsageError
from assistant.settings import load_settings

T = TypeVar("T")


@contextmanager
def assistant_over(folder: Path) -> Iterator[Assistant]:
    """The assistant over a folder. Raises UsageError for a file that cannot be loaded: the figures would hide it."""
    with tempfile.TemporaryDirectory() as data:
        settings = load_settings(data=Path(data))
        with shown() as bars:
            report = ingest(settings, folder, bars.files, bars.indexed)
        for path, reason in report.failed.items():
            raise UsageError(f"{folder / path}: {reason}")
        with open_knowledge(settings) as knowledge:
            yield assistant_from(knowledge, settings)


@contextmanager
def assistant_knowing(texts: Mapping[str, str]) -> Iterator[Assistant]:
    """The assistant over texts by the name of their file."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            (Path(folder) / name).write_text(text, encoding="utf-8", newline="")
        with assistant_over(Path(folder)) as assistant:
            yield assistant


def tracked(questions: Sequence[T], what: str) -> Iterable[T]:
    """The questions one by one, with a bar on standard error where that is a terminal."""
    console = Console(stderr=True)
    return track(questions, what, console=console, transient=True, disable=not console.is_terminal)
