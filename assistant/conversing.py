"""Questions inside conversations that are kept: every surface that remembers asks through here.

The question is kept before it is answered, and the answer before anybody sees that it is whole, so that a process
that ends at any moment loses at most the answer that it was writing.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from assistant.answering.reshaping import is_apart, reshaped, with_sentences
from assistant.answering.telling import joint
from assistant.assistant import Assistant
from assistant.conversations.history import history_of, last_answer
from assistant.conversations.keeping import Conversations
from assistant.conversations.kept import StoredTurn
from assistant.question import checked
from assistant.types import Answer, Citation, Event, Filters, Finished, Found, Hit, Sentence, Turn, Viewer, Wrote

NO_FILTERS = Filters()


class Conversing:
    """Questions inside kept conversations: every surface that remembers goes through it."""

    def __init__(self, assistant: Assistant, conversations: Conversations) -> None:
        self._assistant = assistant
        self._conversations = conversations

    async def ask(
        self,
        question: str,
        viewer: Viewer,
        filters: Filters = NO_FILTERS,
        *,
        owner: str,
        place: str,
        conversation_id: str | None = None,
    ) -> Answer:
        """The whole answer. Raises as `stream` does."""
        events = self.stream(question, viewer, filters, owner=owner, place=place, conversation_id=conversation_id)
        async for event in events:
            if isinstance(event, Finished):
                answer = event.answer
        return answer

    async def stream(
        self,
        question: str,
        viewer: Viewer,
        filters: Filters = NO_FILTERS,
        *,
        owner: str,
        place: str,
        conversation_id: str | None = None,
    ) -> AsyncGenerator[Event]:
        """The assistant's events; the answer has the conversation's id, and an id of its own that feedback names.

        Without a conversation one is begun. Raises UsageError, and NotKnown for what is not a conversation of the
        owner's. When the stream is closed early, what had been told is kept as an answer that was stopped.
        """
        question = checked(question)
        if conversation_id is None:
            conversation_id = await asyncio.to_thread(self._conversations.begin, owner, place)
        turn = await asyncio.to_thread(self._conversations.ask, conversation_id, owner, question, viewer)
        heard, finished = _Heard(question, turn.id, conversation_id), False
        try:
            history, again = await asyncio.to_thread(self._read_back, question, turn.before, viewer)
            answered = _told(again) if again else self._assistant.stream(question, viewer, filters, history)
            async with aclosing(answered) as events:
                async for event in events:
                    if isinstance(event, Finished):
                        event = Finished(answer=heard.named(event.answer))
                        await asyncio.to_thread(self._keep, heard, event.answer, viewer, True)
                        finished = True
                    if isinstance(event, Found):
                        event = event.model_copy(update={"conversation_id": conversation_id})
                    heard.listen(event)
                    yield event
        finally:
            if not finished:
                # Not in a thread: whoever is being cancelled may not get to wait for one.
                self._keep(heard, heard.stopped(), viewer, False)

    def _read_back(
        self, question: str, before: Sequence[StoredTurn], viewer: Viewer
    ) -> tuple[list[Turn], Answer | None]:
        """The turns before a question, and the last answer in another shape where that is what is asked for."""
        reader = self._conversations.reader(viewer)
        last = last_answer(before, reader)
        return history_of(before, reader), last and reshaped(last, question)

    def _keep(self, heard: "_Heard", answer: Answer | None, viewer: Viewer, finished: bool) -> None:
        self._conversations.answer(heard.turn_id, answer, heard.found, viewer, finished)


@dataclass
class _Heard:
    """What has been told of an answer so far."""

    question: str
    turn_id: str
    conversation_id: str
    found: Sequence[Hit] = ()
    sentences: list[Sentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    started: float = field(default_factory=time.perf_counter)

    def listen(self, event: Event) -> None:
        match event:
            case Found():
                self.found = event.passages
            case Wrote():
                self.sentences.append(event.sentence)
                self.citations += event.citations
            case Finished():
                pass

    def named(self, answer: Answer) -> Answer:
        """The answer by the ids that it is kept under."""
        return answer.model_copy(update={"id": self.turn_id, "conversation_id": self.conversation_id})

    def stopped(self) -> Answer | None:
        """The answer as far as it had come."""
        if not self.sentences:
            return None
        bare = Answer(
            id=self.turn_id,
            conversation_id=self.conversation_id,
            status="answered",
            question=self.question,
            standalone_question=self.question,
            text="",
            model="",
            seconds=round(time.perf_counter() - self.started, 3),
        )
        return with_sentences(bare, self.sentences, self.citations, [], apart=False)


async def _told(answer: Answer) -> AsyncGenerator[Event]:
    """An answer that is there already, in the events of one that is being made."""
    yield Found(passages=[])
    told: set[int] = set()
    apart = is_apart(answer)
    for at, sentence in enumerate(answer.sentences):
        new = [each for each in answer.citations if each.number in {*sentence.citations} - told]
        yield Wrote(sentence=sentence, citations=new, joint=joint(sentence.text, apart) if at else "")
        told.update(sentence.citations)
    yield Finished(answer=answer)
