"""What the cross-encoder learns from: a question with passages that answer it and passages that do not."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Group:
    """`labels[i]` is 1 where `passages[i]` answers the question, else 0. A group has at most one 1."""

    origin: str
    question: str
    passages: Sequence[str]
    labels: Sequence[int]


def write(path: Path, groups: Iterable[Group]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(group), ensure_ascii=False) + "\n" for group in groups)


def read(path: Path) -> Iterator[Group]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield Group(**json.loads(line))
