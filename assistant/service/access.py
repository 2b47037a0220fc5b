"""Who calls, and what they may see and do: anyone on loopback as long as there are no keys, else whoever shows one."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request, Response, Security
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.concurrency import run_in_threadpool

from assistant.service.keys import Key, Keys, Role
from assistant.service.problems import documented
from assistant.service.rates import Rates
from assistant.service.services import Services
from assistant.types import Viewer

_SCHEME = HTTPBearer(
    auto_error=False, description="A key from `ally keys create`. On loopback none is needed at first."
)


@dataclass(frozen=True)
class Caller:
    """Who called: `owner` is what conversations belong to, "local" or "key:<id>"."""

    owner: str
    viewer: Viewer
    role: Role


LOCAL = Caller("local", Viewer(), "manage")

REFUSED: dict[int | str, dict[str, Any]] = documented(401, 429)
REFUSED_TO_MANAGE = REFUSED | documented(403)


async def caller(
    request: Request, _documented: Annotated[HTTPAuthorizationCredentials | None, Security(_SCHEME)] = None
) -> Caller:
    """The caller, counted against its rate. Raises HTTPException 401 or 429, each in one line."""
    known: Caller | None = getattr(request.state, "caller", None)
    return known or await _recognised(request)


async def _recognised(request: Request) -> Caller:
    services: Services = request.app.state.services
    keys: Keys = request.app.state.keys
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    key = await run_in_threadpool(keys.of, secret.strip()) if scheme.lower() == "bearer" else None
    if key is None:
        if services.is_loopback and not await run_in_threadpool(keys.any):
            request.state.owner = LOCAL.owner
            return LOCAL
        raise _unknown(secret)
    request.state.owner = f"key:{key.id}"  # for the log, also where the rate or the role refuses it
    _within_rate(request.app.state.rates, key)
    return Caller(request.state.owner, key.viewer, key.role)


async def manager(caller: Annotated[Caller, Depends(caller)]) -> Caller:
    """A caller that may change what is known. Raises HTTPException 403."""
    if caller.role != "manage":
        raise HTTPException(403, "This key may ask and not manage; use one made with: ally keys create --role manage")
    return caller


class ManagerFirst(APIRoute):
    """A route that knows its caller for a manager before it reads the body, which FastAPI reads before anything."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's handler, behind the key."""
        handle = super().get_route_handler()

        async def handle_managers(request: Request) -> Response:
            request.state.caller = await manager(await _recognised(request))
            return await handle(request)

        return handle_managers


def must_see_everything(caller: Caller, purpose: str) -> None:
    """Raises HTTPException 403 for a caller to whom something is not to be seen."""
    if caller.viewer.parties is not None:
        raise HTTPException(403, f"This key does not see everything, as {purpose} needs; use one made with --all")


def _unknown(secret: str) -> HTTPException:
    problem = "The key is not known or was revoked" if secret else "A key is needed"
    how = "send one that 'ally keys create' made, as Authorization: Bearer KEY"
    return HTTPException(401, f"{problem}; {how}", headers={"WWW-Authenticate": "Bearer"})


def _within_rate(rates: Rates, key: Key) -> None:
    owner = f"key:{key.id}"
    if seconds := rates.wait(owner, key.rate):
        raise HTTPException(
            429,
            f"More than {key.rate} for the key {key.name!r}; try again in {seconds} s",
            headers={"Retry-After": str(seconds)},
        )


Called = Annotated[Caller, Depends(caller)]
Manages = Annotated[Caller, Depends(manager)]
