"""Look-ups are shared, kept for a while, and never older than a change."""

import asyncio

import pytest

from integrations.slack.expiring import Expiring


class LookUps:
    """Answers with how often it was asked, once it is let."""

    def __init__(self) -> None:
        self.asked = 0
        self.let = asyncio.Event()

    async def __call__(self) -> int:
        self.asked += 1
        told = self.asked
        await self.let.wait()
        return told


async def test_many_wait_for_one_look_up() -> None:
    held: Expiring[int] = Expiring(60)
    look_up = LookUps()
    look_up.let.set()
    assert await asyncio.gather(*(held.get("a", look_up) for _ in range(5))) == [1] * 5
    assert await held.get("a", look_up) == 1
    assert await held.get("b", look_up) == 2


async def test_what_is_old_is_looked_up_again() -> None:
    held: Expiring[int] = Expiring(-1)
    look_up = LookUps()
    look_up.let.set()
    assert [await held.get("a", look_up) for _ in range(2)] == [1, 2]


async def test_a_change_while_it_is_looked_up() -> None:
    held: Expiring[int] = Expiring(60)
    look_up = LookUps()
    waiting = asyncio.create_task(held.get("a", look_up))
    while not look_up.asked:
        await asyncio.sleep(0)
    held.forget("a")
    look_up.let.set()
    assert await waiting == 2


async def test_a_failure_is_not_kept() -> None:
    held: Expiring[int] = Expiring(60)
    look_up = LookUps()
    look_up.let.set()

    async def fails() -> int:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await held.get("a", fails)
    assert await held.get("a", look_up) == 1
