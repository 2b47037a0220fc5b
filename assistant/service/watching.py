"""Keeps what is known in step with a folder for as long as the service runs."""

from pathlib import Path

from watchfiles import awatch

from assistant.errors import AllyError
from assistant.service.loading import Loading, LoadingStopped
from assistant.service.logs import logger

LOOK_AGAIN_SECONDS = 300  # some file systems tell nobody what changes in them


async def watch(folder: Path, loading: Loading) -> None:
    """Load the folder now and whenever something in it changes, until the service stops."""
    try:
        await _load(folder, loading)
        async for _ in awatch(folder, rust_timeout=LOOK_AGAIN_SECONDS * 1000, yield_on_timeout=True):
            await _load(folder, loading)
    except LoadingStopped:
        return


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
