"""A body of documents, ingested as a user would into a data folder of its own, and the assistant that knows it."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import track

from assistant.assistant import Assistant
from assistant.build import assistant_from, ingest, open_catalog, open_knowledge
from assistant.cli.progress import shown
from assistant.errors import UsageError
from assistant.retrieval.ranked import RankedPassage
from assistant.settings import Settings, load_settings
from assistant.types import Filters

T = TypeVar("T")


@contextmanager
def assistant_over(folder: Path) -> Iterator[Assistant]:
    """The assistant over a folder. Raises UsageError for a file that cannot be loaded: the figures would hide it."""
    with tempfile.TemporaryDirectory() as data:
        settings = _ingested(folder, Path(data))
        with open_knowledge(settings) as knowledge:
            yield assistant_from(knowledge, settings)


def _ingested(folder: Path, data: Path) -> Settings:
    settings = load_settings(data=data)
    with shown() as bars:
        report = ingest(settings, folder, bars.files, bars.indexed)
    for path, reason in report.failed.items():
        raise UsageError(f"{folder / path}: {reason}")
    return settings


def passages_of(folder: Path) -> dict[str, list[RankedPassage]]:
    """The passages of each document of a folder, by the document's source and title. Raises UsageError."""
    with tempfile.TemporaryDirectory() as data:
        settings = _ingested(folder, Path(data))
        with open_catalog(settings) as catalog:
            audiences = catalog.audiences()
            found: dict[str, list[RankedPassage]] = {}
            for document in catalog.document_ids(audiences, Filters()):
                passages = catalog.passages(catalog.passage_ids([document]), audiences)
                ordered = sorted(passages.values(), key=lambda each: each.start)
                if ordered:
                    name = f"{ordered[0].source}: {ordered[0].title}"
                    found[name] = [RankedPassage(each, 1.0) for each in ordered]
            return found


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
