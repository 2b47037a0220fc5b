"""The assistant: a question goes in, typed events come out, the last of them the answer.

Every surface consumes `Assistant.stream`; none has a path of its own. What blocks (SQL, ONNX, the indexes) runs in
threads.
"""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Sequence

from assistant.answering.extracting import Extract, Extractor
from assistant.answering.grounding import stands_in_source
from assistant.answering.quoting import Quote
from assistant.answering.rewriting import standalone
from assistant.errors import UsageError
from assistant.retrieval import search as retrieved
from assistant.types import Answer, Citation, Event, Filters, Finished, Found, Hit, Sentence, Turn, Viewer, Wrote

LONGEST_QUESTION = 4000
NEAREST_SHOWN = 3
PASSAGES_SOUGHT = 40

EVERYTHING = Viewer()
NO_FILTERS = Filters()
NOT_FOUND = "The sources do not answer this."


class Assistant:
    """Answers questions from what one catalog knows."""

    def __init__(self, search: retrieved.Search, extractor: Extractor, passage_tokens: int) -> None:
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
        _check(query)
        found = await asyncio.to_thread(self._search.passages, query, viewer, filters, k)
        return [retrieved.hit(each) for each in found]

    async def stream(
        self, question: str, viewer: Viewer = EVERYTHING, filters: Filters = NO_FILTERS, history: Sequence[Turn] = ()
    ) -> AsyncIterator[Event]:
        """Found, then Wrote for each checked sentence, then Finished. Raises UsageError."""
        started = time.perf_counter()
        _check(question)
        alone = standalone(question, history)
        sought = await asyncio.to_thread(self._search.passages, alone, viewer, filters, PASSAGES_SOUGHT)
        passages = retrieved.within_budget(sought, self._passage_tokens)
        yield Found([retrieved.hit(each) for each in passages])
        extract = await asyncio.to_thread(self._extractor.extract, alone, passages)
        quotes = await asyncio.to_thread(self._grounded, extract)
        sentences, citations = [], []
        for number, quote in enumerate(quotes, start=1):
            citations.append(quote.citation(number))
            sentences.append(Sentence(text=spoken(quote), citations=[number], verified=True))
            yield Wrote(sentences[-1], citations[-1:])
        yield Finished(
            Answer(
                id=uuid.uuid4().hex,
                status="answered" if sentences else "not_found",
                question=question,
                standalone_question=alone,
                text=" ".join(f"{s.text} [{s.citations[0]}]" for s in sentences) if sentences else NOT_FOUND,
                sentences=sentences,
                citations=citations,
                nearest=[] if sentences else _nearest(passages),
                model="extractive",
                seconds=round(time.perf_counter() - started, 3),
            )
        )

    def _grounded(self, extract: Extract) -> list[Quote]:
        return [quote for quote in extract.quotes if stands_in_source(quote, self._search.catalog)]


def _check(question: str) -> None:
    if not question.strip():
        raise UsageError("The question is empty; ask something, in quotation marks")
    if len(question) > LONGEST_QUESTION:
        raise UsageError(f"The question has {len(question):,} characters; ask it in at most {LONGEST_QUESTION:,}")


def _nearest(passages: Sequence[retrieved.Found]) -> list[Citation]:
    whole = (Quote(each, each.passage.start, each.passage.end, each.passage.text) for each in passages[:NEAREST_SHOWN])
    return [quote.citation(number) for number, quote in enumerate(whole, start=1)]


def spoken(quote: Quote) -> str:
    """A quote as a sentence of an answer: what was said in a turn stands in quotation marks, with who said it."""
    if quote.speaker is None:
        return quote.reading
    passage = quote.found.passage
    when = ", ".join(part for part in (passage.date and f"{passage.date:%Y-%m-%d}", quote.citation(0).time) if part)
    return f"{quote.speaker}{f' ({when})' if when else ''}: “{quote.reading}”"
