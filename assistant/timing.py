"""How long the steps of a piece of work took."""

import time


class Laps:
    """Seconds of wall time, step after step."""

    def __init__(self) -> None:
        self._started = self._before = time.perf_counter()
        self.seconds: dict[str, float] = {}

    def end(self, step: str) -> None:
        """A step ends, that began where the one before it ended."""
        now = time.perf_counter()
        self.seconds[step] = round(now - self._before, 4)
        self._before = now

    @property
    def total(self) -> float:
        """Since the beginning."""
        return time.perf_counter() - self._started
