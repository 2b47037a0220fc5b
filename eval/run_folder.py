"""The folder of a run: a line is kept as soon as a case is done, and all are put in order at the end.

A run that was stopped is gone on with where it was, if it is still a run of the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from assistant.errors import UsageError
from eval.results import RESULTS, SETUP, SUMMARY, TIMINGS, Result, Setup, Summary, Timing

Record = TypeVar("Record", bound=BaseModel)
Done = tuple[Result, Timing]


class RunFolder:
    """Where a run is written. Opening it makes it, or reads what an earlier run left."""

    def __init__(self, folder: Path, setup: Setup, resume: bool) -> None:
        """Raises UsageError where there is a run that is not to be gone on with, or one of something else."""
        self.folder = folder
        self.done: dict[tuple[str, int], Done] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if (folder / SETUP).exists():
                self._go_on(setup, resume)
            (folder / SETUP).write_text(_whole(setup), encoding="utf-8")
            self._rewrite(self.done.values())
        except OSError as error:
            raise UsageError(f"{folder}: cannot be written ({error.strerror}); name another with --output") from error

    def keep(self, result: Result, timing: Timing) -> None:
        """Append what became of a case."""
        self.done[result.key] = (result, timing)
        for name, record in ((RESULTS, result), (TIMINGS, timing)):
            with (self.folder / name).open("a", encoding="utf-8") as file:
                file.write(_line(record))

    def finish(self, order: Sequence[tuple[str, int]], summary: Summary) -> None:
        """Put the lines in order, and write the summary."""
        self._rewrite(self.done[key] for key in order)
        (self.folder / SUMMARY).write_text(_whole(summary), encoding="utf-8")

    def _go_on(self, setup: Setup, resume: bool) -> None:
        if not resume:
            raise UsageError(f"{self.folder}: has a run already; go on with it by --resume, or name another --output")
        before = _read(self.folder / SETUP, Setup)
        if not before or before[0] != setup:
            what = _difference(before[0], setup) if before else "cannot be read"
            raise UsageError(f"{self.folder}: is the run of something else ({what}); name another --output")
        timings = {(each.id, each.repeat): each for each in _read(self.folder / TIMINGS, Timing)}
        self.done = {
            result.key: (result, timings[result.key])
            for result in _read(self.folder / RESULTS, Result)
            if result.key in timings and result.error is None
        }

    def _rewrite(self, done: Iterable[Done]) -> None:
        pairs = list(done)
        (self.folder / RESULTS).write_text("".join(_line(result) for result, _ in pairs), encoding="utf-8")
        (self.folder / TIMINGS).write_text("".join(_line(timing) for _, timing in pairs), encoding="utf-8")
        (self.folder / SUMMARY).unlink(missing_ok=True)


def _line(record: BaseModel) -> str:
    return record.model_dump_json(by_alias=True, exclude_defaults=False) + "\n"


def _whole(record: BaseModel) -> str:
    return record.model_dump_json(by_alias=True, indent=2) + "\n"


def _read(file: Path, model: type[Record]) -> list[Record]:
    """The records of a file, up to the first that a process which was killed left unfinished."""
    if not file.exists():
        return []
    text = file.read_text(encoding="utf-8")
    records: list[Record] = []
    for line in [text] if file.suffix == ".json" else text.split("\n"):
        try:
            records.append(model.model_validate_json(line))
        except ValidationError:
            break
    return records


def _difference(before: Setup, after: Setup) -> str:
    """The first thing that differs, by name."""
    return _differing(before.model_dump(), after.model_dump()) or "nothing"


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    for name, value in after.items():
        other = before.get(name)
        if isinstance(value, dict) and isinstance(other, dict) and value != other:
            return f"{name}.{_differing(other, value)}"
        if value != other:
            return f"{name}: {other!r} then, {value!r} now"
    return ""
