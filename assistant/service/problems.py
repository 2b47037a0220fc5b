"""What goes wrong, told in one line and by a code: `{"detail": "…", "code": "…"}` with the status that fits."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from assistant.errors import AllyError, NotKnown, UsageError
from assistant.service.logs import logger
from assistant.validation import fault_in

Code = Literal[
    "unreadable",
    "key_needed",
    "not_allowed",
    "not_there",
    "not_possible",
    "too_slow",
    "too_large",
    "other_host",
    "invalid",
    "too_often",
    "unforeseen",
    "busy",
    "unavailable",
]


class Problem(BaseModel):
    """Why there is no answer: in one line of English, and by a code for programs that have words of their own."""

    detail: str
    code: Annotated[Code | None, Field(description="stays the same when the words change")] = None


_CODES: dict[int, Code] = {
    400: "unreadable",
    401: "key_needed",
    403: "not_allowed",
    404: "not_there",
    405: "not_possible",
    408: "too_slow",
    413: "too_large",
    421: "other_host",
    422: "invalid",
    429: "too_often",
    500: "unforeseen",
    503: "busy",
}

_WHEN = {
    400: "The request cannot be read as HTTP.",
    401: "No key, or one that is not known.",
    403: "The key does not allow this.",
    404: "There is none, as far as this caller may know.",
    408: "The body took too long to come.",
    413: "The body is too large.",
    422: "The request cannot be carried out as put.",
    429: "More requests than the key allows; `Retry-After` says when to try again.",
    503: "Too busy, or the catalog or an index fails; `Retry-After` may say when to try again.",
}


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What a route says in the API's description of how it may refuse."""
    return {status: {"model": Problem, "description": _WHEN[status]} for status in statuses}


def problem(
    detail: str, status: int, headers: Mapping[str, str] | None = None, code: Code | None = None
) -> JSONResponse:
    """The answer that tells a problem; what its status says of it is its code, unless another one is given."""
    return JSONResponse(Problem(detail=detail, code=code or _CODES.get(status)).model_dump(), status, headers)


def tell_problems(app: FastAPI) -> None:
    """Have whatever goes wrong in the app told in one line."""

    @app.exception_handler(AllyError)
    async def of_ours(_: Request, error: AllyError) -> JSONResponse:
        status = _status(error)
        if status == 503:
            logger().warning("unavailable", problem=str(error))
        return problem(_told(error), status, code="unavailable" if status == 503 else None)

    @app.exception_handler(RequestValidationError)
    async def of_the_request(_: Request, error: RequestValidationError) -> JSONResponse:
        return problem(_first_fault(error), 422)

    @app.exception_handler(HTTPException)
    async def of_http(request: Request, error: HTTPException) -> JSONResponse:
        return problem(_in_words(request, error), error.status_code, error.headers)


def _status(error: AllyError) -> int:
    match error:
        case UsageError():
            return 422
        case NotKnown():
            return 404
    return 503


def _told(error: AllyError) -> str:
    if isinstance(error, NotKnown):
        return "No such conversation or answer of yours; GET /v1/conversations lists what there is"
    return str(error)


def _in_words(request: Request, error: HTTPException) -> str:
    match error.status_code, error.detail:
        case 404, "Not Found":
            return f"{request.url.path}: there is nothing here; /openapi.json describes what there is"
        case 405, _:
            return f"{request.method} {request.url.path}: not possible; /openapi.json describes what is"
        case 400, "There was an error parsing the body":
            return "The body cannot be read; check its form and its content type"
    return error.detail


def _first_fault(error: RequestValidationError) -> str:
    details = error.errors()[0]
    if details["type"] == "json_invalid":
        return f"The body is not valid JSON: {details['ctx']['error']}"
    fault = fault_in({**details, "loc": details["loc"][1:]})
    return f"{fault.field or 'the body'}: {fault.problem}"
