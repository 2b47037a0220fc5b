"""Asking the assistant as every surface does, with a failure never taken for an answer or a refusal."""

import asyncio

from assistant.assistant import Assistant
from assistant.errors import AllyError
from assistant.types import Answer


def answer_of(assistant: Assistant, question: str) -> Answer:
    """The whole answer. Raises AllyError where it failed: the figures would hide it."""
    answer = asyncio.run(assistant.ask(question))
    if answer.status == "failed":
        raise AllyError(f"{question!r} failed: {answer.text}")
    return answer
