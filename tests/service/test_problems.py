"""What goes wrong has a code that stays when its words change, so that a program can say it in words of its own."""

from typing import get_args

import pytest

from assistant.service.problems import Code
from tests.service.conftest import Service

FOREIGN = {"Origin": "http://elsewhere.example"}


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "code"),
    [
        ("GET", "/nowhere", {}, 404, "not_there"),
        ("GET", "/v1/sources/none", {}, 404, "not_there"),
        ("GET", "/v1/conversations/none", {}, 404, "not_there"),
        ("PUT", "/v1/ask", {}, 405, "not_possible"),
        ("POST", "/v1/ask", {"content": b"{"}, 422, "invalid"),
        ("POST", "/v1/ask", {"json": {"question": ""}}, 422, "invalid"),
        ("POST", "/v1/ask", {"json": {"question": "x" * 1_100_000}}, 413, "too_large"),
        ("POST", "/v1/ask", {"json": {"question": "x"}, "headers": FOREIGN}, 403, "not_allowed"),
        ("GET", "/v1/sources", {"headers": {"Host": "elsewhere.example"}}, 421, "other_host"),
        ("GET", "/v1/sources", {"headers": {"Authorization": "Bearer none"}}, 401, "key_needed"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_each_problem_has_its_code(
    service: Service, method: str, path: str, sent: dict[str, object], status: int, code: str
) -> None:
    if code == "key_needed":
        service.key()
    reply = service.client.request(method, path, **sent)  # type: ignore[arg-type]
    assert (reply.status_code, reply.json()["code"]) == (status, code)


def test_what_a_key_may_not_do_and_not_so_often(service: Service) -> None:
    header = service.key(rate="1/hour")
    assert service.client.get("/v1/doctor", headers=header).json()["code"] == "not_allowed"
    assert service.client.get("/v1/doctor", headers=header).json()["code"] == "too_often"


def test_the_codes_are_these() -> None:
    assert " ".join(get_args(Code)) == (
        "unreadable key_needed not_allowed not_there not_possible too_slow too_large other_host invalid too_often "
        "unforeseen busy unavailable"
    )
