"""What goes wrong at OpenAI's endpoint, told in the shape and with the statuses of OpenAI's own errors."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from assistant.errors import AllyError, UsageError
from assistant.service.openai_shapes import Fault, Refusal
from assistant.validation import fault_in

_NAMES = {
    401: ("authentication_error", "invalid_api_key"),
    403: ("permission_error", None),
    429: ("rate_limit_error", "rate_limit_exceeded"),
}


class OpenAIRoute(APIRoute):
    """A route whose refusals OpenAI's clients understand."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def told(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                return _refused(400, *_first_fault(error))
            except UsageError as error:
                return _refused(400, str(error))
            except AllyError as error:
                return _refused(503, str(error))
            except HTTPException as error:
                response = _refused(error.status_code, error.detail)
                response.headers.update(error.headers or {})
                return response

        return told


def fault(status: int, message: str, param: str | None = None) -> Refusal:
    """What is wrong, named as OpenAI names it."""
    name, code = _NAMES.get(status, ("server_error" if status >= 500 else "invalid_request_error", None))
    return Refusal(error=Fault(message=message, type=name, param=param, code=code))


def _refused(status: int, message: str, param: str | None = None) -> JSONResponse:
    return JSONResponse(fault(status, message, param).model_dump(), status)


def _first_fault(error: RequestValidationError) -> tuple[str, str | None]:
    """What is wrong in one line, and the field at fault."""
    details = error.errors()[0]
    if details["type"] == "json_invalid":
        return f"The body is not valid JSON: {details['ctx']['error']}", None
    found = fault_in({**details, "loc": details["loc"][1:]})
    return f"{found.field or 'the body'}: {found.problem}", found.field or None
