"""The assistant: a question goes in, typed events come out, the last of them the answer.

Every surface consumes `Assistant.stream`; none has a path of its own. What blocks (SQL, ONNX, the indexes) runs in
threads.
"""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Sequence

from assistant.answering.abstaining import refusal
from assistant.answering.extracting import Extractor
from assistant.answering.grounding import stands_in_source
from assistant.answering.quoting import Quote, whole
from assistant.answering.rewriting import standalone
from assistant.answering.wording import sentence_of
from assistant.errors import AllyError
from assistant.question import checked, without_surrogates
from assistant.retrieval.search import RankedPassage, Search, hit, within_budget
from assistant.types import (
    Answer,
    Citation,
    Event,
    Filters,
    Finished,
    Found,
    Hit,
    Sentence,
    Status,
    Turn,
    Viewer,
    Wrote,
)

NEAREST_SHOWN = 3
PASSAGES_SOUGHT = 40

EVERYTHING = Viewer()
NO_FILTERS = Filters()


class Assistant:
    """Answers questions from what one catalog knows."""

    def __init__(self, search: Search, extractor: Extractor, passage_tokens: int) -> None:
        """`passage_tokens` bounds the passages that an answer is made from."""
        self._search = search
        self._extractor = extractor
        self._passage_tokens = passage_tokens

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
    ) -> AsyncIterator[Event]:
        """Found, then Wrote for each checked sentence, then Finished. Raises UsageError."""
        started = time.perf_counter()
        question = checked(question)
        alone = without_surrogates(standalone(question, history))
        passages: Sequence[RankedPassage] = ()
        quotes: Sequence[Quote] = ()
        status: Status = "not_found"
        try:
            passages = await asyncio.to_thread(self._passages, alone, viewer, filters)
            yield Found([hit(each) for each in passages])
            unknown = await asyncio.to_thread(self._search.unknown_names, alone, viewer)
            quotes = [] if unknown else await asyncio.to_thread(self._grounded, alone, passages, viewer, filters)
            text = refusal(unknown)
        except AllyError as error:
            text, status = str(error), "failed"
        citations = [quote.citation(number) for number, quote in enumerate(quotes, start=1)]
        sentences = [_sentence(quote, number) for number, quote in enumerate(quotes, start=1)]
        for sentence, citation in zip(sentences, citations, strict=True):
            yield Wrote(sentence, [citation])
        if sentences:
            text, status = " ".join(f"{s.text} [{s.citations[0]}]" for s in sentences), "answered"
        yield Finished(
            Answer(
                id=uuid.uuid4().hex,
                status=status,
                question=question,
                standalone_question=alone,
                text=text,
                sentences=sentences,
                citations=citations,
                nearest=_nearest(passages) if status == "not_found" else [],
                model="extractive",
                seconds=round(time.perf_counter() - started, 3),
            )
        )

    def _passages(self, question: str, viewer: Viewer, filters: Filters) -> list[RankedPassage]:
        sought = self._search.passages(question, viewer, filters, PASSAGES_SOUGHT)
        return within_budget(sought, self._passage_tokens)

    def _grounded(
        self, question: str, passages: Sequence[RankedPassage], viewer: Viewer, filters: Filters
    ) -> list[Quote]:
        audiences = self._search.audiences(viewer)
        chosen = self._extractor.extract(question, passages, audiences, filters.speaker)
        return [quote for quote in chosen if stands_in_source(quote, self._search.catalog)]


def _sentence(quote: Quote, number: int) -> Sentence:
    return Sentence(text=sentence_of(quote), citations=[number], verified=True)


def _nearest(passages: Sequence[RankedPassage]) -> list[Citation]:
    return [whole(each).citation(number) for number, each in enumerate(passages[:NEAREST_SHOWN], start=1)]
