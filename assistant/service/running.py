"""Starts the service on a loopback address, with the indexes held as long as it runs."""

import ipaddress
import signal
import socket
import sys

import uvicorn

from assistant.build import assistant_from, open_knowledge
from assistant.errors import UsageError
from assistant.service.app import create_app
from assistant.settings import Settings


def run(settings: Settings, host: str, port: int) -> None:
    """Serve until interrupted. Raises UsageError for an address that is not this machine's own or is taken."""
    _require_loopback(host)
    _end_well_when_stopped()
    with _bound(host, port) as listening, open_knowledge(settings) as knowledge:
        knowledge.hold.describe(_url(host, port))
        app = create_app(assistant_from(knowledge, settings))
        config = uvicorn.Config(app, log_level="info", access_log=False)
        uvicorn.Server(config).run(sockets=[listening])


def _end_well_when_stopped() -> None:
    """Have a stop by signal close everything and exit with 0, also before the server has taken signals over.

    The server finishes its requests first, then raises the signal again.
    """
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, lambda *_: sys.exit(0))


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _require_loopback(host: str) -> None:
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise UsageError(f"--host {host}: not an address of this machine alone; use 127.0.0.1 or localhost")


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise UsageError(f"{_url(host, port)}: {error.strerror}; choose another with --port") from error
    return listening
