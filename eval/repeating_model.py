"""A language model that repeats what it is given, in the time that it is told to take: what is left is Ally's own."""

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult

from assistant.knowledge.sentences import sentence_spans

SENTENCES = 5  # of a reply

_SOURCE = re.compile(r"<source number=\"(\d+)\"[^>]*>\n(.*?)\n</source>", re.DOTALL)


class RepeatingModel(BaseChatModel):
    """Replies with the first sentences of its sources, word by word, spread over `seconds`; repeats a follow-up."""

    seconds: float = 0.0

    @property
    def _llm_type(self) -> str:
        return "repeating"

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        raise NotImplementedError("it streams only")

    async def _astream(self, messages: list[BaseMessage], *_: Any, **__: Any) -> AsyncIterator[ChatGenerationChunk]:
        words = re.findall(r"\s*\S+", _reply(str(messages[-1].content)))
        for word in words:
            if self.seconds:
                await asyncio.sleep(self.seconds / len(words))
            yield ChatGenerationChunk(message=AIMessageChunk(content=word))


def _reply(asked: str) -> str:
    sources = _SOURCE.findall(asked)
    if not sources:
        return asked.rpartition("<question>")[2].removesuffix("</question>").strip()
    return " ".join(f"{_first_sentence(text)} [{number}]" for number, text in sources[:SENTENCES])


def _first_sentence(text: str) -> str:
    start, end = sentence_spans(text)[0]
    return text[start:end]
