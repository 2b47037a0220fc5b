"""A real `ally serve` on a loopback port of its own."""

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.surfaces.terminals import Terminal

ATTEMPTS = 200


@contextmanager
def serving(terminal: Terminal, *words: str, **variables: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A service that is ready, and its address; what it logs goes to `log_of` the terminal."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    # Into a file: a pipe that nobody reads fills up, and then the service waits.
    with log_of(terminal).open("w") as log:
        process = subprocess.Popen(
            [str(terminal.command), "serve", "--port", port, *words],
            cwd=terminal.folder,
            env={**terminal.environment, **variables},
            stdout=subprocess.DEVNULL,
            stderr=log,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _await_ready(process, address, terminal)
        yield process, address
    finally:
        process.kill()
        process.wait()


def log_of(terminal: Terminal) -> Path:
    """What the service of a terminal has logged."""
    return terminal.folder / "service.log"


def _await_ready(process: subprocess.Popen[bytes], address: str, terminal: Terminal) -> None:
    # Each attempt that finds nobody listening waits for the process to end in vain, a tenth of a second.
    for _ in range(ATTEMPTS):
        try:
            assert httpx.get(f"{address}/readyz").json() == {"status": "ready"}
        except httpx.TransportError:
            try:
                process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
            break
        else:
            return
    pytest.fail(f"the service did not become ready: {log_of(terminal).read_text()}")
