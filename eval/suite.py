"""A suite: a TOML file that names its cases, the corpus they are about, and the rules that a release has to meet."""

import hashlib
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from assistant.errors import UsageError
from assistant.validation import fault_in
from eval.case_files import Fault, Placed, read_cases
from eval.cases import Case

SHIPPED = Path(__file__).parent / "suites"

Paths = Annotated[
    tuple[Path, ...],
    Field(min_length=1),
    BeforeValidator(lambda given: [given] if isinstance(given, str) else given),
]


class SuiteFile(BaseModel):
    """The keys of a suite's file. Paths are relative to it; `gate` is read by what compares runs."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^[\w.-]+$")]
    corpus: Paths
    cases: Paths
    gate: dict[str, Any] = Field(default_factory=dict)


@dataclass(frozen=True)
class Suite:
    """A suite with its cases read: those that are well formed, and what is wrong with the other lines."""

    name: str
    folders: Sequence[Path]
    placed: Sequence[Placed]
    faults: Sequence[Fault]
    gate: dict[str, Any]

    @property
    def cases(self) -> list[Case]:
        return [each.case for each in self.placed]

    @property
    def digest(self) -> str:
        """What the cases say, as 64 hexadecimal digits."""
        lines = (case.model_dump_json(by_alias=True) for case in self.cases)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def load_suite(named: str) -> Suite:
    """A suite by its file, or one that ships with Ally by its name. Raises UsageError."""
    file = _file(named)
    try:
        given = SuiteFile.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        fault = fault_in(error.errors()[0])
        raise UsageError(f"{file}: {fault.field}: {fault.problem}; correct the file") from error
    except (OSError, ValueError) as error:
        raise UsageError(f"{file}: cannot be read as TOML ({error}); correct the file") from error
    folders = [(file.parent / each).resolve() for each in given.corpus]
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"{file}: corpus: {folder}: no such folder; correct the file")
    read = [row for each in given.cases for row in read_cases(file.parent / each)]
    placed = [row for row in read if isinstance(row, Placed)]
    faults = [row for row in read if isinstance(row, Fault)]
    return Suite(given.name, folders, placed, [*faults, *_repeated(placed)], given.gate)


def _file(named: str) -> Path:
    if (file := Path(named)).is_file():
        return file
    if (shipped := SHIPPED / f"{named}.toml").is_file():
        return shipped
    names = ", ".join(sorted(each.stem for each in SHIPPED.glob("*.toml")))
    raise UsageError(f"{named}: no such suite; name its .toml file, or one that ships with Ally: {names}")


def _repeated(placed: Sequence[Placed]) -> Iterator[Fault]:
    first: dict[str, Placed] = {}
    for each in placed:
        if other := first.get(each.case.id):
            yield Fault(each.file, each.line, f"id: {each.case.id!r} is also that of {other.file}:{other.line}")
        first.setdefault(each.case.id, each)
