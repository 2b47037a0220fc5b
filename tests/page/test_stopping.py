"""An answer that ends early: Stop reaches the language model too, and what was written is kept."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.models import server as models
from tests.models.behaviours import COMMITTEE, QUESTION, SOURCES, never_ends
from tests.page.conftest import Open
from tests.service.conftest import informed
from tests.surfaces import serving as pages
from tests.surfaces.terminals import Terminal

SECONDS = 30


class Model:
    """A model that writes a sentence and then nothing more; `left` is set when whoever asked has hung up."""

    def __init__(self) -> None:
        self.left = threading.Event()

    async def script(self, reply: models.Reply) -> None:
        try:
            await never_ends(reply)
        finally:
            self.left.set()


@contextmanager
def in_a_thread(model: Model) -> Iterator[models.ChatServer]:
    """The model's server, in a thread: the browser has this one."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    context = models.serving(model.script)
    try:
        yield asyncio.run_coroutine_threadsafe(context.__aenter__(), loop).result(SECONDS)
        asyncio.run_coroutine_threadsafe(context.__aexit__(None, None, None), loop).result(SECONDS)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(SECONDS)
        loop.close()


@pytest.fixture
def known(tmp_path: Path) -> Terminal:
    informed(tmp_path / "data", tmp_path / "documents", SOURCES)
    return Terminal(tmp_path, tmp_path / "data")


def test_what_was_written_stays_when_the_answer_is_stopped_or_the_service_ends(visit: Open, known: Terminal) -> None:
    model = Model()
    with in_a_thread(model) as server:
        scripted = {"ALLY_MODEL": "openai:scripted", "ALLY_MODEL_URL": server.url, "OPENAI_API_KEY": "none"}
        with pages.serving(known, ALLY_RERANK="false", **scripted) as (service, address):
            page = visit(address)
            page.fill("#question", QUESTION)
            page.keyboard.press("Enter")
            expect(page.locator(".answer")).to_contain_text(COMMITTEE)
            page.get_by_role("button", name="Stop").click()
            expect(page.locator(".turn .note")).to_have_text("Stopped. What was written so far is kept.")
            assert model.left.wait(SECONDS)
            page.locator("#past [aria-current]").wait_for()
            page.reload()
            expect(page.locator(".answer")).to_contain_text(COMMITTEE)
            expect(page.locator(".foot")).to_contain_text("This answer was not finished.")
            page.fill("#question", QUESTION)
            page.keyboard.press("Enter")
            expect(page.locator(".answer").last).to_contain_text(COMMITTEE)
            service.kill()
            expect(page.locator(".problem")).to_have_text("The connection broke off. Ask again.")
            expect(page.locator(".answer").last).to_contain_text(COMMITTEE)
