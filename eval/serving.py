"""A real `ally serve` over a data folder, for as long as it is measured."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import httpx

from assistant.errors import AllyError

LONGEST_START = 60  # seconds
LOG_TOLD = 20_000  # characters
LONGEST_ANSWER = 600  # seconds: what takes longer than it should is to be seen, not cut off


@dataclass(frozen=True)
class Served:
    """Where a service answers, its process, and the seconds it took to be ready."""

    address: str
    process: subprocess.Popen[bytes]
    ready_seconds: float

    def client(self, at_once: int) -> httpx.AsyncClient:
        """A client with so many connections."""
        limits = httpx.Limits(max_connections=at_once)
        return httpx.AsyncClient(base_url=self.address, timeout=LONGEST_ANSWER, limits=limits)

    def memory_mb(self) -> float:
        """What the process holds in memory. Linux only: elsewhere 0."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return 0.0
        return next(int(line.split()[1]) / 1000 for line in status.read_text().splitlines() if "VmRSS" in line)

    async def ingest(self, folder: Path) -> dict[str, Any]:
        """Have it load a folder; the report."""
        async with (
            self.client(1) as client,
            client.stream("POST", "/v1/ingest", json={"folder": str(folder)}) as reply,
        ):
            last = [line async for line in reply.aiter_lines() if line.startswith("data: ")][-1]
        return cast("dict[str, Any]", json.loads(last.removeprefix("data: ")))


@contextmanager
def served(data: Path, *, rerank: bool, folders: Path | None = None) -> Iterator[Served]:
    """The service, once it is ready. Raises AllyError where it does not become so."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {"ALLY_DATA": str(data), "ALLY_RERANK": str(rerank), "ALLY_FOLDERS": str(folders or "")}
    started = time.perf_counter()
    with (
        tempfile.TemporaryFile() as log,
        subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", "from assistant.cli import main; main()", "serve", "--port", str(port)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=log,
        ) as process,
    ):
        try:
            address = f"http://127.0.0.1:{port}"
            _await_ready(process, address)
            yield Served(address, process, time.perf_counter() - started)
        except Exception as error:
            log.seek(0)
            error.add_note("The service's log ends with:\n" + log.read().decode(errors="replace")[-LOG_TOLD:])
            raise
        finally:
            process.terminate()


def _await_ready(process: subprocess.Popen[bytes], address: str) -> None:
    until = time.monotonic() + LONGEST_START
    while process.poll() is None and time.monotonic() < until:
        try:
            httpx.get(f"{address}/readyz").raise_for_status()
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise AllyError(f"{address}: the service did not become ready; run 'ally serve' to see why")
