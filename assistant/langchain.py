"""Ally in LangChain's terms: answering as a Runnable, searching as a retriever. Chains and tracers can use both.

A run's callbacks reach the language model through the context that LangChain keeps.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, cast

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableConfig
from pydantic import BaseModel, ConfigDict, Field

from assistant.question import checked
from assistant.retrieval.ranked import hit
from assistant.retrieval.search import Search
from assistant.types import Answer, Event, Filters, Turn, Viewer

if TYPE_CHECKING:
    from assistant.assistant import Assistant


class Question(BaseModel):
    """What the Runnable is given, where that is more than the question alone."""

    model_config = ConfigDict(extra="forbid")

    question: str
    filters: Filters = Filters()
    history: list[Turn] = Field(default_factory=list)


class AssistantRunnable(Runnable[str | dict[str, Any], Answer]):
    """Takes a question, or a dict with `question`, `filters` and `history`; the answer comes out.

    `astream` gives the events of the answer instead, the last of them with the whole of it.
    """

    def __init__(self, assistant: "Assistant", viewer: Viewer) -> None:
        self._assistant = assistant
        self._viewer = viewer
        self.name = "Ally"

    def invoke(self, input: str | dict[str, Any], config: RunnableConfig | None = None, **_: Any) -> Answer:  # noqa: A002 named by LangChain
        """The answer, where no event loop is running. Raises UsageError."""
        return asyncio.run(self.ainvoke(input, config))

    async def ainvoke(self, input: str | dict[str, Any], config: RunnableConfig | None = None, **_: Any) -> Answer:  # noqa: A002 named by LangChain
        """The answer. Raises UsageError."""
        return await self._acall_with_config(self._answer, input, config)

    async def _answer(self, asked: str | dict[str, Any]) -> Answer:
        given = _question(asked)
        return await self._assistant.ask(given.question, self._viewer, given.filters, given.history)

    async def astream(  # type: ignore[override]  # the pieces of an answer are events, not answers
        self,
        input: str | dict[str, Any],  # noqa: A002 named by LangChain
        config: RunnableConfig | None = None,
        **_: Any,
    ) -> AsyncIterator[Event]:
        """The events on the way to the answer. Raises UsageError."""

        async def once() -> AsyncIterator[str | dict[str, Any]]:
            yield input

        events = cast("Any", self._events)  # typed by LangChain as giving pieces of the output
        async for event in self._atransform_stream_with_config(once(), events, config):
            yield cast("Event", event)

    async def _events(self, asked: AsyncIterator[str | dict[str, Any]]) -> AsyncIterator[Event]:
        async for each in asked:
            given = _question(each)
            told = self._assistant.stream(given.question, self._viewer, given.filters, given.history)
            async with aclosing(told) as events:
                async for event in events:
                    yield event


def _question(asked: str | dict[str, Any]) -> Question:
    return Question(question=asked) if isinstance(asked, str) else Question.model_validate(asked)


class KnowledgeRetriever(BaseRetriever):
    """The search for one viewer. A Document is a passage, word for word; its metadata say where it stands."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    knowledge: Search
    viewer: Viewer
    filters: Filters
    k: int

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 asked for by LangChain
    ) -> list[Document]:
        found = self.knowledge.passages(checked(query), self.viewer, self.filters, self.k)
        hits = [hit(each) for each in found]
        return [Document(each.text, metadata=each.model_dump(mode="json", exclude={"text"})) for each in hits]
