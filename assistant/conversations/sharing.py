"""Answers that their askers share by a link: whoever opens it sees as much as they are cleared for, and nothing more.

The link has a token of its own: the id of an answer is written into logs, and does not open it.
"""

import secrets
from datetime import datetime

from pydantic import BaseModel, ConfigDict
from sqlalchemy import insert, select

from assistant.conversations import rows
from assistant.conversations.kept import ChangedSource
from assistant.conversations.reading import Reader
from assistant.errors import NotKnown
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.schema import conversations, shared, turns
from assistant.types import Answer, Viewer


class SharedAnswer(BaseModel):
    """A question and its answer, as far as the viewer may see it now; the fields are those of a `KeptTurn`."""

    model_config = ConfigDict(frozen=True)

    asked: datetime
    question: str
    finished: bool
    answer: Answer
    complete: bool
    changed: list[ChangedSource]


class Sharing:
    """The shared answers of one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def share(self, answer_id: str, owner: str) -> str:
        """The token of the answer's link, always the same. Raises NotKnown for what is not an answer of the owner's."""
        answered = (turns.c.id == answer_id) & (conversations.c.owner == owner) & turns.c.answer.is_not(None)
        mine = select(turns.c.id).join(conversations, turns.c.conversation_id == conversations.c.id).where(answered)
        held = select(shared.c.token).where(shared.c.turn_id == answer_id)
        with self._catalog.keeping() as connection:
            if connection.execute(mine).first() is None:
                raise NotKnown("No such answer; it may have been deleted")
            token = connection.execute(held).scalar_one_or_none()
            if token is None:
                token = secrets.token_urlsafe(24)
                connection.execute(insert(shared).values(turn_id=answer_id, token=token))
        return token

    def opened(self, token: str, viewer: Viewer) -> SharedAnswer:
        """The answer that the token opens, as far as the viewer may see it now. Raises NotKnown."""
        query = select(turns).join(shared, shared.c.turn_id == turns.c.id).where(shared.c.token == token)
        with self._catalog.reading() as connection:
            row = connection.execute(query).first()
        read = Reader(self._catalog, viewer).read(rows.stored_turn(row)) if row else None
        if row is None or read is None:
            raise NotKnown("No such shared answer; it may have been deleted")
        return SharedAnswer(
            asked=row.asked,
            question=row.question,
            finished=row.finished,
            # The conversation stays its owner's.
            answer=read.answer.model_copy(update={"conversation_id": None}),
            complete=read.complete,
            changed=read.changed,
        )
