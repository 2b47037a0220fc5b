"""Whose turn it is: never too many at once, nobody lost, and no caller in the way of another."""

import asyncio
from collections import Counter

import pytest
from fastapi import HTTPException
from hypothesis import given
from hypothesis import strategies as st

from assistant.service.gate import Gate


class Visitors:
    """Callers that enter a gate when told to, and leave when told to."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self.inside: list[str] = []
        self.refused: list[str] = []
        self._doors: list[tuple[asyncio.Task[None], asyncio.Event]] = []

    async def arrive(self, owner: str) -> None:
        door = asyncio.Event()
        self._doors.append((asyncio.create_task(self._visit(owner, door)), door))
        await settle()

    async def give_up(self, number: int) -> None:
        if self._doors:
            self._doors[number % len(self._doors)][0].cancel()
            await settle()

    async def leave(self, number: int) -> None:
        if self._doors:
            self._doors[number % len(self._doors)][1].set()
            await settle()

    async def everybody_leaves(self) -> None:
        for _, door in self._doors:
            door.set()
        await asyncio.gather(*(task for task, _ in self._doors), return_exceptions=True)

    async def _visit(self, owner: str, door: asyncio.Event) -> None:
        try:
            async with self._gate.turn(owner):
                self.inside.append(owner)
                await door.wait()
        except HTTPException as error:
            self.refused.append(f"{owner} {error.status_code} {error.headers}")


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_those_who_wait_are_let_in_by_caller_in_rotation() -> None:
    gate = Gate(at_once=1, waiting=10)
    visitors = Visitors(gate)
    for owner in ("first", "busy", "busy", "busy", "calm"):
        await visitors.arrive(owner)
    for number in range(5):
        await visitors.leave(0 if number == 0 else number)
    await visitors.everybody_leaves()
    assert visitors.inside == ["first", "busy", "calm", "busy", "busy"]


async def test_beyond_those_who_may_wait_one_is_told_to_come_back() -> None:
    visitors = Visitors(Gate(at_once=1, waiting=1))
    for _ in range(3):
        await visitors.arrive("somebody")
    assert (visitors.inside, visitors.refused) == (["somebody"], ["somebody 503 {'Retry-After': '1'}"])
    await visitors.everybody_leaves()
    assert visitors.inside == ["somebody", "somebody"]


async def test_a_caller_that_fills_the_queue_makes_room_for_another() -> None:
    visitors = Visitors(Gate(at_once=1, waiting=3))
    for owner in ("busy", "busy", "busy", "busy", "calm"):
        await visitors.arrive(owner)
    assert [refusal.split()[0] for refusal in visitors.refused] == ["busy"]
    await visitors.everybody_leaves()
    assert Counter(visitors.inside) == {"busy": 3, "calm": 1}


async def test_when_the_service_stops_those_who_wait_are_told_and_nobody_more_is_let_in() -> None:
    gate = Gate(at_once=1, waiting=3)
    visitors = Visitors(gate)
    for _ in range(3):
        await visitors.arrive("somebody")
    gate.close()
    await visitors.arrive("late")
    await settle()
    assert [refusal.split()[:2] for refusal in visitors.refused] == [
        ["somebody", "503"],
        ["somebody", "503"],
        ["late", "503"],
    ]
    await visitors.everybody_leaves()
    assert (visitors.inside, gate.running, gate.waiting) == (["somebody"], 0, 0)


@given(
    at_once=st.integers(1, 3),
    waiting=st.integers(0, 4),
    steps=st.lists(
        st.one_of(
            st.tuples(st.just("arrive"), st.sampled_from("abc")),
            st.tuples(st.sampled_from(["leave", "give_up"]), st.integers(0, 20)),
        ),
        max_size=30,
    ),
)
def test_no_place_is_lost_or_given_twice(at_once: int, waiting: int, steps: list[tuple[str, str | int]]) -> None:
    async def play() -> None:
        gate = Gate(at_once, waiting)
        visitors = Visitors(gate)
        for name, argument in steps:
            await getattr(visitors, name)(argument)
            assert gate.running <= at_once
            assert gate.waiting <= waiting
            assert not gate.waiting or gate.running == at_once
        await visitors.everybody_leaves()
        assert (gate.running, gate.waiting) == (0, 0)

    asyncio.run(play())


@pytest.mark.parametrize("owner", ["somebody", "else"])
async def test_a_free_place_is_taken_at_once(owner: str) -> None:
    async with Gate(at_once=1, waiting=0).turn(owner):
        pass
