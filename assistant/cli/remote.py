"""A running service as the commands ask it with `--url`: what `Here` does, and each way it may fail in one line."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx
from httpx_sse import EventSource
from pydantic import TypeAdapter, ValidationError

from assistant.cli.progress import Bars
from assistant.errors import AllyError, UsageError
from assistant.knowledge.doctor import Diagnosis
from assistant.knowledge.stored import StoredDocument
from assistant.knowledge.sync import SyncReport
from assistant.service.asking import Hits
from assistant.service.ingesting import Forgotten
from assistant.service.problems import Problem
from assistant.service.sources import MOST_AT_ONCE, Source, Sources, SourceText
from assistant.service.steps import Indexed, Loaded, Reported
from assistant.types import Answer, Filters, Hit
from loaders.document import Facets

KEY = "ALLY_KEY"
TIMEOUT = httpx.Timeout(600, connect=10)  # seconds for a service to answer, or to say how far it is

Shape = TypeVar("Shape")


class ServiceError(AllyError):
    """The service could not be reached, or would not."""


class Remote:
    """A service by its address, as the key in ALLY_KEY lets see it."""

    def __init__(self, url: str) -> None:
        """Raises UsageError for what is no address, or no key."""
        self._url = url.rstrip("/")
        try:
            named = httpx.URL(url)
            is_address = named.scheme in ("http", "https") and bool(named.host) and not named.userinfo
        except httpx.InvalidURL:
            is_address = False
        if not is_address:
            raise UsageError(f"--url {url!r}: not the address of a service, such as http://127.0.0.1:8321")

    def ask(self, question: str, filters: Filters) -> Answer:
        return self._asked(Answer, "POST", "/v1/ask", json={"question": question, "filters": _given(filters)})

    def search(self, query: str, filters: Filters, k: int) -> Sequence[Hit]:
        wanted = {"query": query, "k": k, "filters": _given(filters)}
        return self._asked(Hits, "POST", "/v1/search", json=wanted).hits

    def documents(self, filters: Filters) -> Sequence[StoredDocument]:
        """The documents that the key may see, by source. What folder of the service they are in, it does not say."""
        found: list[Source] = []
        while True:
            page = {**_given(filters), "limit": MOST_AT_ONCE, "offset": len(found)}
            listed = self._asked(Sources, "GET", "/v1/sources", params=page)
            found += listed.sources
            if not listed.sources or len(found) >= listed.total:
                return [_stored(each) for each in found]

    def text(self, document: StoredDocument) -> str:
        """The document's slice of its source's canonical text."""
        return self._asked(SourceText, "GET", f"/v1/sources/{document.id}").text

    def ingest(self, folder: Path, bars: Bars) -> SyncReport:
        """Have the service load a folder that its settings name."""
        return self._done(SyncReport, bars, "/v1/ingest", json={"folder": str(folder)})

    def forget(self, folder: Path) -> int:
        """Have the service drop everything that came from a folder; how many sources that were."""
        return self._asked(Forgotten, "POST", "/v1/forget", json={"folder": str(folder)}).removed

    def reindex(self, bars: Bars) -> str:
        """Have the service index everything anew; the name of the model that it is embedded with."""
        return self._done(dict[str, str], bars, "/v1/reindex")["embedding"]

    def diagnosis(self) -> Diagnosis:
        """The service's catalog and indexes compared."""
        return self._asked(Diagnosis, "GET", "/v1/doctor")

    def _done(self, shape: type[Shape], bars: Bars, path: str, **what: Any) -> Shape:
        """What the service reports at the end of long work, whose progress is shown."""
        with self._sent("POST", path, **what) as reply:
            for event in EventSource(reply).iter_sse():
                match event.event:
                    case Loaded.name:
                        loaded = self._read(Loaded, event.data)
                        bars.files(loaded.path, loaded.done, loaded.total)
                    case Indexed.name:
                        bars.indexed(self._read(Indexed, event.data).passages)
                    case Reported.name:
                        return self._read(shape, event.data)
                    case "error":
                        raise ServiceError(f"{self._url}: {self._read(Problem, event.data).detail}")
        raise ServiceError(f"{self._url}: it ended before it was done; what was done is kept, so repeat the command")

    def _asked(self, shape: type[Shape], method: str, path: str, **what: Any) -> Shape:
        with self._sent(method, path, **what) as reply:
            return self._read(shape, reply.read())

    def _read(self, shape: type[Shape], data: str | bytes) -> Shape:
        try:
            return TypeAdapter(shape).validate_json(data)
        except ValidationError as error:
            raise ServiceError(
                f"{self._url}: answers in a form that is not known here; have it and this Ally at one version"
            ) from error

    @contextmanager
    def _sent(self, method: str, path: str, **what: Any) -> Iterator[httpx.Response]:
        """The reply, once it is known to be one. Raises UsageError and ServiceError."""
        url = f"{self._url}{path}"
        try:
            with httpx.stream(method, url, headers=_headers(), timeout=TIMEOUT, **what) as reply:
                if not reply.is_success:
                    reply.read()
                    raise self._refusal(reply)
                yield reply
        except httpx.TimeoutException as error:
            raise ServiceError(f"{self._url}: no answer in time; try again, or look at the service's log") from error
        except httpx.ConnectError as error:
            raise ServiceError(f"{self._url}: no service answers ({error}); start one with: ally serve") from error
        except httpx.RequestError as error:
            raise ServiceError(f"{self._url}: the connection broke ({error}); try again") from error

    def _refusal(self, reply: httpx.Response) -> AllyError:
        detail = _detail(reply)
        match reply.status_code:
            case 401:
                problem = "does not know the key in ALLY_KEY" if os.environ.get(KEY) else "asks for a key"
                return ServiceError(f"{self._url}: {problem}; set ALLY_KEY to one that 'ally keys create' made there")
            case 404 | 405:
                path = reply.request.url.path
                return ServiceError(f"{self._url}: has no {path}; it is no Ally, or an older one: update it")
            case 400 | 413 | 422:
                return UsageError(detail)
            case _ if reply.has_redirect_location:
                return ServiceError(f"{self._url}: sends on to {reply.headers['location']}; name that with --url")
        return ServiceError(f"{self._url}: {detail}")


def _headers() -> dict[str, str]:
    key = os.environ.get(KEY, "").strip()
    if not (key.isascii() and key.isprintable()):
        raise UsageError(f"{KEY}: has characters that no key has; set it to one that 'ally keys create' made")
    return {"Authorization": f"Bearer {key}"} if key else {}


def _given(filters: Filters) -> dict[str, Any]:
    return filters.model_dump(mode="json", exclude_none=True)


def _detail(reply: httpx.Response) -> str:
    """Why the service would not, in its own line."""
    try:
        return " ".join(Problem.model_validate_json(reply.content).detail.split())
    except ValidationError:
        return f"answers {reply.status_code} {reply.reason_phrase}, and does not say why"


def _stored(source: Source) -> StoredDocument:
    return StoredDocument(
        id=source.id,
        source_id="",
        folder="",
        source=source.source,
        start=source.start,
        end=source.end,
        facets=Facets.model_validate(source.model_dump(include=set(Facets.model_fields))),
        passages=source.passages,
    )
