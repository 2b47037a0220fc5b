"""Who is asked a suite's questions: the assistant in this process, over the suite's corpus, or a running service."""

import hashlib
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import httpx
from httpx_sse import EventSource
from pydantic import ValidationError

from assistant.assistant import Assistant
from assistant.build import assistant_from, ingest, open_knowledge
from assistant.cli.options import viewer_from
from assistant.cli.progress import shown
from assistant.cli.remote import KEY, TIMEOUT, ServiceError
from assistant.errors import UsageError
from assistant.knowledge.chunking import RECIPE
from assistant.service.problems import Problem
from assistant.settings import Settings
from assistant.types import Answer, Finished, Found, Hit, Turn, Viewer
from eval.cases import Case

CACHE = "suites"  # below the data folder: what suites' corpora became, each in a data folder of its own


@dataclass(frozen=True)
class Asked:
    """An answer, and the passages that it could be written from, best first."""

    answer: Answer
    found: Sequence[Hit]


class Answerer(Protocol):
    async def __call__(self, case: Case) -> Asked:
        """Ask the case's question as its viewer, after its history. Raises AllyError."""
        ...


class AssistantAnswerer:
    """The assistant in this process."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    async def __call__(self, case: Case) -> Asked:
        found: Sequence[Hit] = ()
        history = [Turn(question=turn.question, answer=turn.answer) for turn in case.history]
        async for event in self._assistant.stream(case.question, viewer_of(case), history=history):
            if isinstance(event, Found):
                found = event.passages
            if isinstance(event, Finished):
                answer = event.answer
        return Asked(answer, found)


class ServiceAnswerer:
    """A running service, asked with the key in ALLY_KEY; what it shows is what the key may see."""

    def __init__(self, url: str, client: httpx.AsyncClient) -> None:
        self._url = url
        self._client = client

    async def __call__(self, case: Case) -> Asked:
        history = [{"question": turn.question, "answer": turn.answer} for turn in case.history]
        sent = {"question": case.question, "history": history, "stream": True}
        found: Sequence[Hit] = ()
        try:
            async with self._client.stream("POST", "/v1/ask", json=sent) as reply:
                if not reply.is_success:
                    raise ServiceError(f"{self._url}: {_reason(await reply.aread(), reply)}")
                async for event in EventSource(reply).aiter_sse():
                    if event.event == Found.name:
                        found = Found.model_validate_json(event.data).passages
                    elif event.event in ("done", "error"):
                        return Asked(Finished.model_validate_json(event.data).answer, found)
        except (httpx.TransportError, ValidationError) as error:
            raise ServiceError(f"{self._url}: no answer that can be read ({error}); see the service's log") from error
        raise ServiceError(f"{self._url}: it ended before the answer was whole; ask again")


def viewer_of(case: Case) -> Viewer:
    """Who asks. Raises UsageError for what cannot be an audience."""
    return viewer_from(list(case.viewer) if case.viewer is not None else None)


@contextmanager
def over_corpus(folders: Sequence[Path], digest: str, settings: Settings) -> Iterator[AssistantAnswerer]:
    """The assistant over the folders, ingested where that has not been done before.

    Raises UsageError for a file that cannot be loaded, and AllyError.
    """
    # Whatever the rankings depend on: indexes that were brought up to date rank other than those that were made anew.
    parts = (digest, settings.embedding, RECIPE, *map(str, folders))
    key = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
    own = settings.model_copy(update={"data": settings.data / CACHE / key})
    for folder in folders:
        with shown() as bars:
            report = ingest(own, folder, bars.files, bars.indexed)
        for path, reason in report.failed.items():
            raise UsageError(f"{folder / path}: {reason}")
    with open_knowledge(own) as knowledge:
        yield AssistantAnswerer(assistant_from(knowledge, own))


@asynccontextmanager
async def at_service(url: str) -> AsyncIterator[ServiceAnswerer]:
    """The service at an address."""
    key = os.environ.get(KEY, "").strip()
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    async with httpx.AsyncClient(base_url=url.rstrip("/"), headers=headers, timeout=TIMEOUT) as client:
        yield ServiceAnswerer(url, client)


def _reason(body: bytes, reply: httpx.Response) -> str:
    try:
        return " ".join(Problem.model_validate_json(body).detail.split())
    except ValidationError:
        return f"answers {reply.status_code} {reply.reason_phrase}, and does not say why"
