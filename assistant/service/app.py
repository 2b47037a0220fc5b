"""The HTTP routes: ask, search, and whether the service is ready."""

from typing import Annotated, Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.assistant import Assistant
from assistant.errors import AllyError, UsageError
from assistant.types import Answer, Filters, Hit, Turn, Viewer
from assistant.validation import fault_in


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


class Problem(BaseModel):
    """Why there is no answer, in one line."""

    detail: str


REFUSALS: dict[int | str, dict[str, Any]] = {422: {"model": Problem}, 503: {"model": Problem}}


def create_app(assistant: Assistant) -> FastAPI:
    """The service over one assistant. Whoever reaches it sees everything, so it is bound to loopback."""
    app = FastAPI(
        title="Ally",
        description="Answers about alliances, every sentence with a checked quote.",
        # The pages that FastAPI makes of the schema fetch their scripts from the network.
        docs_url=None,
        redoc_url=None,
    )

    @app.post("/v1/ask", responses=REFUSALS)
    async def ask(asked: Ask) -> Answer:
        return await assistant.ask(asked.question, Viewer(), asked.filters, asked.history)

    @app.post("/v1/search", responses=REFUSALS)
    async def search(wanted: SearchFor) -> Hits:
        return Hits(hits=await assistant.search(wanted.query, Viewer(), wanted.filters, wanted.k))

    @app.get("/readyz")
    async def ready() -> Ready:
        return Ready()

    @app.exception_handler(AllyError)
    async def in_one_line(_: Request, error: AllyError) -> JSONResponse:
        return _problem(str(error), 422 if isinstance(error, UsageError) else 503)

    @app.exception_handler(RequestValidationError)
    async def in_one_line_too(_: Request, error: RequestValidationError) -> JSONResponse:
        return _problem(_first_fault(error), 422)

    return app


def _problem(detail: str, status: int) -> JSONResponse:
    return JSONResponse(Problem(detail=detail).model_dump(), status_code=status)


def _first_fault(error: RequestValidationError) -> str:
    details = error.errors()[0]
    if details["type"] == "json_invalid":
        return f"The body is not valid JSON: {details['ctx']['error']}"
    fault = fault_in({**details, "loc": details["loc"][1:]})
    return f"{fault.field or 'the body'}: {fault.problem}"
