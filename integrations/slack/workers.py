"""Works off what is recorded: a bounded number of tasks, fair between users, one at a time in a thread.

What a process leaves undone when it ends, the next one takes up.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from assistant.errors import AllyError
from integrations.slack.failing import Failure, failure_of
from integrations.slack.logs import logger
from integrations.slack.record import Job, Record

WORKERS = 32
MOST_ATTEMPTS = 9  # over about a minute
PRUNE_SECONDS = 3600
SECONDS_TO_NEXT_LOOK = 5  # after the record could not be read
PAUSE_SECONDS = 300  # after Slack refused our token

Work = Callable[[Job], Awaitable[None]]
Excuse = Callable[[Job, Exception], Awaitable[None]]


class Workers:
    """Tasks over the record. `work` does a job, `stopped` ends one that somebody stopped, `failed` tells of one."""

    def __init__(self, record: Record, days_kept: int, work: Work, stopped: Work, failed: Excuse) -> None:
        self._record = record
        self._days_kept = days_kept
        self._work = work
        self._stopped = stopped
        self._failed = failed
        self._woken = asyncio.Event()
        self._tasks: dict[asyncio.Task[None], Job] = {}
        self._stops: set[int] = set()
        self._main: asyncio.Task[None] | None = None
        self._paused_until = 0.0

    def start(self) -> None:
        """Begin, with what an earlier process left undone."""
        self._main = asyncio.create_task(self._go_on())

    def wake(self) -> None:
        """There is something new."""
        self._woken.set()

    def stop(self, channel: str, thread: str) -> None:
        """End what is being done in a thread."""
        for task, job in self._tasks.items():
            if (job.channel, job.thread) == (channel, thread):
                self._stops.add(job.id)
                task.cancel()

    async def close(self) -> None:
        """End; what is not done is taken up by the next start."""
        tasks = [*self._tasks, *([self._main] if self._main else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _go_on(self) -> None:
        loop, pruned = asyncio.get_running_loop(), float("-inf")
        while True:
            self._woken.clear()
            try:
                if loop.time() - pruned > PRUNE_SECONDS:
                    pruned = loop.time()
                    await asyncio.to_thread(self._record.prune, self._days_kept)
                looked = datetime.now(UTC)
                await self._take()
                wait = await asyncio.to_thread(self._record.seconds_to_next, looked)
            except AllyError as error:
                logger().error("Slack's events cannot be read", problem=str(error))
                wait = SECONDS_TO_NEXT_LOOK
            await self._until_woken(min(wait if wait is not None else PRUNE_SECONDS, PRUNE_SECONDS))

    async def _until_woken(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds + 0.01):
                await self._woken.wait()
        except TimeoutError:
            return

    async def _take(self) -> None:
        loop = asyncio.get_running_loop()
        if (pause := self._paused_until - loop.time()) > 0:
            loop.call_later(pause, self.wake)
            return
        room = WORKERS - len(self._tasks)
        if room < 1:
            return
        for job in await asyncio.to_thread(self._record.take, room, list(self._tasks.values())):
            task = asyncio.create_task(self._do(job))
            self._tasks[task] = job
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        job = self._tasks.pop(task)
        self._stops.discard(job.id)
        self.wake()
        if not task.cancelled() and (error := task.exception()):
            logger().error("work in Slack was left undone", job=job.id, problem=str(error))

    async def _do(self, job: Job) -> None:
        try:
            await self._work(job)
        except asyncio.CancelledError:
            if job.id not in self._stops:
                raise
            await self._tell(job, self._stopped(job))
        except Exception as error:  # noqa: BLE001 the outermost edge of a piece of work
            if await self._put_off(job, error):
                return
        await asyncio.to_thread(self._record.done, job)

    async def _put_off(self, job: Job, error: Exception) -> bool:
        """Whether it is to be tried again; otherwise whoever asked is told, as far as that can be done."""
        match failure_of(error):
            case Failure.REFUSED:
                logger().error("Slack refuses the token; put a valid one into SLACK_BOT_TOKEN", problem=str(error))
                self._paused_until = asyncio.get_running_loop().time() + PAUSE_SECONDS
                await asyncio.to_thread(self._record.later, job, PAUSE_SECONDS)
                return True
            case Failure.PASSING if job.attempts < MOST_ATTEMPTS:
                logger().warning("tried again later", job=job.id, attempt=job.attempts, problem=str(error))
                await asyncio.to_thread(self._record.later, job, 2**job.attempts * random.uniform(0.1, 0.2))  # noqa: S311
                return True
            case Failure.GONE:
                logger().warning("Slack has no place for a reply any more", job=job.id, problem=str(error))
            case _:
                logger().error("work in Slack failed", job=job.id, problem=str(error), exc_info=error)
                await self._tell(job, self._failed(job, error))
        return False

    async def _tell(self, job: Job, telling: Awaitable[None]) -> None:
        try:
            await telling
        except Exception as another:  # noqa: BLE001 there is nobody left to tell but the operator
            logger().error("nobody could be told", job=job.id, problem=str(another))
