"""The HTTP routes: ask, search, and whether the service is ready."""

from typing import Annotated

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.assistant import Assistant
from assistant.errors import AllyError, UsageError
from assistant.types import Answer, Filters, Hit, Turn, Viewer


class Ask(BaseModel):
    """A question, the conversation before it, and what to narrow the search to."""

    model_config = ConfigDict(extra="forbid")

    question: str
    history: list[Turn] = Field(default_factory=list)
    filters: Filters = Filters()


class SearchFor(BaseModel):
    """A search for passages."""

    model_config = ConfigDict(extra="forbid")

    query: str
    k: Annotated[int, Field(ge=1, le=100)] = 8
    filters: Filters = Filters()


class Hits(BaseModel):
    """Passages, best first."""

    hits: list[Hit]


class Ready(BaseModel):
    """The service answers questions."""

    status: str = "ready"


def create_app(assistant: Assistant) -> FastAPI:
    """The service over one assistant. Whoever reaches it sees everything, so it is bound to loopback."""
    app = FastAPI(title="Ally", description="Answers about alliances, every sentence with a checked quote.")

    @app.post("/v1/ask")
    async def ask(asked: Ask) -> Answer:
        return await assistant.ask(asked.question, Viewer(), asked.filters, asked.history)

    @app.post("/v1/search")
    async def search(wanted: SearchFor) -> Hits:
        return Hits(hits=await assistant.search(wanted.query, Viewer(), wanted.filters, wanted.k))

    @app.get("/readyz")
    async def ready() -> Ready:
        return Ready()

    @app.exception_handler(AllyError)
    async def in_one_line(_: Request, error: AllyError) -> JSONResponse:
        status = 422 if isinstance(error, UsageError) else 503
        return JSONResponse({"detail": str(error)}, status_code=status)

    return app
