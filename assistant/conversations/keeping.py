"""Conversations in the catalog's database: begun, added to, listed, read, judged, forgotten and exported.

An owner is whoever a surface knows its user as; None is the operator, whose every conversation is.
"""

import secrets
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from assistant.conversations import rows
from assistant.conversations.kept import TERMINAL, Conversation, ConversationSummary, OpenTurn, Verdict, stamp
from assistant.conversations.reading import Reader
from assistant.errors import NotKnown
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.schema import conversations, feedback, turns
from assistant.types import Answer, Hit, Viewer

DAYS_KEPT = 365
TURNS_BEFORE = 100  # those that a question is understood from


class Conversations:
    """The conversations of one catalog. What is given an owner raises NotKnown for what that one does not have."""

    def __init__(self, catalog: Catalog, days_kept: int = DAYS_KEPT) -> None:
        """A conversation is forgotten so many days after its last question, when another one is begun."""
        self._catalog = catalog
        self._days_kept = days_kept

    def begin(self, owner: str, place: str) -> str:
        """A new conversation's id, which cannot be guessed."""
        now = datetime.now(UTC)
        self.forget_before(now - timedelta(days=self._days_kept))
        conversation_id = secrets.token_hex(16)
        with self._catalog.keeping() as connection:
            connection.execute(
                insert(conversations).values(
                    id=conversation_id, owner=owner, place=place, title="", begun=stamp(now), last=stamp(now)
                )
            )
        return conversation_id

    def ask(self, conversation_id: str, owner: str | None, question: str, viewer: Viewer) -> OpenTurn:
        """Keep a question before it is answered."""
        audiences = viewer.visible(self._catalog.audiences())
        turn_id = secrets.token_hex(16)
        with self._catalog.keeping() as connection:
            now = stamp(datetime.now(UTC))  # when it is this question's turn to be kept
            _require(connection, conversation_id, owner)
            latest = turns.c.conversation_id == conversation_id
            before = connection.execute(
                select(turns).where(latest).order_by(turns.c.position.desc()).limit(TURNS_BEFORE)
            ).all()
            connection.execute(
                insert(turns).values(
                    id=turn_id,
                    conversation_id=conversation_id,
                    position=before[0].position + 1 if before else 1,
                    asked=now,
                    question=question,
                    finished=False,
                    answer=None,
                    passages=[],
                    audiences=audiences,
                    settled=True,
                )
            )
            connection.execute(update(conversations).where(conversations.c.id == conversation_id).values(last=now))
        return OpenTurn(turn_id, [rows.stored_turn(row) for row in reversed(before)])

    def answer(self, turn_id: str, answer: Answer | None, found: Sequence[Hit], viewer: Viewer, finished: bool) -> None:
        """Keep what came of a question, stopped or `finished`. One that was deleted meanwhile stays deleted."""
        # An audience that was first used while the answer was made may have a part in it.
        visible = viewer.visible(self._catalog.audiences())
        with self._catalog.keeping() as connection:
            known = connection.execute(select(turns.c.audiences).where(turns.c.id == turn_id)).scalar_one_or_none()
            connection.execute(
                update(turns)
                .where(turns.c.id == turn_id)
                .values(
                    answer=answer.model_dump(mode="json") if answer else None,
                    passages=[[hit.document_id, hit.start, hit.end] for hit in found],
                    audiences=sorted({*(known or ()), *visible}),
                    finished=finished,
                )
            )

    def reader(self, viewer: Viewer) -> Reader:
        """The viewer's eyes on kept answers, as the catalog is now."""
        return Reader(self._catalog, viewer)

    def conversation(self, conversation_id: str, owner: str | None, viewer: Viewer) -> Conversation:
        """The conversation, each answer as far as the viewer may see it now. Raises NotKnown."""
        with self._catalog.reading() as connection:
            _require(connection, conversation_id, owner)
            [summary] = connection.execute(rows.summaries().where(conversations.c.id == conversation_id)).all()
            held = connection.execute(rows.turns_of(conversation_id, owner or TERMINAL)).all()
        reader = self.reader(viewer)
        return rows.conversation(summary, [rows.kept_turn(row, reader) for row in held])

    def listed(self, owner: str | None) -> list[ConversationSummary]:
        """The owner's conversations, that with the latest question first."""
        query = rows.summaries().order_by(conversations.c.last.desc(), conversations.c.id)
        with self._catalog.reading() as connection:
            found = connection.execute(query if owner is None else query.where(conversations.c.owner == owner)).all()
        return [rows.summary(row) for row in found]

    def rename(self, conversation_id: str, owner: str | None, title: str) -> None:
        """Call it by another title; by its first question where the title is empty. Raises NotKnown."""
        with self._catalog.keeping() as connection:
            _require(connection, conversation_id, owner)
            connection.execute(
                update(conversations).where(conversations.c.id == conversation_id).values(title=title.strip())
            )

    def delete(self, conversation_id: str, owner: str | None) -> None:
        """Delete it with its answers and what was thought of them; nothing stays in the file. Raises NotKnown."""
        with self._catalog.erasing() as connection:
            _require(connection, conversation_id, owner)
            connection.execute(delete(conversations).where(conversations.c.id == conversation_id))

    def forget_before(self, when: datetime) -> int:
        """Delete the conversations whose last question is older; says how many."""
        old = conversations.c.last < stamp(when)
        with self._catalog.reading() as connection:
            count = connection.execute(select(func.count()).where(old)).scalar_one()
        if count:
            with self._catalog.erasing() as connection:
                count = connection.execute(delete(conversations).where(old)).rowcount
        return count

    def retract(self, answer_id: str, owner: str | None) -> None:
        """Delete one question with its answer and what was thought of it, as `delete` does. Raises NotKnown."""
        with self._catalog.erasing() as connection:
            found = select(turns.c.conversation_id).where(turns.c.id == answer_id)
            _require(connection, connection.execute(found).scalar_one_or_none(), owner)
            connection.execute(delete(turns).where(turns.c.id == answer_id))

    def give_feedback(
        self, answer_id: str, owner: str | None, verdict: Verdict, reason: str = "", by: str | None = None
    ) -> None:
        """Keep what the owner thinks of an answer, in place of what they thought before. Raises NotKnown.

        `by` is who thinks so where that is one of several people whom the conversation belongs to.
        """
        given = {"verdict": verdict, "reason": reason.strip(), "given": stamp(datetime.now(UTC))}
        with self._catalog.keeping() as connection:
            found = select(turns.c.conversation_id).where(turns.c.id == answer_id)
            _require(connection, connection.execute(found).scalar_one_or_none(), owner)
            connection.execute(
                upsert(feedback)
                .values(turn_id=answer_id, owner=by or owner or TERMINAL, **given)
                .on_conflict_do_update(["turn_id", "owner"], set_=given)
            )

    def exported(self) -> Iterator[dict[str, Any]]:
        """Every turn of every conversation, with its feedback, as it was kept: what the operator may have."""
        with self._catalog.reading() as connection:
            opinions = rows.feedback_by_turn(connection)
            for row in connection.execute(rows.everything()):
                yield rows.exported(row, opinions.get(row.id, []))


def _require(connection: Connection, conversation_id: str | None, owner: str | None) -> None:
    """Raise NotKnown, the same for a conversation that there is not and for one of somebody else."""
    found = connection.execute(select(conversations.c.owner).where(conversations.c.id == conversation_id)).first()
    if found is None or (owner is not None and found.owner != owner):
        raise NotKnown("No such conversation or answer; it may have been deleted, or its id be mistyped")
