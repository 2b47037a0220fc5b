"""Files are parsed in processes of their own, so that a parser that crashes or hangs costs one file and no more."""

import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self, cast

from assistant.knowledge.parsing import MEMORY, OUT_OF_MEMORY, Lost, Outcome, Request

MOST_WORKERS = 4

# A worker imports what its parent would; started so, it runs nothing of the parent's main module.
_START = "import sys; sys.path[:] = sys.argv[1:]; from assistant.knowledge.parsing import serve; serve()"
_AHEAD = 2  # files a worker that wait, parsed or not, while the parent is busy


class Workers:
    """Up to one process a core, each started when there is a file for it. Close it, or use it in a `with`."""

    def __init__(self, max_bytes: int, seconds: float) -> None:
        """Files over `max_bytes` are refused; a file that takes longer than `seconds` is given up."""
        self._max_bytes = max_bytes
        self._seconds = seconds
        self._count = min(os.cpu_count() or 1, MOST_WORKERS)
        self._threads = ThreadPoolExecutor(self._count)
        self._lock = threading.Lock()
        self._is_closed = False
        self._idle: list[_Worker] = []
        self._living: set[_Worker] = set()

    def parse(self, folder: Path, paths: Iterable[Path]) -> Iterator[Outcome]:
        """What becomes of each file, in order. `paths` is read a few files ahead of what is taken."""
        pending: deque[Future[Outcome]] = deque()
        for path in paths:
            pending.append(self._threads.submit(self._parse, Request(path, folder, self._max_bytes)))
            if len(pending) >= _AHEAD * self._count:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()

    def close(self) -> None:
        """End the workers, whatever they are doing."""
        with self._lock:
            self._is_closed = True
            for worker in self._living:
                worker.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._living:
            worker.bury()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _parse(self, request: Request) -> Outcome:
        """In a thread, which waits for its worker."""
        worker = self._taken()
        try:
            outcome = worker.parse(request, self._seconds)
        except _Died as death:
            with self._lock:
                self._living.discard(worker)
            worker.bury()
            return Lost(death.reason)
        with self._lock:
            self._idle.append(worker)
        return outcome

    def _taken(self) -> "_Worker":
        with self._lock:
            if self._is_closed:
                raise CancelledError
            if self._idle:
                return self._idle.pop()
            worker = _Worker()
            self._living.add(worker)
            return worker


class _Died(Exception):
    """A worker did not survive a file."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Worker:
    """One process, which parses one file at a time."""

    def __init__(self) -> None:
        self._is_ready = False
        self._timed_out = False
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", _START, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            process_group=0,  # so that Ctrl-C reaches the parent alone
        )

    def parse(self, request: Request, seconds: float) -> Outcome:
        """Raises _Died where the process ends before it answers, or has to be ended."""
        assert self._process.stdin
        assert self._process.stdout
        try:
            if not self._is_ready:
                pickle.load(self._process.stdout)  # noqa: S301 of our own making, as below
                self._is_ready = True
            with self._time_limit(seconds):
                pickle.dump(request, self._process.stdin)
                self._process.stdin.flush()
                outcome = cast("Outcome", pickle.load(self._process.stdout))  # noqa: S301
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise _Died(self._cause(seconds)) from error
        if self._timed_out:
            raise _Died(self._cause(seconds))
        return outcome

    def kill(self) -> None:
        self._process.kill()

    def bury(self) -> None:
        """Wait for a process that has ended, and let go of its pipes."""
        with suppress(OSError), self._process:
            pass

    @contextmanager
    def _time_limit(self, seconds: float) -> Iterator[None]:
        timer = threading.Timer(seconds, self._give_up)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()

    def _give_up(self) -> None:
        self._timed_out = True
        self._process.kill()

    def _cause(self, seconds: float) -> str:
        code = self._process.wait()
        if self._timed_out:
            problem, remedy = f"it took longer than {seconds:g} s", "split it, or raise the setting parse_seconds"
        elif code == OUT_OF_MEMORY:
            problem, remedy = f"it needed more than {MEMORY / 1e9:g} GB of memory", "split it"
        else:
            problem, remedy = "the parser crashed", "open it in the program it was made with and save it anew"
        return f"could not be parsed: {problem}; {remedy}"
