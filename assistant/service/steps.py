"""The steps that long work on what is known is told in, the last of them the report."""

import json
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from fastapi.sse import format_sse_event
from starlette.responses import Response

from assistant.errors import AllyError
from assistant.service.event_stream import event_stream
from assistant.service.problems import Problem


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
    """That it is done, and what became of it: of a folder, the fields of a SyncReport."""

    name: ClassVar[str] = "done"

    report: dict[str, Any]


Step = Loaded | Indexed | Reported


async def told(steps: AsyncIterator[Step]) -> Response:
    """The steps as server-sent events, `error` the last where it fails on the way; before the first it raises."""
    first = await anext(steps)
    return event_stream(_sent(first, steps))


async def _sent(first: Step, rest: AsyncIterator[Step]) -> AsyncIterator[bytes]:
    yield _event(first)
    try:
        async for step in rest:
            yield _event(step)
    except AllyError as error:
        yield format_sse_event(event="error", data_str=Problem(detail=str(error), code="unavailable").model_dump_json())


def _event(step: Step) -> bytes:
    fields = step.report if isinstance(step, Reported) else asdict(step)
    return format_sse_event(event=step.name, data_str=json.dumps(fields, ensure_ascii=False))
