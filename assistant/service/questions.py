"""A question on its way through the service, whichever way it came in: with a time limit, counted, and on record."""

import asyncio
import uuid
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing

from fastapi import Request

from assistant.service.access import Caller
from assistant.service.logs import logger
from assistant.service.metrics import Metrics
from assistant.service.services import Services
from assistant.types import Answer, Event, Finished, Found, Wrote


async def on_record(
    request: Request, caller: Caller, question: str, events: AsyncGenerator[Event]
) -> AsyncGenerator[Event]:
    """The events of an answer, which is put on record at its end. An answer that takes too long has failed."""
    services: Services = request.app.state.services
    seconds = services.settings.answer_seconds
    deadline = asyncio.get_running_loop().time() + seconds
    record = _Record(question, caller)
    try:
        async with aclosing(events):
            while True:
                # One limit a step: a stream may be begun in one task and carried on in another.
                async with asyncio.timeout_at(deadline):
                    event = await anext(events)
                record.hear(event)
                yield event
    except StopAsyncIteration:
        return
    except TimeoutError:
        late = Finished(answer=_too_late(question, seconds))
        record.hear(late)
        yield late
    finally:
        record.close(request.app.state.metrics, services.settings.log_questions)


async def whole(events: AsyncIterator[Event]) -> Answer:
    """The answer that the events end in."""
    async for event in events:
        if isinstance(event, Finished):
            answer = event.answer
    return answer


def _too_late(question: str, seconds: int) -> Answer:
    return Answer(
        id=uuid.uuid4().hex,
        status="failed",
        question=question,
        standalone_question=question,
        text=f"There was no answer within {seconds} s; ask again, or ask for less at once.",
        model="none",
        seconds=seconds,
    )


class _Record:
    """Who asked, when, how it ended and which sources were shown; the words only where the settings say so."""

    def __init__(self, question: str, caller: Caller) -> None:
        self._question = question
        self._owner = caller.owner
        self._status = "stopped"
        self._answer: str | None = None
        self._sources: set[str] = set()

    def hear(self, event: Event) -> None:
        match event:
            case Found():
                pass
            case Wrote():
                self._sources |= {each.source for each in event.citations}
            case Finished():
                self._status, self._answer = event.answer.status, event.answer.id
                self._sources |= {each.source for each in (*event.answer.citations, *event.answer.nearest)}

    def close(self, metrics: Metrics, with_words: bool) -> None:
        metrics.answers.labels(self._status).inc()
        words = {"question": self._question} if with_words else {}
        logger().info(
            "question",
            owner=self._owner,
            status=self._status,
            answer=self._answer,
            sources=sorted(self._sources),
            **words,
        )
