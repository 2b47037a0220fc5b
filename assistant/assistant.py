"""The assistant: a question goes in, typed events come out, the last of them the answer.

Every surface consumes `Assistant.stream`; none has a path of its own. What blocks (SQL, ONNX, the indexes) runs in
threads.
"""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace

from assistant.answering.extracting import Extractor
from assistant.answering.grounding import stands_in_source
from assistant.answering.naming import person_named, without_name
from assistant.answering.parting import Part, joined, parts_of
from assistant.answering.question_types import asker_named, question_type
from assistant.answering.quoting import Quote
from assistant.answering.rewriting import standalone
from assistant.answering.statements import Draft, Statement
from assistant.errors import AllyError
from assistant.question import checked, without_surrogates
from assistant.retrieval.search import RankedPassage, Search, hit, is_credited, within_budget
from assistant.types import (
    Answer,
    Citation,
    Event,
    Filters,
    Finished,
    Found,
    Hit,
    Sentence,
    Turn,
    Viewer,
    Wrote,
)

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
        draft, failure = Draft(), ""
        try:
            parts = await asyncio.to_thread(self._parts, alone, viewer, filters)
            found = [await asyncio.to_thread(self._passages, part, viewer, filters) for part in parts]
            yield Found(passages=[hit(each) for each in _distinct(found)])
            drafts = [
                await asyncio.to_thread(self._grounded, part, passages, viewer, len(parts) > 1)
                for part, passages in zip(parts, found, strict=True)
            ]
            draft = joined(alone, parts, drafts)
        except AllyError as error:
            failure = str(error)
        citations = _citations(draft)
        sentences = [_sentence(statement, citations) for statement in draft.statements]
        told: set[int] = set()
        for sentence in sentences:
            new = [each for each in citations.values() if each.number in {*sentence.citations} - told]
            yield Wrote(sentence=sentence, citations=new)
            told.update(sentence.citations)
        yield Finished(
            answer=Answer(
                id=uuid.uuid4().hex,
                status="failed" if failure else "answered" if sentences else "not_found",
                question=question,
                standalone_question=alone,
                text=failure or _text(draft, sentences),
                sentences=sentences,
                citations=list(citations.values()),
                notes=list(draft.notes),
                nearest=[quote.citation(number) for number, quote in enumerate(draft.nearest, start=1)],
                support=round(draft.support, 4),
                model="extractive",
                seconds=round(time.perf_counter() - started, 3),
            )
        )

    def _parts(self, question: str, viewer: Viewer, filters: Filters) -> list[Part]:
        """The question, or one for each of several things that it names; with the person whose words it asks for."""
        if filters.speaker:
            return [Part(question, person=filters.speaker)]
        catalog = self._search.catalog
        names = catalog.names(self._search.audiences(viewer))
        people = [name for kind, name, _ in names if kind == "person"]
        said = question_type(question) == "said" and not asker_named(question)
        whole = Part(question, person=person_named(question, people) if said else None)
        return parts_of(question, names, catalog.aliases()) or [whole]

    def _passages(self, part: Part, viewer: Viewer, filters: Filters) -> list[RankedPassage]:
        """The passages to answer from; of a speaker, also those of documents that do not list the person."""
        speaker = part.person
        if speaker is None or filters.speaker:
            found = self._search.passages(part.question, viewer, filters, PASSAGES_SOUGHT)
        else:
            topic = without_name(part.question, speaker)
            of_speaker = filters.model_copy(update={"speaker": speaker})
            theirs = self._search.passages(topic, viewer, of_speaker, PASSAGES_SOUGHT)
            found = _merged(theirs, self._search.passages(topic, viewer, filters, PASSAGES_SOUGHT), speaker)
        return within_budget(found, self._passage_tokens)

    def _grounded(self, part: Part, passages: Sequence[RankedPassage], viewer: Viewer, one_of_several: bool) -> Draft:
        """The draft with those of its quotes that stand in their sources, word for word."""
        audiences = self._search.audiences(viewer)
        draft = self._extractor.draft(part.question, passages, audiences, part.person, one_of_several)
        kept = [each for each in draft.statements if all(self._stands(quote) for quote in each.quotes)]
        return replace(draft, statements=kept, nearest=[quote for quote in draft.nearest if self._stands(quote)])

    def _stands(self, quote: Quote) -> bool:
        return stands_in_source(quote, self._search.catalog)


def _distinct(found: Sequence[Sequence[RankedPassage]]) -> list[RankedPassage]:
    """The passages of every part, each once."""
    return list({each.passage.id: each for passages in found for each in passages}.values())


def _merged(theirs: Sequence[RankedPassage], others: Sequence[RankedPassage], speaker: str) -> list[RankedPassage]:
    """The speaker's passages of both, best first; what was found without the speaker where there are none."""
    by_id = {each.passage.id: each for each in (*others, *theirs) if is_credited(speaker, each.passage.credited())}
    return sorted(by_id.values(), key=lambda each: (-each.score, each.passage.id)) or list(others)


def _citations(draft: Draft) -> dict[tuple[str, int, int], Citation]:
    """The draft's quotes, each once, numbered in order, by where they stand."""
    quotes = {quote.address: quote for statement in draft.statements for quote in statement.quotes}
    return {at: quote.citation(number) for number, (at, quote) in enumerate(quotes.items(), start=1)}


def _sentence(statement: Statement, citations: Mapping[tuple[str, int, int], Citation]) -> Sentence:
    numbers = [citations[quote.address].number for quote in statement.quotes]
    return Sentence(text=statement.text, citations=numbers, verified=True)


def _text(draft: Draft, sentences: Sequence[Sentence]) -> str:
    """The sentences with their marks, then the notes; the refusal where there are none."""
    if not sentences:
        return draft.refusal
    marked = [f"{each.text} {''.join(f'[{number}]' for number in each.citations)}" for each in sentences]
    return "\n".join([("\n" if draft.apart else " ").join(marked), *draft.notes])
