"""How often each caller may ask: one moving window a caller, in this process's memory."""

import math
import time

from limits import parse, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from assistant.errors import UsageError


class Rates:
    """Counts the requests of each caller against the rate it is given."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def wait(self, owner: str, rate: str) -> int:
        """Count one request: 0 where it is within the rate, else the seconds until one will be."""
        item = parse(rate)
        if self._limiter.hit(item, owner):
            return 0
        return max(1, math.ceil(self._limiter.get_window_stats(item, owner).reset_time - time.time()))


def check_rate(rate: str) -> None:
    """Raises UsageError for what is not one rate, as "60/minute" or "10 per second", of one request at least."""
    try:
        [item] = parse_many(rate)
    except ValueError as error:
        raise UsageError(f"{rate!r}: not a rate; write it as 60/minute or 1000/hour") from error
    if item.amount < 1:
        raise UsageError(f"{rate!r}: would allow nothing; revoke the key instead")
