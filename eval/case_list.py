"""A file of cases that is added to and reviewed: every change is on the disk before the next is asked for."""

from collections.abc import Iterable
from pathlib import Path

from assistant.errors import UsageError
from eval.case_files import Fault, Placed, read_cases
from eval.cases import Case


class CaseList:
    """The cases of a JSONL file, which need not exist yet. Lines that are not changed stay as they are.

    The ids of cases that were rejected are kept beside it, so that the same feedback does not come back.
    """

    def __init__(self, file: Path) -> None:
        """Raises UsageError for a file that has no cases, or bad ones."""
        if file.suffix != ".jsonl":
            raise UsageError(f"{file}: cases are kept in a file whose name ends in .jsonl; name another")
        self._file = file
        self._rejected = file.with_suffix(".rejected.txt")
        self.cases = [_sound(row) for row in read_cases(file)] if file.exists() else []
        self._lines = {case.id: line for case, line in zip(self.cases, _lines_of(file), strict=True)}
        if len(self._lines) < len(self.cases):
            raise UsageError(f"{file}: several cases have the same id; give each its own")

    @property
    def unreviewed(self) -> list[Case]:
        return [case for case in self.cases if not case.reviewed]

    def add(self, cases: Iterable[Case]) -> int:
        """Add those that are not there and were not rejected; says how many."""
        known = {*self._lines, *_lines_of(self._rejected)}
        new = [case for case in cases if case.id not in known]
        self.cases += new
        self._lines |= {case.id: _line(case) for case in new}
        self._write()
        return len(new)

    def replace(self, case: Case) -> None:
        """Put the case in the place of that with its id."""
        self.cases = [case if each.id == case.id else each for each in self.cases]
        self._lines[case.id] = _line(case)
        self._write()

    def reject(self, case: Case) -> None:
        """Take the case out for good."""
        _write(self._rejected, [*_lines_of(self._rejected), case.id])
        self.cases = [each for each in self.cases if each.id != case.id]
        del self._lines[case.id]
        self._write()

    def _write(self) -> None:
        _write(self._file, self._lines.values())


def _sound(row: Placed | Fault) -> Case:
    if isinstance(row, Fault):
        raise UsageError(f"{row}; correct the line")
    return row.case


def _lines_of(file: Path) -> list[str]:
    """The lines of a file, which need not exist, that are not empty."""
    text = file.read_text(encoding="utf-8-sig") if file.exists() else ""
    return [line for line in text.split("\n") if line.strip()]


def _line(case: Case) -> str:
    return case.model_dump_json(by_alias=True, exclude_defaults=True)


def _write(file: Path, lines: Iterable[str]) -> None:
    beside = file.with_name(f".{file.name}.new")
    try:
        beside.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        beside.replace(file)  # at once or not at all
    except OSError as error:
        raise UsageError(f"{file}: cannot be written ({error.strerror}); name another") from error
