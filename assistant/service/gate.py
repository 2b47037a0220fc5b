"""How many requests are worked on at once, and whose turn is next: callers that wait are served in rotation."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import HTTPException, Request

from assistant.service.access import Called

RETRY_SECONDS = 1
STOPPING_SECONDS = 10


class Gate:
    """Lets `at_once` through; up to `waiting` more wait for a place, however many of them are one caller's."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._free = at_once
        self._at_once = at_once
        self._most_waiting = waiting
        self._queues: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()
        self._is_closed = False

    @property
    def running(self) -> int:
        """How many are worked on."""
        return self._at_once - self._free

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(map(len, self._queues.values()))

    @asynccontextmanager
    async def turn(self, owner: str) -> AsyncIterator[None]:
        """A place, when it is this caller's turn. Raises HTTPException 503 where too many wait already."""
        await self._enter(owner)
        try:
            yield
        finally:
            self._leave()

    def close(self) -> None:
        """Turn whoever waits away, and whoever comes: what has begun is all that is still answered."""
        self._is_closed = True
        for ticket in (ticket for queue in self._queues.values() for ticket in queue if not ticket.done()):
            ticket.set_exception(_stopping())
        self._queues.clear()

    async def _enter(self, owner: str) -> None:
        if self._is_closed:
            raise _stopping()
        if self._free:
            self._free -= 1
            return
        if self.waiting >= self._most_waiting:
            self._make_room(owner)
        ticket = asyncio.get_running_loop().create_future()
        self._queues.setdefault(owner, deque()).append(ticket)
        try:
            await ticket
        except asyncio.CancelledError:
            if ticket.cancelled():
                self._withdraw(owner, ticket)
            elif ticket.exception() is None:  # it was called up at the last moment
                self._leave()
            raise

    def _make_room(self, owner: str) -> None:
        """Turn the last of whoever has most waiting away, which may be this request."""
        most = max(self._queues, key=lambda each: len(self._queues[each]), default=owner)
        if len(self._queues.get(most, ())) <= len(self._queues.get(owner, ())) + 1:
            raise _busy()
        last = self._queues[most].pop()
        if not last.done():
            last.set_exception(_busy())

    def _withdraw(self, owner: str, ticket: asyncio.Future[None]) -> None:
        queue = self._queues.get(owner, deque())
        if ticket in queue:
            queue.remove(ticket)
            if not queue:
                del self._queues[owner]

    def _leave(self) -> None:
        self._free += 1
        while self._free and self._queues:
            owner, queue = self._queues.popitem(last=False)
            ticket = queue.popleft()
            if queue:
                self._queues[owner] = queue  # behind everyone else
            if not ticket.done():
                self._free -= 1
                ticket.set_result(None)


def _busy() -> HTTPException:
    return HTTPException(
        503, "Too many questions wait already; try again in a moment", headers={"Retry-After": str(RETRY_SECONDS)}
    )


def _stopping() -> HTTPException:
    return HTTPException(
        503, "The service stops; try again when it is back", headers={"Retry-After": str(STOPPING_SECONDS)}
    )


async def admitted(request: Request, caller: Called) -> AsyncIterator[None]:
    """A route's place in the service, held until its answer is sent."""
    gate: Gate = request.app.state.gate
    async with gate.turn(caller.owner):
        yield
