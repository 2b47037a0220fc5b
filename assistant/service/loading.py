"""Keeps what the service knows in step with folders while it answers.

A process of its own, at low priority, reads and embeds files and writes the catalog, which any number of processes may
do; the indexes, which this process alone has open, then learn what is new a thousand passages at a time.
"""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from assistant.build import Knowledge
from assistant.errors import AllyError, UsageError
from assistant.knowledge import recording, stored_vectors
from assistant.knowledge.doctor import Diagnosis, examine
from assistant.knowledge.reindexing import embed_missing
from assistant.service.loader import Order
from assistant.service.logs import logger
from assistant.service.steps import Indexed, Loaded, Reported, Step
from assistant.settings import Settings

AT_ONCE = 1000  # passages given to the indexes between two looks at whether to stop

_NEEDED = {"data", "embedding", "max_file_mb", "parse_seconds"}  # the settings that loading goes by

# As a worker that parses files is started: with what this process imports from, and nothing of its main module.
_START = "import sys; sys.path[:] = sys.argv[1:]; from assistant.service.loader import main; main()"

Result = TypeVar("Result")


class LoadingStopped(AllyError):
    """The service stops; what was done so far is kept."""


class LoadingGoesOn(AllyError):
    """What was asked for has to wait until nothing is being loaded."""


class Loading:
    """Loads folders into open knowledge, one after the other. What was begun goes on when its caller has gone."""

    def __init__(self, knowledge: Knowledge, settings: Settings) -> None:
        self._knowledge = knowledge
        self._settings = settings
        self._one_at_a_time = asyncio.Lock()
        self._thread = ThreadPoolExecutor(1)  # its own, so that answers do not wait for one of theirs
        self._begun: set[asyncio.Task[Any]] = set()
        self._loader: Process | None = None
        self._is_stopping = False

    async def sync(self, folder: Path) -> AsyncIterator[Step]:
        """Bring everything in step with a folder; `Reported` comes last. Raises AllyError."""
        async for step in self._steps(partial(self._sync, folder)):
            yield step

    async def reindex(self) -> AsyncIterator[Step]:
        """Index everything anew from the catalog; `Reported` comes last. Raises AllyError."""
        async for step in self._steps(self._reindex):
            yield step

    async def synced(self, folder: Path) -> dict[str, Any]:
        """The same at once: the fields of the SyncReport."""
        async for step in self.sync(folder):
            if isinstance(step, Reported):
                report = step.report
        return report

    async def forget(self, source_id: str) -> None:
        """Drop what came from one file."""
        await asyncio.shield(self._begin(self._forget(source_id)))

    async def forget_folder(self, folder: Path) -> int:
        """Drop what came from a folder; how many sources that were. Raises UsageError where nothing did."""
        return await asyncio.shield(self._begin(self._forget_folder(folder)))

    async def examined(self) -> Diagnosis:
        """Catalog and indexes compared. Raises LoadingGoesOn while something is being loaded."""
        if self._one_at_a_time.locked():
            raise LoadingGoesOn("Something is being loaded, so catalog and indexes differ; ask again when it has ended")
        async with self._one_at_a_time:
            return await self._in_thread(examine, self._knowledge.catalog, self._knowledge.indexes)

    async def stop(self) -> None:
        """End what is being loaded soon, keeping what was done; the next sync goes on from there."""
        self._is_stopping = True
        if self._loader is not None:
            with suppress(ProcessLookupError):
                self._loader.terminate()
        await asyncio.gather(*self._begun, return_exceptions=True)
        self._thread.shutdown()

    async def _steps(self, work: Callable[[Callable[[Step], None]], Coroutine[Any, Any, None]]) -> AsyncIterator[Step]:
        """The steps that work tells, which goes on when nobody listens any more."""
        steps: asyncio.Queue[Step | None] = asyncio.Queue()
        task = self._begin(work(steps.put_nowait))
        task.add_done_callback(lambda _: steps.put_nowait(None))
        while step := await steps.get():
            yield step
        await task

    def _begin(self, work: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
        if self._is_stopping:
            work.close()
            raise LoadingStopped("The service stops; nothing more is loaded")
        # A task of its own: half a change to the indexes must not be left by a caller that hangs up.
        task = asyncio.create_task(work)
        self._begun.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._begun.discard(task)
        if not task.cancelled() and (error := task.exception()) and not isinstance(error, LoadingStopped):
            logger().warning("work on what is known failed", problem=str(error))

    async def _sync(self, folder: Path, tell: Callable[[Step], None]) -> None:
        async with self._one_at_a_time:
            async for step in self._recorded(folder):
                if isinstance(step, Reported):
                    report = step
                else:
                    tell(step)
            await self._index(tell)
            tell(report)

    async def _reindex(self, tell: Callable[[Step], None]) -> None:
        tell(Indexed(0))  # so that the reply begins, however long another has to end first
        async with self._one_at_a_time:
            await self._in_thread(embed_missing, self._knowledge.catalog, self._knowledge.embedder, self._go_on)
            await self._in_thread(self._knowledge.indexes.start_over)
            await self._index(tell)
            tell(Reported({"embedding": self._settings.embedding}))

    def _go_on(self, _passages: int) -> None:
        if self._is_stopping:
            raise LoadingStopped("The service stops; what was embedded so far is kept, and the next reindexing goes on")

    async def _forget(self, source_id: str) -> None:
        # From here on nobody is answered from it, however long what is being loaded takes.
        await asyncio.to_thread(recording.remove_source, self._knowledge.catalog, source_id)
        await self._tidied()

    async def _forget_folder(self, folder: Path) -> int:
        count = await asyncio.to_thread(recording.remove_folder, self._knowledge.catalog, folder)
        await self._tidied()
        return count

    async def _tidied(self) -> None:
        """What belonged to sources that are gone goes too."""
        async with self._one_at_a_time:
            await self._in_thread(stored_vectors.drop_unused_vectors, self._knowledge.catalog)
            await self._index(lambda _: None)

    async def _recorded(self, folder: Path) -> AsyncIterator[Loaded | Reported]:
        """What the loader process says, until it has brought the catalog in step."""
        async with self._started() as loader:
            assert loader.stdin
            assert loader.stdout
            loader.stdin.write(Order(str(folder), self._settings.model_dump(mode="json", include=_NEEDED)).line())
            async for line in loader.stdout:
                said = json.loads(line)
                if "problem" in said:
                    raise (UsageError if said["of_request"] else AllyError)(said["problem"])
                yield Reported(said["report"]) if "report" in said else Loaded(**said)
                if "report" in said:
                    return
        if self._is_stopping:
            raise LoadingStopped("The service stops; what was loaded so far is kept, and the next sync goes on")
        raise AllyError(f"{folder}: the process that loads it ended without a word; try again")

    @asynccontextmanager
    async def _started(self) -> AsyncIterator[Process]:
        if self._is_stopping:
            raise LoadingStopped("The service stops; nothing more is loaded")
        loader = self._loader = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _START, *sys.path),
            stdin=PIPE,
            stdout=PIPE,
            start_new_session=True,  # so that Ctrl-C reaches the service alone
            limit=2**26,  # a report names every file
        )
        try:
            yield loader
        finally:
            self._loader = None
            with suppress(ProcessLookupError):
                loader.terminate()
            await loader.wait()

    async def _in_thread(self, work: Callable[..., Result], *arguments: Any) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)

    async def _index(self, tell: Callable[[Step], None]) -> None:
        """Bring the indexes in step with the catalog, a batch at a time."""
        while learnt := await self._in_thread(self._knowledge.indexes.learn, AT_ONCE):
            tell(Indexed(learnt))
            if self._is_stopping:
                raise LoadingStopped("The service stops; the next start goes on with what is not yet indexed")
