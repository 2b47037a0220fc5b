"""The assistant: a question goes in, typed events come out, the last of them the answer.

Every surface consumes `Assistant.stream`; none has a path of its own. What blocks (SQL, ONNX, the indexes) runs in
threads.
"""

import asyncio
import uuid
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING

from assistant.answering.following import Rewriter
from assistant.answering.gathering import Gatherer
from assistant.answering.statements import Draft
from assistant.answering.telling import Numbering, text_of
from assistant.answering.writing import Writer, Written
from assistant.errors import AllyError
from assistant.models import total
from assistant.question import checked, without_surrogates
from assistant.retrieval.ranked import hit
from assistant.retrieval.search import Search
from assistant.timing import Laps
from assistant.types import Answer, Event, Filters, Finished, Found, Hit, Turn, Viewer

if TYPE_CHECKING:
    from assistant.langchain import AssistantRunnable, KnowledgeRetriever

EVERYTHING = Viewer()
NO_FILTERS = Filters()


class Assistant:
    """Answers questions from what one catalog knows."""

    def __init__(self, search: Search, rewriter: Rewriter, gatherer: Gatherer, writer: Writer) -> None:
        self._search = search
        self._rewriter = rewriter
        self._gatherer = gatherer
        self._writer = writer

    async def ask(
        self, question: str, viewer: Viewer = EVERYTHING, filters: Filters = NO_FILTERS, history: Sequence[Turn] = ()
    ) -> Answer:
        """The whole answer. Raises UsageError for a question that cannot be asked."""
        async for event in self.stream(question, viewer, filters, history):
            if isinstance(event, Finished):
                answer = event.answer
        return answer

    async def search(
        self, query: str, viewer: Viewer = EVERYTHING, filters: Filters = NO_FILTERS, k: int = 8
    ) -> list[Hit]:
        """The `k` best passages, best first."""
        found = await asyncio.to_thread(self._search.passages, checked(query), viewer, filters, k)
        return [hit(each) for each in found]

    async def stream(
        self, question: str, viewer: Viewer = EVERYTHING, filters: Filters = NO_FILTERS, history: Sequence[Turn] = ()
    ) -> AsyncGenerator[Event]:
        """Found, then Wrote for each checked sentence, then Finished. Raises UsageError.

        Closing the generator ends the work, also that of a language model.
        """
        question = checked(question)
        laps, numbering = Laps(), Numbering()
        rewriting = await self._rewriter.rewritten(question, history)
        alone = without_surrogates(rewriting.question)
        laps.end("rewriting")
        written, failure = Written(Draft()), ""
        try:
            material = await asyncio.to_thread(self._gatherer.material, alone, viewer, filters)
            laps.end("retrieval")
            yield Found(passages=[hit(each) for each in material.passages()])
            async with aclosing(self._writer.write(material)) as pieces:
                async for each in pieces:
                    if isinstance(each, Written):
                        written = each
                    else:
                        yield numbering.told(each)
            laps.end("writing")
        except AllyError as error:
            failure = str(error)
        draft, sentences = written.draft, numbering.sentences
        yield Finished(
            answer=Answer(
                id=uuid.uuid4().hex,
                status="failed" if failure else "answered" if sentences else "not_found",
                question=question,
                standalone_question=alone,
                text=failure or text_of(draft, sentences),
                sentences=sentences,
                citations=numbering.citations,
                notes=list(draft.notes),
                nearest=[quote.citation(number) for number, quote in enumerate(draft.nearest, start=1)],
                support=round(draft.support, 4),
                model=written.model,
                prompts={**rewriting.prompts, **written.prompts},
                usage=total([rewriting.usage, written.usage]),
                timings={**laps.seconds, **written.timings},
                seconds=round(laps.total, 3),
            )
        )

    def as_runnable(self, viewer: Viewer = EVERYTHING) -> "AssistantRunnable":
        """The assistant as a LangChain Runnable that answers for this viewer; callbacks reach the language model."""
        from assistant.langchain import AssistantRunnable

        return AssistantRunnable(self, viewer)

    def as_retriever(self, viewer: Viewer, filters: Filters = NO_FILTERS, k: int = 8) -> "KnowledgeRetriever":
        """The search as a LangChain retriever of the `k` best passages that this viewer may see."""
        from assistant.langchain import KnowledgeRetriever

        return KnowledgeRetriever(knowledge=self._search, viewer=viewer, filters=filters, k=k)
