"""What is measured when passages are found: the assistant's own search, or another behind the same face."""

import asyncio
from typing import Protocol

from assistant.assistant import EVERYTHING, Assistant
from assistant.types import Filters
from eval.character_spans import Slice


class Retriever(Protocol):
    def __call__(self, question: str, k: int, source: str | None = None) -> list[Slice]:
        """The `k` best passages, best first, from everything or from one source."""
        ...


def search_of(assistant: Assistant) -> Retriever:
    """What a user finds who searches, and who names a source to search in."""

    def retrieve(question: str, k: int, source: str | None = None) -> list[Slice]:
        hits = asyncio.run(assistant.search(question, EVERYTHING, Filters(source=source), k))
        return [Slice(hit.source, hit.start, hit.end) for hit in hits]

    return retrieve
