"""Progress bars on standard error, where it is a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn


class Bars:
    """One bar for files that are loaded, one each for passages embedded and indexed, shown as they are needed."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def files(self, path: str, done: int, total: int) -> None:
        task = self._task("Loading", total)
        self._progress.update(task, completed=done, total=total, name=path)

    def indexed(self, passages: int) -> None:
        self._progress.advance(self._task("Indexing", None), passages)

    def embedded(self, passages: int) -> None:
        self._progress.advance(self._task("Embedding", None), passages)

    def _task(self, what: str, total: int | None) -> TaskID:
        if what not in self._tasks:
            self._tasks[what] = self._progress.add_task(what, total=total, name="")
        return self._tasks[what]


@contextmanager
def shown() -> Iterator[Bars]:
    """Bars that vanish when the work is done."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield Bars(progress)
