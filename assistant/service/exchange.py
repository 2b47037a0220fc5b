"""What holds for every exchange: a request id, headers that keep browsers safe, a count, and a host that is ours."""

import asyncio
import time
import uuid
from collections.abc import Mapping, Sequence

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.service.logs import logger
from assistant.service.metrics import Metrics
from assistant.service.problems import problem

BODY_SECONDS = 120  # for a file of the largest size over a slow line

_READING = ("GET", "HEAD", "OPTIONS")

SAFE = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Exchanges:
    """Gives each request an id, which its log lines and its answer carry, and counts and logs it."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id, status, has_begun, started = uuid.uuid4().hex, 500, False, time.perf_counter()
        scope.setdefault("state", {})["request_id"] = request_id

        async def send_marked(message: Message) -> None:
            nonlocal status, has_begun
            if message["type"] == "http.response.start":
                status, has_begun = message["status"], True
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = request_id
                for name, value in SAFE.items():
                    headers.setdefault(name, value)
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, send_marked)
            except Exception:
                # The outermost edge: the trace is the operator's, and whoever asked is told where it is.
                logger().exception("unforeseen")
                if has_begun:
                    raise
                told = problem(f"Something unforeseen went wrong; the log has it under {request_id}", 500)
                await told(scope, receive, send_marked)
            finally:
                self._count(scope, status, time.perf_counter() - started)

    def _count(self, scope: Scope, status: int, seconds: float) -> None:
        # The route's pattern and no path, so that nothing that was asked for becomes a label.
        route = getattr(scope.get("route"), "path", "none")
        method = scope["method"] if route != "none" else "none"
        self._metrics.requests.labels(method, route, status).inc()
        self._metrics.seconds.labels(route).observe(seconds)
        owner = scope["state"].get("owner", "nobody known")
        logger().info("request", method=method, route=route, status=status, owner=owner, seconds=round(seconds, 4))


class Bounded:
    """Reads no more of a request's body than its route takes, and for no longer than a body may take.

    `routes` has the bytes by path, `others` is for the rest.
    """

    def __init__(self, app: ASGIApp, routes: Mapping[str, int], others: int) -> None:
        self._app = app
        self._routes = routes
        self._others = others

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = _Body(receive, self._routes.get(scope["path"], self._others))
        declared = Headers(scope=scope).get("content-length", "")
        body.count(int(declared) if declared.isdecimal() else 0)
        await self._app(scope, body.receive, send)


class _Body:
    """What comes in for one request, up to so many bytes."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._most = most
        self._read = 0
        self._is_too_large = False
        self._is_whole = False
        self._until = asyncio.get_running_loop().time() + BODY_SECONDS

    def count(self, size: int) -> None:
        self._is_too_large = self._is_too_large or size > self._most

    async def receive(self) -> Message:
        """The next part. Raises HTTPException 408 or 413."""
        if not self._is_too_large:
            message = await self._next()
            self._read += len(message.get("body", b""))
            self.count(self._read)
        if self._is_too_large:
            raise HTTPException(413, f"The body is over {self._most:,} bytes; send less at once")
        return message

    async def _next(self) -> Message:
        if self._is_whole:  # what may still come is that the client hangs up
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError:
            raise HTTPException(408, f"The body took longer than {BODY_SECONDS} s; send it again") from None
        self._is_whole = not message.get("more_body", False)
        return message


class OurHost:
    """Refuses requests for another host's name: a web page elsewhere may have its name point at this machine."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "http" and _host(scope) not in self._hosts:
            refusal = problem("Not a host that this service answers for; add it to the setting 'hosts'", 421)
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)


class OurPages:
    """Refuses what a page of another origin sends without a key, as a browser lets it send a form.

    `origins` are those that the settings let in. What such a page only reads, its browser keeps from it.
    """

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        self._app = app
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "http" and scope["method"] not in _READING and self._is_foreign(Headers(scope=scope)):
            refusal = problem("Sent by a page of another origin; add that to the setting 'cors'", 403)
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_foreign(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        if origin is None or origin in self._origins or "authorization" in headers:
            return False
        return origin.partition("://")[2].lower() != headers.get("host", "").lower()


def _host(scope: Scope) -> str:
    """The name in the Host header, without the port."""
    named = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    bare = named.rpartition(":")[0] if named.rpartition(":")[2].isdecimal() else named
    return bare.lower().strip("[]")
