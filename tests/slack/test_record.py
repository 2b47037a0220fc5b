"""The record: one row for one thing, however it is delivered, and a fair order of work."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.knowledge.catalog import Catalog
from integrations.slack.events import Incoming
from integrations.slack.record import MOST_OF_A_USER, Record
from integrations.slack.threads import Replies, Threads


def incoming(number: int, user: str = "UANN", thread: str = "") -> Incoming:
    return Incoming(f"Ev{number}", "message", "C1", f"1.{number}", thread or f"1.{number}", user, {"text": "Who?"})


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with closing(Catalog(tmp_path)) as opened:
        yield opened


def test_one_message_is_one_row_whichever_event_tells_of_it(catalog: Catalog) -> None:
    record = Record(catalog)
    assert record.keep(incoming(1))
    assert not record.keep(incoming(1))
    assert not record.keep(replace(incoming(1), event_id="EvOther"))
    assert not record.keep(replace(incoming(2), event_id="Ev1"))
    assert record.keep(replace(incoming(1), event_id="EvEdit", kind="edit"))


def test_whoever_has_least_in_hand_comes_first(catalog: Catalog) -> None:
    record = Record(catalog)
    for number in range(10):
        record.keep(incoming(number))
    record.keep(incoming(10, "UBEN"))
    assert [job.user for job in record.take(3, [])] == ["UANN", "UBEN", "UANN"]
    assert len(record.take(32, [])) == MOST_OF_A_USER + 1


def test_one_at_a_time_in_a_thread(catalog: Catalog) -> None:
    record = Record(catalog)
    record.keep(incoming(1, thread="1.1"))
    record.keep(incoming(2, "UBEN", thread="1.1"))
    [first] = record.take(32, [])
    assert (first.ts, first.is_resumed) == ("1.1", False)
    assert record.take(32, [first]) == []
    record.done(first)
    assert [job.ts for job in record.take(32, [])] == ["1.2"]


def test_what_was_begun_and_not_done_comes_again(catalog: Catalog) -> None:
    record = Record(catalog)
    record.keep(incoming(1))
    [job] = record.take(32, [])
    [again] = record.take(32, [])
    assert (again.id, again.is_resumed) == (job.id, True)
    record.later(again, 60)
    assert record.take(32, []) == []
    assert 50 < (record.seconds_to_next(datetime.now(UTC)) or 0) <= 60


def test_what_is_done_is_forgotten_after_a_while(catalog: Catalog) -> None:
    record, threads, replies = Record(catalog), Threads(catalog), Replies(catalog)
    for number in (1, 2):
        record.keep(incoming(number))
    [job, *_] = record.take(1, [])
    threads.join("C1", "1.1", None)
    replies.posted("C1", "1.1", 0, "1.5", "a")
    record.done(job)
    record.prune(1)
    assert replies.to("C1", "1.1") == ["1.5"]
    record.prune(-1)
    assert replies.to("C1", "1.1") == []
    assert threads.thread("C1", "1.1") is None
    assert record.keep(incoming(1))
    assert not record.keep(incoming(2))
