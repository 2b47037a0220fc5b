"""The report as a person has it: a file that is opened, cases that are filtered, by day and by night."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from eval.report import write_html
from tests.eval.runs import kept, passing, result, run
from tests.page.conftest import CHROMIUM, FLAGS


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    failing = [result(f"f{each}", {"passed": 0}, tags=["date"], question=f"When was {each}?") for each in range(3)]
    write_html(kept(tmp_path / "run", run([*passing([True] * 5), *failing])), tmp_path / "r.html")
    if not CHROMIUM.exists():
        pytest.skip(f"the report is tested in Chromium, and there is no {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opened = browser.new_page(color_scheme="dark")
        faults: list[str] = []
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.on("request", lambda sent: faults.append(sent.url) if not sent.url.startswith("file:") else None)
        opened.goto((tmp_path / "r.html").as_uri())
        yield opened
        browser.close()
    assert faults == []


def test_what_to_fix_leads_to_its_cases(page: Page) -> None:
    cases, shown = page.locator("details.case"), page.locator("details.case:visible")
    expect(cases).to_have_count(8)
    page.locator(".fixes a").first.click()
    expect(shown).to_have_count(3)
    expect(page.get_by_label("Stage")).to_have_value("span found, answer wrong")
    page.get_by_label("Search").fill("when was 2")
    expect(shown).to_have_count(1)
    page.locator(".fixes").get_by_role("link", name="f1", exact=True).click()
    expect(page.locator("#case-f1")).to_be_visible()
    expect(page.locator("#case-f1")).to_have_attribute("open", "")
    night, ink = (page.evaluate(f"getComputedStyle(document.body).{name}") for name in ("backgroundColor", "color"))
    page.emulate_media(media="print", color_scheme="dark")
    printed = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (night, ink, printed) == ("rgb(22, 24, 26)", "rgb(232, 230, 225)", "rgb(250, 249, 246)")
