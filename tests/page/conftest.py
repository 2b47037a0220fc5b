"""The page in a real Chromium, served by a real `ally serve` over a few documents, one of them full of mischief."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.service.conftest import informed
from tests.surfaces.serving import serving
from tests.surfaces.terminals import CORPUS, Terminal

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

FROM_THE_CORPUS = (
    "interviews/strand-2022-03-governance.md",
    "playbooks/jsc-preparation.docx",
    "playbooks/close-out-and-wind-down.pdf",
    "playbooks/faq-zh.md",
    "playbooks/launch-checklist.md",
    "reference/owners.md",
    "talks/ending-well-2025.vtt",
)
MISCHIEF = """\
---
title: Zanzibar <img src=x onerror="hacked=1"> notes
audience: internal
owner: <script>hacked=2</script>
---

# Zanzibar notes

The Zanzibar password is <script>hacked=3</script> and <img src=x onerror="hacked=4"> and
**[safe](javascript:hacked=5)**.

See ![a picture](http://elsewhere.invalid/x.png) and <iframe src="http://elsewhere.invalid/"></iframe>.
"""

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """A terminal that knows the documents. Tests only copy its data."""
    folder = tmp_path_factory.mktemp("page")
    documents = folder / "documents"
    for name in FROM_THE_CORPUS:
        (documents / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CORPUS / name, documents / name)
    informed(folder / "data", documents, {"mischief.md": MISCHIEF})
    return Terminal(folder, folder / "data")


@pytest.fixture(scope="session")
def address(furnished: Terminal, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service that anybody on this machine may ask."""
    with serving(copy_of(furnished, tmp_path_factory.mktemp("open")), ALLY_RERANK="false") as (_, address):
        yield address


def copy_of(terminal: Terminal, folder: Path) -> Terminal:
    """The terminal with a data folder of its own."""
    shutil.copytree(terminal.data, folder / "data")
    return Terminal(folder, folder / "data")


# Not for longer: Playwright keeps an event loop, beside which asynchronous tests have none of their own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium as Debian packages it."""
    if not CHROMIUM.exists():
        pytest.skip(f"the page is tested in Chromium, and there is no {CHROMIUM}")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Opens the page at an address, in surroundings that are given by name; at the end nothing may have gone wrong."""
    opened: list[tuple[Page, list[str], str]] = []

    def visit(address: str, **surroundings: Any) -> Page:
        page = browser.new_context(**{"locale": "en-GB", **surroundings}).new_page()
        page.set_default_timeout(10_000)
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: faults.extend(strangers(request, address)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
        page.goto(address)
        opened.append((page, faults, address))
        return page

    yield visit
    for page, faults, _ in opened:
        page.context.close()
        assert faults == []


def strangers(request: Request, address: str) -> list[str]:
    """The request, where it leaves the host."""
    return [] if urlsplit(request.url).netloc == urlsplit(address).netloc else [request.url]


@pytest.fixture
def page(visit: Open, address: str) -> Page:
    """The page as it opens on a wide screen."""
    return visit(address, viewport={"width": 1280, "height": 800})


def ask(page: Page, question: str) -> None:
    """Ask, and wait until the answer is there."""
    page.fill("#question", question)
    page.keyboard.press("Enter")
    page.locator(".turn").last.locator(".actions").wait_for()


def serious(page: Page) -> list[str]:
    """What axe-core calls serious or critical: the rule and the elements."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    violations = page.evaluate("axe.run().then(({ violations }) => violations)")
    return [
        f"{each['id']}: {', '.join(node['target'][0] for node in each['nodes'])}"
        for each in violations
        if each["impact"] in ("serious", "critical")
    ]
