"""The nouns of conversations that are kept, as a viewer is shown them; their JSON is that of every surface."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.types import Answer

Verdict = Literal["up", "down"]

TERMINAL = "terminal"  # the owner of what is asked at the operator's terminal, and its place


class Feedback(BaseModel):
    """What an owner thought of an answer."""

    model_config = ConfigDict(frozen=True)

    verdict: Verdict
    reason: str = ""
    given: datetime


class ChangedSource(BaseModel):
    """A document that an answer quoted words of which it no longer has."""

    model_config = ConfigDict(frozen=True)

    source: str
    document: str
    document_id: str


class ReadAnswer(BaseModel):
    """A kept answer as far as one viewer may see it now.

    `complete` says that it is all there; where it is not, what is missing was changed, is gone or is not for the
    viewer, and nothing tells which, but for the `changed` documents that the viewer may see.
    """

    model_config = ConfigDict(frozen=True)

    answer: Answer
    complete: bool
    changed: list[ChangedSource]


class KeptTurn(BaseModel):
    """A question and its answer, as far as the viewer may see it now.

    `answer` is None where there is none: it is still being made, or the program ended before there was any of it.
    `finished` is false of such a turn, and of an answer that was stopped, which is then as far as it had come.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    asked: datetime
    question: str
    finished: bool
    answer: Answer | None
    complete: bool
    changed: list[ChangedSource]
    feedback: Feedback | None


class ConversationSummary(BaseModel):
    """A conversation in a list; its title is as its owner named it, else its first question."""

    model_config = ConfigDict(frozen=True)

    id: str
    owner: str
    place: str
    title: str
    begun: datetime
    last: datetime
    turns: int


class Conversation(BaseModel):
    """A conversation with its turns, oldest first."""

    model_config = ConfigDict(frozen=True)

    id: str
    owner: str
    place: str
    title: str
    begun: datetime
    last: datetime
    turns: list[KeptTurn]


@dataclass(frozen=True)
class StoredTurn:
    """A turn as it was kept, for a `Reader` to read; `audiences` and `settled` are as in the table."""

    question: str
    finished: bool
    answer: Answer | None
    audiences: Sequence[str]
    settled: bool


@dataclass(frozen=True)
class OpenTurn:
    """A question that is kept and waits for its answer, which will have its id; and the turns before it."""

    id: str
    before: Sequence[StoredTurn]


def stamp(when: datetime) -> str:
    """The time as the catalog keeps it."""
    return when.astimezone(UTC).isoformat(timespec="milliseconds")
