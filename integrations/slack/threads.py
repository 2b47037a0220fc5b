"""What Ally remembers of Slack's threads: the conversation that is kept, whether to be quiet, and its own replies."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from assistant.conversations.kept import stamp
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.schema import slack_replies, slack_threads


@dataclass(frozen=True)
class Thread:
    """A thread that Ally is part of."""

    conversation_id: str | None
    quiet: bool


class Threads:
    """The threads that Ally is part of. Raises CatalogError."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def thread(self, channel: str, thread: str) -> Thread | None:
        """What is known of it; None where Ally is not part of it."""
        query = select(slack_threads.c.conversation_id, slack_threads.c.quiet).where(_of(channel, thread))
        with self._catalog.reading() as connection:
            row = connection.execute(query).first()
        return Thread(*row) if row else None

    def join(self, channel: str, thread: str, conversation_id: str | None) -> None:
        """Ally is part of the thread, and keeps this conversation of it, if any."""
        now = stamp(datetime.now(UTC))
        values = {"conversation_id": conversation_id, "last": now}
        row = insert(slack_threads).values(channel=channel, thread=thread, quiet=False, **values)
        with self._catalog.keeping() as connection:
            connection.execute(row.on_conflict_do_update(["channel", "thread"], set_=values))

    def quiet(self, channel: str, thread: str) -> None:
        """Answer only mentions in the thread from now on."""
        with self._catalog.keeping() as connection:
            connection.execute(update(slack_threads).where(_of(channel, thread)).values(quiet=True))


class Replies:
    """Which of our messages reply to which question. Raises CatalogError."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def posted(self, channel: str, question: str, part: int, ts: str, answer_id: str | None = None) -> None:
        """Keep that a message is this part of the reply; the answer's id comes when it is whole."""
        values = {"ts": ts, "answer_id": answer_id, "posted": stamp(datetime.now(UTC))}
        row = insert(slack_replies).values(channel=channel, question=question, part=part, **values)
        with self._catalog.keeping() as connection:
            connection.execute(row.on_conflict_do_update(["channel", "question", "part"], set_=values))

    def to(self, channel: str, question: str) -> list[str]:
        """The messages that reply to a question, in order."""
        query = select(slack_replies.c.ts).where(
            slack_replies.c.channel == channel, slack_replies.c.question == question
        )
        with self._catalog.reading() as connection:
            return list(connection.execute(query.order_by(slack_replies.c.part)).scalars())

    def known(self, channel: str) -> set[str]:
        """Every message of ours in the channel that replies to a question."""
        with self._catalog.reading() as connection:
            query = select(slack_replies.c.ts).where(slack_replies.c.channel == channel)
            return set(connection.execute(query).scalars())

    def answer_of(self, channel: str, ts: str) -> str | None:
        """The id of the answer that a message of ours tells."""
        query = select(slack_replies.c.answer_id).where(slack_replies.c.channel == channel, slack_replies.c.ts == ts)
        with self._catalog.reading() as connection:
            return connection.execute(query).scalar_one_or_none()

    def forget(self, channel: str, question: str) -> None:
        """The question has no reply any more."""
        with self._catalog.keeping() as connection:
            connection.execute(
                delete(slack_replies).where(slack_replies.c.channel == channel, slack_replies.c.question == question)
            )


def _of(channel: str, thread: str) -> ColumnElement[bool]:
    return and_(slack_threads.c.channel == channel, slack_threads.c.thread == thread)
