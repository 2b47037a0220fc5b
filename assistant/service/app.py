"""The app: the routes, and what holds for all of them."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from importlib.metadata import entry_points, version

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from assistant.service import (
    asking,
    conversing,
    health,
    ingesting,
    mcp,
    openai,
    page,
    scraping,
    sharing,
    sources,
    starters,
    upkeep,
    uploading,
)
from assistant.service.exchange import Bounded, Exchanges, OurHost, OurPages
from assistant.service.gate import Gate
from assistant.service.keys import Keys
from assistant.service.problems import tell_problems
from assistant.service.rates import Rates
from assistant.service.services import Services
from assistant.service.starters import FirstQuestions
from assistant.service.uploads import Uploads

_ABOUT = """\
Answers about strategic alliances. Every sentence carries a quote, word for word, from a named place in a source.

Whatever is not for a caller is not searched, counted, named or hinted at. Errors are one line and a code:
`{"detail": "…", "code": "…"}`.
"""
_MOST_BYTES = 1_000_000  # of a request's body
_FORM_BYTES = 10_000  # of an upload's, beside the file
_ROUTES = (
    *(asking, starters, sources, uploading, ingesting, conversing, sharing),
    *(openai, mcp, page, upkeep, health, scraping),
)
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def create_app(services: Services, lifespan: Lifespan | None = None) -> FastAPI:
    """The service over its parts; routes of ways in above the core come from the entry points `ally.routes`.

    `lifespan` is entered while the app runs.
    """
    settings = services.settings
    app = FastAPI(
        title="Ally",
        description=_ABOUT,
        version=version("ally"),
        # The pages that FastAPI makes of the schema fetch their scripts from the network.
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    gate = Gate(settings.at_once, settings.waiting)
    app.state.services = services
    app.state.gate = gate
    services.metrics.watch(gate)
    app.state.metrics = services.metrics
    app.state.rates = Rates()
    app.state.keys = Keys(services.catalog)
    app.state.first_questions = FirstQuestions(services.catalog)
    app.state.uploads = Uploads(services.catalog, services.loading, settings)
    tell_problems(app)
    for each in _ROUTES:
        app.include_router(each.router)
    for plugin in entry_points(group="ally.routes"):
        app.include_router(plugin.load()(services))
    _surround(app, services)
    return app


def _surround(app: FastAPI, services: Services) -> None:
    """What every request passes through; the last that is added comes first."""
    settings = services.settings
    uploads = {uploading.PATH: settings.max_file_mb * 1_000_000 + _FORM_BYTES}
    app.add_middleware(Bounded, routes=uploads, others=_MOST_BYTES)
    if settings.cors:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors,
            allow_methods=["GET", "POST", "PATCH", "DELETE"],
            allow_headers=["Authorization", "Content-Type"],
            expose_headers=["Retry-After", "X-Request-ID"],
        )
    app.add_middleware(OurPages, origins=settings.cors)
    if services.is_loopback or settings.hosts:
        app.add_middleware(OurHost, hosts=[*settings.hosts, *_LOOPBACK])
    app.add_middleware(Exchanges, metrics=services.metrics)
