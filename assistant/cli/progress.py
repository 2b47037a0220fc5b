"""Progress bars on standard error, where it is a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Column

BAR_WIDTH = 24


class Bars:
    """One bar for files that are loaded, one each for passages embedded and indexed, shown as they are needed."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}
        self._passages = 0

    def files(self, path: str, done: int, total: int) -> None:
        self._show("Loading", f"{done}/{total} files", path, done, total)

    def indexed(self, passages: int) -> None:
        self._passages += passages
        self._show("Indexing", f"{self._passages} passages")

    def embedded(self, passages: int) -> None:
        self._passages += passages
        self._show("Embedding", f"{self._passages} passages")

    def _show(self, what: str, count: str, path: str = "", done: float = 0, total: int | None = None) -> None:
        if what not in self._tasks:
            self._tasks[what] = self._progress.add_task(what, total=total, count=count, path=path)
        self._progress.update(self._tasks[what], completed=done, count=count, path=path)


@contextmanager
def shown() -> Iterator[Bars]:
    """Bars that vanish when the work is done."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(BAR_WIDTH),
        TextColumn("{task.fields[count]}", markup=False),
        TimeRemainingColumn(),
        # A long path is cut, so that the bar stays where it is.
        TextColumn(
            "{task.fields[path]}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis", ratio=1)
        ),
    )
    disable = not console.is_terminal
    with Progress(*columns, console=console, transient=True, expand=True, disable=disable) as progress:
        yield Bars(progress)
