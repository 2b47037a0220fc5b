"""Starts the service on an address, with the indexes held as long as it runs."""

import asyncio
import ipaddress
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from assistant.build import Knowledge, assistant_from, open_knowledge
from assistant.conversations.keeping import Conversations
from assistant.conversing import Conversing
from assistant.errors import UsageError
from assistant.knowledge.catalog import FILE_NAME, Catalog
from assistant.service.app import Lifespan, create_app
from assistant.service.gate import Gate
from assistant.service.keys import Keys
from assistant.service.loading import Loading
from assistant.service.logs import log_as_json
from assistant.service.services import Services
from assistant.service.watching import watch
from assistant.settings import Settings
from assistant.types import Filters, Viewer

MOST_CONNECTIONS = 1000
IDLE_SECONDS = 75  # longer than clients and proxies keep a connection: else one is closed under a request on its way


def run(settings: Settings, host: str, port: int, watched: Path | None) -> None:
    """Serve until interrupted. Raises UsageError for an address that is taken, or open to others without a key."""
    if not host:
        raise UsageError("--host '': name the address to listen on, such as 127.0.0.1")
    log_as_json()
    # Whoever names hosts has a proxy pass on what others ask.
    is_loopback = _is_loopback(host) and not settings.hosts
    if not is_loopback:
        _require_key(settings, host)
    if watched is not None:
        _prepare(settings, watched)
    _end_well_when_stopped()
    with _bound(host, port) as listening, open_knowledge(settings) as knowledge:
        knowledge.hold.describe(_url(host, port))
        services = services_over(knowledge, settings, watched, is_loopback)
        app = create_app(services, _at_work(services, watched))
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_keep_alive=IDLE_SECONDS,
        )
        _Server(config, app.state.gate, services.loading, _url(host, port)).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Says when it listens; to stop, it ends what may have hours to go before it waits for its answers to end."""

    def __init__(self, config: uvicorn.Config, gate: Gate, loading: Loading, address: str) -> None:
        super().__init__(config)
        self._gate = gate
        self._loading = loading
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(f"Ally answers at {self._address}", flush=True)  # noqa: T201 for the person who started it

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._gate.close()
        await self._loading.stop()
        await super().shutdown(sockets)


def services_over(
    knowledge: Knowledge, settings: Settings, watched: Path | None = None, is_loopback: bool = True
) -> Services:
    """The parts of the service, put together over what is known."""
    assistant, conversations = assistant_from(knowledge, settings), Conversations(knowledge.catalog)
    return Services(
        assistant=assistant,
        conversing=Conversing(assistant, conversations),
        conversations=conversations,
        catalog=knowledge.catalog,
        loading=Loading(knowledge, settings),
        settings=settings,
        folders=(*settings.folders, *([watched] if watched else [])),
        is_loopback=is_loopback,
    )


def _at_work(services: Services, watched: Path | None) -> Lifespan:
    @asynccontextmanager
    async def at_work(_: FastAPI) -> AsyncIterator[None]:
        """What goes on beside the answers: the models are read, and a folder is watched."""
        # As many threads as cores: more of them only wait for each other, and each answer takes longer.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(max(2, os.cpu_count() or 1)))
        tasks = [asyncio.create_task(_warm_up(services))]
        if watched is not None:
            tasks.append(asyncio.create_task(watch(watched, services.loading)))
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    return at_work


async def _warm_up(services: Services) -> None:
    """Have the models read and the names gathered before the first question needs them."""
    await services.assistant.search("warming up", Viewer(), Filters(), 1)


def _require_key(settings: Settings, host: str) -> None:
    """Raises UsageError where others can reach the service and there is no key to ask them for."""
    if (settings.data / FILE_NAME).exists():
        with closing(Catalog(settings.data)) as catalog:
            if not all(key.revoked for key in Keys(catalog).all()):
                return
    named = f"hosts = {', '.join(settings.hosts)}" if _is_loopback(host) else f"--host {host}"
    raise UsageError(
        f"{named}: other machines can reach it, and there is no key to ask them for; "
        "make one with: ally keys create NAME --all"
    )


def _prepare(settings: Settings, watched: Path) -> None:
    """See to it that there is a catalog for what is watched."""
    if not watched.is_dir():
        raise UsageError(f"--watch {watched}: no such folder; check the path")
    if not (settings.data / FILE_NAME).exists():
        Catalog(settings.data).close()


def _end_well_when_stopped() -> None:
    """Have a stop by signal close everything and exit with 0, also before the server has taken signals over.

    The server finishes its requests first, then raises the signal again.
    """
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, lambda *_: sys.exit(0))


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _is_loopback(host: str) -> bool:
    """Whether this machine alone can reach the address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise UsageError(f"{_url(host, port)}: {error.strerror}; choose another with --host or --port") from error
    return listening
