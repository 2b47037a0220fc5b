"""Ally over a few sources, answering with a scripted model."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.build import Knowledge, assistant_from, ingest, open_knowledge
from assistant.settings import Settings, load_settings
from tests.conftest import write
from tests.models.behaviours import SOURCES
from tests.models.server import ChatServer, Script, serving


@dataclass(frozen=True)
class Known:
    """What is known, and the settings that it was loaded under."""

    knowledge: Knowledge
    settings: Settings


@dataclass(frozen=True)
class Scripted:
    """An assistant, and the server of its model."""

    assistant: Assistant
    server: ChatServer


Answering = Callable[..., AbstractAsyncContextManager[Scripted]]


@pytest.fixture(scope="package")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Known]:
    folder = tmp_path_factory.mktemp("models")
    write(folder / "files", SOURCES)
    settings = load_settings(data=folder / "data", rerank=False)
    ingest(settings, folder / "files", lambda *_: None, lambda _: None)
    with open_knowledge(settings) as knowledge:
        yield Known(knowledge, settings)


@pytest.fixture
def answering(known: Known) -> Answering:
    """An assistant whose model replies by a script, with further settings by name."""

    @asynccontextmanager
    async def with_model(script: Script, **settings: Any) -> AsyncIterator[Scripted]:
        async with serving(script) as server:
            chosen = {"model": "openai:scripted", "model_url": server.url, **settings}
            yield Scripted(assistant_from(known.knowledge, known.settings.model_copy(update=chosen)), server)

    return with_model
