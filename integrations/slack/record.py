"""The durable record of what Slack told: written before Slack is answered, worked off later, pruned after a while.

Unique constraints make every delivery of the same thing one row, whichever event brought it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from assistant.conversations.kept import stamp
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.schema import slack_events, slack_replies, slack_threads
from integrations.slack.events import Incoming, Kind

MOST_OF_A_USER = 4  # pieces of work at the same time


@dataclass(frozen=True)
class Job:
    """Work that was taken up for the `attempts`th time."""

    id: int
    kind: Kind
    channel: str
    ts: str
    thread: str
    user: str
    payload: dict[str, Any]
    attempts: int

    @property
    def is_resumed(self) -> bool:
        """Whether it was begun before, so that some of it may have been done."""
        return self.attempts > 1


class Record:
    """The events in the catalog's database; every method may be called from any thread. Raises CatalogError."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def keep(self, incoming: Incoming) -> bool:
        """Record what was delivered; False where it was recorded already."""
        now = stamp(datetime.now(UTC))
        row = {name: getattr(incoming, name) for name in ("event_id", "kind", "channel", "ts", "thread", "user")}
        statement = insert(slack_events).values(
            **row, payload=dict(incoming.payload), attempts=0, received=now, due=now
        )
        with self._catalog.keeping() as connection:
            return bool(connection.execute(statement.on_conflict_do_nothing()).rowcount)

    def take(self, room: int, busy: Collection["Job"]) -> list[Job]:
        """Up to `room` pieces of work that may be done now beside those in hand.

        One at a time of each thread, few of each user; whoever has least in hand comes first.
        """
        threads = {(job.channel, job.thread) for job in busy}
        in_hand: dict[str, int] = {}
        for job in busy:
            in_hand[job.user] = in_hand.get(job.user, 0) + 1
        taken: list[Job] = []
        with self._catalog.reading() as connection:
            rows = connection.execute(_open().where(slack_events.c.due <= stamp(datetime.now(UTC)))).all()
        waiting = {job.id for job in busy}
        candidates = [row for row in rows if row.id not in waiting]
        while candidates and len(taken) < room:
            row = min(candidates, key=lambda each: (in_hand.get(each.user, 0), each.id))
            if in_hand.get(row.user, 0) >= MOST_OF_A_USER:
                break
            candidates.remove(row)
            if (row.channel, row.thread) in threads:
                continue
            threads.add((row.channel, row.thread))
            in_hand[row.user] = in_hand.get(row.user, 0) + 1
            taken.append(Job(**{**row._mapping, "attempts": row.attempts + 1}))
        self._begin([job.id for job in taken])
        return taken

    def _begin(self, ids: list[int]) -> None:
        if ids:
            begun = update(slack_events).where(slack_events.c.id.in_(ids)).values(attempts=slack_events.c.attempts + 1)
            with self._catalog.keeping() as connection:
                connection.execute(begun)

    def done(self, job: Job) -> None:
        """It needs no more work; what it was about is not kept."""
        self._change(job, payload=None, due=None)

    def later(self, job: Job, seconds: float) -> None:
        """It is to be tried again after so many seconds."""
        self._change(job, due=stamp(datetime.now(UTC) + timedelta(seconds=seconds)))

    def _change(self, job: Job, **values: object) -> None:
        with self._catalog.keeping() as connection:
            connection.execute(update(slack_events).where(slack_events.c.id == job.id).values(**values))

    def seconds_to_next(self, since: datetime) -> float | None:
        """How long until the next work that was not due yet at a time; None where there is none."""
        now = datetime.now(UTC)
        query = select(func.min(slack_events.c.due)).where(slack_events.c.due > stamp(since))
        with self._catalog.reading() as connection:
            due = connection.execute(query).scalar_one()
        return None if due is None else max(0.0, (datetime.fromisoformat(due) - now).total_seconds())

    def prune(self, days: int) -> None:
        """Forget what was done so many days ago, and the threads and replies that nothing happened to since."""
        before = stamp(datetime.now(UTC) - timedelta(days=days))
        with self._catalog.keeping() as connection:
            connection.execute(
                delete(slack_events).where(slack_events.c.received < before, slack_events.c.due.is_(None))
            )
            connection.execute(delete(slack_replies).where(slack_replies.c.posted < before))
            connection.execute(delete(slack_threads).where(slack_threads.c.last < before))


def _open() -> Any:
    names = ("id", "kind", "channel", "ts", "thread", "user", "payload", "attempts")
    columns = [slack_events.c[name] for name in names]
    return select(*columns).where(slack_events.c.due.is_not(None)).order_by(slack_events.c.id)
