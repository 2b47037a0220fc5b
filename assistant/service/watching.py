"""Keeps what is known in step with a folder for as long as the service runs."""

import asyncio
from contextlib import aclosing, suppress
from pathlib import Path

from watchfiles import Change, awatch

from assistant.errors import AllyError
from assistant.service.loading import Loading, LoadingStopped
from assistant.service.logs import logger

PRESENT_SECONDS = 1  # between two looks for a folder that is gone
LOOK_AGAIN_SECONDS = 300  # some file systems tell nobody what changes in them


async def watch(folder: Path, loading: Loading) -> None:
    """Load the folder now and whenever something in it changes, until the service stops."""
    try:
        while True:
            with suppress(FileNotFoundError):
                await _in_step(folder.absolute(), loading)
            logger().warning("watch", folder=str(folder), problem="it is gone; it is watched again when it is back")
            while not folder.is_dir():
                await asyncio.sleep(PRESENT_SECONDS)
    except LoadingStopped:
        return


async def _in_step(folder: Path, loading: Loading) -> None:
    """Load the folder and what changes in it, until it is deleted, be it that another one is put in its place."""
    async with aclosing(awatch(folder, rust_timeout=LOOK_AGAIN_SECONDS * 1000, yield_on_timeout=True)) as changes:
        # The first step begins to watch, so that nothing is missed that changes while the folder is read.
        coming = asyncio.ensure_future(anext(changes))
        await asyncio.sleep(0)
        try:
            await _load(folder, loading)
            while (Change.deleted, str(folder)) not in await coming and folder.is_dir():
                coming = asyncio.ensure_future(anext(changes))
                await _load(folder, loading)
        finally:
            coming.cancel()
            await asyncio.gather(coming, return_exceptions=True)


async def _load(folder: Path, loading: Loading) -> None:
    try:
        report = await loading.synced(folder)
    except LoadingStopped:
        raise
    except AllyError as error:
        logger().warning("watch", folder=str(folder), problem=str(error))
        return
    counts = {name: len(report[name]) for name in ("added", "changed", "removed")}
    if any(counts.values()) or report["failed"]:
        logger().info("watch", folder=str(folder), **counts, failed=report["failed"])
