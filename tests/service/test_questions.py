"""What becomes of a question whichever way it came in: it ends in time, and is counted and logged however it ends."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from pathlib import Path

import pytest
from starlette.requests import Request

from assistant.service.access import LOCAL
from assistant.service.questions import on_record
from assistant.types import Event, Found
from tests.service.conftest import Service

ASKED = "Who chairs the launch committee?"


async def never_ending() -> AsyncGenerator[Event]:
    yield Found(passages=[])
    await asyncio.Event().wait()


async def test_an_answer_that_takes_too_long_has_failed(data: Path, opened: Callable[..., Service]) -> None:
    service = opened(data, answer_seconds=1)
    request = Request({"type": "http", "app": service.app})
    events = [event async for event in on_record(request, LOCAL, ASKED, never_ending())]
    assert [event.name for event in events] == ["found", "error"]
    assert events[1].answer.text.startswith("There was no answer within 1 s")  # type: ignore[union-attr]
    assert 'ally_answers_total{status="failed"} 1.0' in service.client.get("/metrics").text


async def test_an_answer_that_nobody_waits_for_is_counted_as_stopped(service: Service) -> None:
    request = Request({"type": "http", "app": service.app})
    async with aclosing(on_record(request, LOCAL, ASKED, never_ending())) as events:
        await anext(events)
    assert 'ally_answers_total{status="stopped"} 1.0' in service.client.get("/metrics").text


@pytest.mark.parametrize("stream", [False, True])
def test_a_question_is_counted_by_how_it_ended_and_by_its_route(service: Service, stream: bool) -> None:
    service.client.post("/v1/ask", json={"question": "How often does the launch committee meet?", "stream": stream})
    figures = service.client.get("/metrics").text
    assert 'ally_answers_total{status="answered"} 1.0' in figures
    assert 'ally_requests_total{method="POST",route="/v1/ask",status="200"} 1.0' in figures
    assert "ally_requests_running 0.0" in figures
