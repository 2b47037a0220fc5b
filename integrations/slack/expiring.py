"""What was looked up is good for a while: one look-up at a time for each key, and none from before a change."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Expiring(Generic[T]):
    """Values by key, each for so many seconds after it was asked for."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._held: dict[str, tuple[float, asyncio.Task[T]]] = {}

    async def get(self, key: str, look_up: Callable[[], Awaitable[T]]) -> T:
        """The value, looked up where it is not held or too old. A look-up that fails is not held."""
        held = self._held.get(key)
        now = time.monotonic()
        if held is None or now - held[0] > self._seconds:
            self._drop_old(now)
            held = self._held[key] = (now, asyncio.ensure_future(look_up()))
        try:
            # Shielded: others may wait for the same.
            value = await asyncio.shield(held[1])
        except BaseException:
            if held[1].done() and self._held.get(key) is held:
                del self._held[key]
            raise
        # What was forgotten while it was looked up may have changed before Slack answered or after.
        return value if self._held.get(key) is held else await self.get(key, look_up)

    def forget(self, key: str) -> None:
        """Look this one up again when it is next asked for."""
        self._held.pop(key, None)

    def _drop_old(self, now: float) -> None:
        for key in [key for key, (since, _) in self._held.items() if now - since > self._seconds]:
            del self._held[key]
