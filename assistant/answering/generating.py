"""The writer that asks a language model: each of its sentences is released once a quote was found that carries it.

What the model does not get to word (refusals, what is read off whole documents), and what it fails to write, is written
in the sources' own words.
"""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field, replace

from assistant.answering.checking import Checker
from assistant.answering.excerpting import ExcerptWriter
from assistant.answering.phrases import phrases_for
from assistant.answering.prompting import ANSWER, answer_messages
from assistant.answering.statements import Draft, Statement
from assistant.answering.streaming import sentences
from assistant.answering.writing import Material, Written
from assistant.errors import ModelError
from assistant.models import ChatModel, Tally
from prompts import Prompt

log = logging.getLogger(__name__)


@dataclass
class _Reply:
    """How the model's reply went: what it took, what was released of it, and how long checking took."""

    tally: Tally = field(default_factory=Tally)
    released: list[Statement] = field(default_factory=list)
    grounding: float = 0.0
    failure: str = ""


class ModelWriter:
    """Answers in a model's words, as far as the sources carry them."""

    def __init__(self, model: ChatModel, prompt: Prompt, checker: Checker, excerpts: ExcerptWriter) -> None:
        self._model = model
        self._prompt = prompt
        self._checker = checker
        self._excerpts = excerpts

    async def write(self, material: Material) -> AsyncGenerator[Statement | Written]:
        """Each sentence that is released, then the whole."""
        if await asyncio.to_thread(self._excerpts.settles, material):
            async for each in self._excerpts.write(material):
                yield each
            return
        reply = _Reply()
        try:
            async with aclosing(self._replied(material, reply)) as statements:
                async for statement in statements:
                    reply.released.append(statement)
                    yield statement
        except ModelError as error:
            log.warning("%s", error)
            reply.failure = str(error)
        if reply.released or (reply.tally.begun and not reply.failure):
            yield await asyncio.to_thread(self._whole, material, reply)
            return
        async for each in self._excerpts.write(material):
            yield self._instead(each, material, reply) if isinstance(each, Written) else each

    def _whole(self, material: Material, reply: _Reply) -> Written:
        """What was released, with what is to be said of it; a refusal where nothing was."""
        if reply.released:
            notes = self._excerpts.notes(material, reply.released)
            broke_off = [phrases_for(material.question).broke_off] if reply.failure else []
            draft = Draft(reply.released, [*notes, *broke_off])
        else:
            draft = self._excerpts.refusal(material)
        timings = {"grounding": round(reply.grounding, 4)}
        return Written(draft, self._model.name, {ANSWER: self._prompt.version}, reply.tally.usage, timings)

    def _instead(self, written: Written, material: Material, reply: _Reply) -> Written:
        """The answer in the sources' own words, saying that it is not the model's."""
        phrases = phrases_for(material.question)
        note = phrases.unusable if reply.tally.begun or not reply.failure else phrases.unreachable
        draft = replace(written.draft, notes=[*written.draft.notes, note])
        return replace(written, draft=draft, usage=reply.tally.usage)

    async def _replied(self, material: Material, reply: _Reply) -> AsyncGenerator[Statement]:
        """The statements of the reply that may be released.

        What no quote carries waits for a sentence that one does: an opening phrase alone is no answer, and neither is
        what nothing carries.
        """
        passages = material.passages()
        messages = answer_messages(self._prompt, material.question, passages)
        waiting: list[Statement] = []
        carried = False
        async with aclosing(self._model.stream(messages, reply.tally)) as pieces:
            async for sentence in sentences(pieces):
                started = time.perf_counter()
                statement = await self._checker.checked(sentence, material)
                reply.grounding += time.perf_counter() - started
                if statement is None:
                    continue
                waiting.append(statement)
                if statement.quotes:
                    carried = True
                    for each in waiting:
                        yield each
                    waiting.clear()
        for each in waiting:
            if carried and not each.verified:
                yield each
