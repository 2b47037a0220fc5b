"""The events of an answer as the chunks that OpenAI's clients put a message together from."""

import time
import uuid
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing

from fastapi.sse import format_sse_event
from pydantic import BaseModel

from assistant.answering.telling import marked
from assistant.service.openai_errors import fault
from assistant.service.openai_messages import Link, annotations, tokens
from assistant.service.openai_shapes import Chunk, ChunkChoice, Delta
from assistant.types import Answer, Event, Finished, Wrote


async def streamed(events: AsyncGenerator[Event], link: Link, with_usage: bool) -> AsyncIterator[bytes]:
    """Server-sent events: the text sentence by sentence, the citations, the end, and the usage if asked for."""
    writing = _Writing(link, with_usage)
    yield writing.chunk(Delta(role="assistant", content=""))
    async with aclosing(events):
        async for event in events:
            if isinstance(event, Wrote):
                yield writing.added(event.joint + marked(event.sentence))
            elif isinstance(event, Finished):
                for data in writing.end(event.answer):
                    yield data
    yield format_sse_event(data_str="[DONE]")


class _Writing:
    """One message that is being written, and what stands in it so far."""

    def __init__(self, link: Link, with_usage: bool) -> None:
        self._link = link
        self._with_usage = with_usage
        self._id = f"chatcmpl-{uuid.uuid4().hex}"
        self._created = int(time.time())
        self._content = ""

    def added(self, text: str) -> bytes:
        self._content += text
        return self.chunk(Delta(content=text))

    def end(self, answer: Answer) -> Iterator[bytes]:
        if answer.status == "failed":
            yield _event(fault(503, answer.text))
            return
        if left := answer.text.removeprefix(self._content):  # the notes, or why there is no answer
            yield self.added(left)
        if citing := annotations(self._content, answer, self._link):
            yield self.chunk(Delta(annotations=citing))
        yield self._sent(self._chunk(ChunkChoice(delta=Delta(), finish_reason="stop")))
        if self._with_usage:
            yield self._sent(self._chunk().model_copy(update={"usage": tokens(answer)}))

    def chunk(self, delta: Delta) -> bytes:
        return self._sent(self._chunk(ChunkChoice(delta=delta)))

    def _chunk(self, *choices: ChunkChoice) -> Chunk:
        return Chunk(id=self._id, created=self._created, choices=choices)

    def _sent(self, chunk: Chunk) -> bytes:
        return _event(chunk, None if self._with_usage else {"usage"})


def _event(data: BaseModel, left_out: set[str] | None = None) -> bytes:
    return format_sse_event(data_str=data.model_dump_json(exclude=left_out))
