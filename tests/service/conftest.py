"""The service in this process, over documents of several audiences, and clients that show it a key or none."""

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
import uvicorn
from starlette.testclient import TestClient

from assistant.build import ingest, open_knowledge
from assistant.knowledge.catalog import Catalog
from assistant.service.app import create_app
from assistant.service.keys import Keys, Role
from assistant.service.running import services_over
from assistant.settings import load_settings
from tests.conftest import write

if TYPE_CHECKING:
    from tests.service.listening import Listening

HERE = "http://127.0.0.1"


class Service:
    """A service that runs, and the keys to it."""

    def __init__(self, client: TestClient, keys: Keys) -> None:
        self.client = client
        self.app = client.app
        self.keys = keys

    def key(self, *audiences: str, role: Role = "ask", rate: str = "1000/second") -> dict[str, str]:
        """The header that shows a new key, cleared for these audiences; for everything where there are none."""
        _, secret = self.keys.create("somebody", audiences or None, role, rate)
        return {"Authorization": f"Bearer {secret}"}


@contextmanager
def serviced(data: Path, *, is_loopback: bool = True, **settings: object) -> Iterator[Service]:
    """The service over a data folder, as `ally serve` puts it together."""
    made = load_settings(data=data, rerank=False, **settings)
    Catalog(data).close()
    with open_knowledge(made) as knowledge:
        services = services_over(knowledge, made, is_loopback=is_loopback)
        with TestClient(create_app(services), base_url=HERE) as client:
            yield Service(client, Keys(knowledge.catalog))


@contextmanager
def at_address(data: Path, **settings: object) -> Iterator[str]:
    """The same on a loopback port, in a thread: its address."""
    made = load_settings(data=data, rerank=False, **settings)
    with open_knowledge(made) as knowledge, socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        knowledge.hold.describe(address)
        server = uvicorn.Server(uvicorn.Config(create_app(services_over(knowledge, made)), log_config=None))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            # The port takes connections already; the first is answered when the service has started.
            assert httpx.get(f"{address}/readyz", timeout=30).json() == {"status": "ready"}
            yield address
        finally:
            server.should_exit = True
            thread.join()


def informed(data: Path, folder: Path, files: dict[str, str]) -> None:
    """Load files into a data folder."""
    write(folder, files)
    ingest(load_settings(data=data), folder, lambda *_: None, lambda _: None)


NOTES = {
    "public/talk.md": "# Launch talk\n\nThe launch committee of Heron meets twice a year.\n",
    "internal/note.md": "# Launch note\n\nThe launch budget of Heron is held by Ilse Brandvold.\n",
    "partner-acme/plan.md": "# Launch plan\n\nAcme sends three members to the launch committee.\n",
}


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that knows a document of each of three audiences. Tests only copy it."""
    made = tmp_path_factory.mktemp("known")
    informed(made / "data", made / "folder", NOTES)
    return made / "data"


@pytest.fixture(scope="session")
def listening_service(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Listening]":
    """A service over the same on a loopback port. Tests only ask it."""
    from tests.service.listening import listening  # which stands on this module

    with listening(tmp_path_factory.mktemp("listening")) as service:
        yield service


@pytest.fixture
def data(known: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own that knows a document of each of three audiences."""
    return shutil.copytree(known, tmp_path / "data")


@pytest.fixture
def service(data: Path) -> Iterator[Service]:
    """The service on loopback, with no key made yet."""
    with serviced(data) as running:
        yield running


@pytest.fixture
def opened() -> Iterator[Callable[..., Service]]:
    """Opens further services, which end with the test."""
    with ExitStack() as stack:
        yield lambda *words, **settings: stack.enter_context(serviced(*words, **settings))


@pytest.fixture
def keys(data: Path) -> Iterator[Keys]:
    """The keys of the data folder, as `ally keys` has them."""
    with closing(Catalog(data)) as catalog:
        yield Keys(catalog)
