"""Follow-ups made to stand alone: by rules, or by a model whose rewriting is taken only where it is one."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Protocol

from assistant.answering.history import within_tokens
from assistant.answering.naming import written_names
from assistant.answering.prompting import FOLLOW_UP, follow_up_messages
from assistant.answering.rewriting import standalone, subject_of
from assistant.errors import ModelError
from assistant.knowledge.terms import content_terms, is_chinese, words
from assistant.models import ChatModel, Tally
from assistant.question import LONGEST
from assistant.types import Turn, Usage
from prompts import Prompt

HISTORY_TOKENS = 1500
LONGER = 300  # characters that a rewriting may add

_QUESTION_MARKS = ("?", "？")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rewriting:
    """A question that stands alone, and what a model took and was given to make it so."""

    question: str
    usage: Usage | None = None
    prompts: Mapping[str, str] = field(default_factory=dict)


class Rewriter(Protocol):
    """Makes follow-ups stand alone."""

    async def rewritten(self, question: str, history: Sequence[Turn]) -> Rewriting:
        """The question without what it leaves to the turns before it, oldest first; as it is where it leaves nothing.

        Never raises.
        """
        ...


class RuleRewriter:
    """By the names, subjects and pronouns of the thread."""

    async def rewritten(self, question: str, history: Sequence[Turn]) -> Rewriting:
        """See Rewriter."""
        return Rewriting(await asyncio.to_thread(standalone, question, history) if history else question)


class ModelRewriter:
    """By a model; by rules where that fails or gives something else than the question."""

    def __init__(self, model: ChatModel, prompt: Prompt) -> None:
        self._model = model
        self._prompt = prompt

    async def rewritten(self, question: str, history: Sequence[Turn]) -> Rewriting:
        """See Rewriter."""
        if not history:
            return Rewriting(question)
        by_rules = await asyncio.to_thread(standalone, question, history)
        kept = await asyncio.to_thread(within_tokens, history, HISTORY_TOKENS)
        tally = Tally()
        try:
            alone = await self._asked(question, kept, await asyncio.to_thread(subject_of, history), tally)
        except ModelError as error:
            log.warning("%s; the follow-up was rewritten by rules", error)
            return Rewriting(by_rules, tally.usage)
        if not is_rewriting(alone, question, kept):
            return Rewriting(by_rules, tally.usage)
        return Rewriting(alone, tally.usage, {FOLLOW_UP: self._prompt.version})

    async def _asked(self, question: str, history: Sequence[Turn], about: str, tally: Tally) -> str:
        messages = follow_up_messages(self._prompt, question, history, about)
        async with aclosing(self._model.stream(messages, tally)) as pieces:
            return "".join([piece async for piece in pieces]).strip().strip('"“”')


def is_rewriting(alone: str, question: str, history: Sequence[Turn]) -> bool:
    """Whether a text can be the question made to stand alone.

    It keeps most of its words and its language, asks where it asked, and brings in no name or number from elsewhere.
    """
    said = set(content_terms(question))
    told = [question, *(text for turn in history for text in (turn.question, turn.answer))]
    known = {word for text in told for word in words(text)}
    brought_in = {word for name in written_names(alone) for word in words(name)} | {
        word for word in words(alone) if any(character.isdigit() for character in word)
    }
    return (
        bool(alone)
        and "\n" not in alone
        and len(alone) <= min(LONGEST, len(question) + LONGER)
        and is_chinese(alone) == is_chinese(question)
        and alone.endswith(_QUESTION_MARKS) >= question.rstrip().endswith(_QUESTION_MARKS)
        and len(said.intersection(content_terms(alone))) * 2 >= len(said)
        and brought_in <= known
    )
