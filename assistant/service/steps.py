"""The steps that loading a folder is told in, the last of them the report."""

import json
from dataclasses import asdict, dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class Loaded:
    """How far a folder is: the file at hand, how many are done, and how many there are."""

    name: ClassVar[str] = "progress"

    path: str
    done: int
    total: int


@dataclass(frozen=True)
class Indexed:
    """So many passages more can be found."""

    name: ClassVar[str] = "indexed"

    passages: int


@dataclass(frozen=True)
class Reported:
    """What became of each file: the fields of a SyncReport."""

    name: ClassVar[str] = "done"

    report: dict[str, Any]


Step = Loaded | Indexed | Reported


def as_json(step: Step) -> str:
    """The fields of a step."""
    return json.dumps(step.report if isinstance(step, Reported) else asdict(step), ensure_ascii=False)
