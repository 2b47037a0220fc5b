"""Kept conversations read back from their rows."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, select

from assistant.conversations.kept import Conversation, ConversationSummary, Feedback, KeptTurn, StoredTurn
from assistant.conversations.reading import Reader
from assistant.knowledge.schema import conversations, feedback, turns
from assistant.types import Answer

TITLE_LENGTH = 80  # characters of the first question, which a conversation without a title is called by


def stored_turn(row: Row[Any]) -> StoredTurn:
    """A turn as it was kept, from a row of turns."""
    return StoredTurn(
        question=row.question,
        finished=row.finished,
        answer=Answer.model_validate(row.answer) if row.answer else None,
        audiences=row.audiences,
        settled=row.settled,
    )


def turns_of(conversation_id: str, owner: str) -> Select[Any]:
    """The turns of a conversation, oldest first, with what this owner thought of the answers."""
    theirs = and_(feedback.c.turn_id == turns.c.id, feedback.c.owner == owner)
    return (
        select(turns, feedback.c.verdict, feedback.c.reason, feedback.c.given)
        .outerjoin(feedback, theirs)
        .where(turns.c.conversation_id == conversation_id)
        .order_by(turns.c.position)
    )


def kept_turn(row: Row[Any], reader: Reader) -> KeptTurn:
    """A turn as far as the reader may see it, from a row of `turns_of`."""
    stored = stored_turn(row)
    read = reader.read(stored)
    return KeptTurn(
        id=row.id,
        asked=row.asked,
        question=stored.question,
        finished=stored.finished,
        answer=read.answer if read else None,
        complete=read.complete if read else True,
        changed=read.changed if read else [],
        feedback=Feedback(verdict=row.verdict, reason=row.reason, given=row.given) if row.verdict else None,
    )


def summaries() -> Select[Any]:
    """Every conversation with its first question and the number of its turns."""
    own = turns.c.conversation_id == conversations.c.id
    first = select(turns.c.question).where(own).order_by(turns.c.position).limit(1)
    count = select(func.count()).where(own)
    return select(conversations, first.scalar_subquery().label("first"), count.scalar_subquery().label("turns"))


def summary(row: Row[Any]) -> ConversationSummary:
    """A conversation in short, from a row of `summaries`."""
    return ConversationSummary(**_head(row), turns=row.turns)


def conversation(row: Row[Any], held: Sequence[KeptTurn]) -> Conversation:
    """A conversation with its turns, from a row of `summaries`."""
    return Conversation(**_head(row), turns=list(held))


def everything() -> Select[Any]:
    """Every turn with its conversation, the oldest conversation first."""
    of = [conversations.c[name] for name in ("owner", "place", "title", "begun")]
    joined = select(turns, *of).join(conversations, turns.c.conversation_id == conversations.c.id)
    return joined.order_by(conversations.c.begun, conversations.c.id, turns.c.position)


def feedback_by_turn(connection: Connection) -> dict[str, list[dict[str, str]]]:
    """All that was thought of answers, by turn."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in connection.execute(select(feedback).order_by(feedback.c.turn_id, feedback.c.given)):
        told = {name: getattr(row, name) for name in ("owner", "verdict", "reason", "given")}
        found.setdefault(row.turn_id, []).append(told)
    return found


def exported(row: Row[Any], opinions: Sequence[dict[str, str]]) -> dict[str, Any]:
    """A turn for programs, from a row of `everything`."""
    names = ("conversation_id", "owner", "place", "title", "begun", "id", "position", "asked", "question", "finished")
    more = ("answer", "passages", "audiences")
    return {name: getattr(row, name) for name in (*names, *more)} | {"feedback": list(opinions)}


def _head(row: Row[Any]) -> dict[str, Any]:
    title = row.title or " ".join((row.first or "").split())
    short = title if len(title) <= TITLE_LENGTH else f"{title[: TITLE_LENGTH - 1].rstrip()}…"
    return {"title": short} | {name: getattr(row, name) for name in ("id", "owner", "place", "begun", "last")}
