"""Ally in LangChain: a Runnable and a retriever, whose callbacks see what happens inside."""

from typing import Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import BaseMessage
from langchain_core.outputs import LLMResult
from langchain_core.runnables import RunnableLambda

from assistant.errors import UsageError
from assistant.types import Answer, Finished, Found, Viewer, Wrote
from tests.models.behaviours import COMMITTEE, QUESTION, says
from tests.models.conftest import Answering
from tests.models.conftest import answering as answering
from tests.models.conftest import known as known

FAITHFUL = says(f"{COMMITTEE}. {{committee}}")


class Tracer(BaseCallbackHandler):
    """What a tracing service is told."""

    def __init__(self) -> None:
        self.runs: dict[Any, Any] = {}
        self.seen: list[str] = []

    def on_chain_start(self, serialized: Any, inputs: Any, *, run_id: Any, parent_run_id: Any = None, **_: Any) -> None:
        self.runs[run_id] = parent_run_id
        self.seen.append("chain")

    def on_chat_model_start(
        self,
        serialized: Any,
        messages: list[list[BaseMessage]],
        *,
        run_id: Any,
        parent_run_id: Any = None,
        **_: Any,
    ) -> None:
        self.runs[run_id] = parent_run_id
        self.seen.append("model")

    def on_llm_end(self, response: LLMResult, **_: Any) -> None:
        self.seen.append("model ended")

    def on_retriever_end(self, documents: Any, **_: Any) -> None:
        self.seen.append(f"{len(documents)} documents")


async def test_a_runnable_answers_and_its_callbacks_see_the_model(answering: Answering) -> None:
    tracer = Tracer()
    async with answering(FAITHFUL) as scripted:
        answer = await scripted.assistant.as_runnable().ainvoke(QUESTION, {"callbacks": [tracer]})
    assert isinstance(answer, Answer)
    assert answer.status == "answered"
    assert tracer.seen == ["chain", "model", "model ended"]
    assert sum(parent is None for parent in tracer.runs.values()) == 1


async def test_a_runnable_streams_the_events(answering: Answering) -> None:
    tracer = Tracer()
    async with answering(FAITHFUL) as scripted:
        asked = {"question": QUESTION, "filters": {"kind": "playbook"}}
        events = [event async for event in scripted.assistant.as_runnable().astream(asked, {"callbacks": [tracer]})]
    assert [type(event) for event in events] == [Found, Wrote, Finished]
    assert tracer.seen == ["chain", "model", "model ended"]


async def test_a_runnable_is_a_link_of_a_chain(answering: Answering) -> None:
    async with answering(FAITHFUL) as scripted:
        chain = RunnableLambda(str.strip) | scripted.assistant.as_runnable() | (lambda answer: answer.text)
        assert await chain.ainvoke(f"  {QUESTION}  ") == f"{COMMITTEE}. [1]"


async def test_a_question_that_cannot_be_asked_is_refused(answering: Answering) -> None:
    async with answering(FAITHFUL) as scripted:
        with pytest.raises(UsageError, match="empty"):
            await scripted.assistant.as_runnable().ainvoke(" ")


async def test_a_retriever_finds_what_its_viewer_may_see_and_nothing_else(answering: Answering) -> None:
    tracer = Tracer()
    async with answering(FAITHFUL) as scripted:
        inside = scripted.assistant.as_retriever(Viewer.cleared_for(["internal"]), k=2)
        outside = scripted.assistant.as_retriever(Viewer.cleared_for(["public"]))
        found = await inside.ainvoke(QUESTION, {"callbacks": [tracer]})
        assert await outside.ainvoke(QUESTION) == []
    assert tracer.seen == ["2 documents"]
    assert {"source", "start", "end", "score"} <= set(found[0].metadata)
    assert "Heron" in found[0].page_content
