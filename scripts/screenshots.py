"""Pictures of the web page for the documentation, taken of a service that runs over the sample corpus.

    make run
    python scripts/screenshots.py http://127.0.0.1:8321

Playwright drives the Chromium that is installed; nothing is downloaded.
"""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--hide-scrollbars"]

DESKTOP = (1280, 800)
PHONE = (390, 844)

Act = Callable[[Page], object]


@dataclass(frozen=True)
class Picture:
    """What is done before it is taken, and in what surroundings."""

    name: str
    act: Act
    size: tuple[int, int] = DESKTOP
    scheme: Literal["light", "dark"] = "light"
    locale: str = "en-GB"


def ask(question: str) -> Act:
    """Ask and wait until the answer is there."""

    def act(page: Page) -> None:
        page.fill("#question", question)
        page.keyboard.press("Enter")
        page.wait_for_selector(".actions")
        page.wait_for_timeout(300)

    return act


def opened(question: str, number: int) -> Act:
    """Ask, and open the source of that number."""

    def act(page: Page) -> None:
        ask(question)(page)
        page.locator(".cite", has_text=str(number)).first.click()
        page.wait_for_selector("#reader mark")
        page.wait_for_timeout(300)

    return act


def known(page: Page) -> None:
    """What is known."""
    page.click("#go-known")
    page.wait_for_selector(".documents a")


def document(page: Page) -> None:
    """A document's page."""
    known(page)
    page.get_by_text("Alliance owners").click()
    page.wait_for_selector(".source-text")


VOTE = "Should alliance managers have a vote in the JSC?"
FRIENDS = "Who warned against “let us part as friends”?"

PICTURES = (
    Picture("welcome", lambda page: page.wait_for_selector(".starter")),
    Picture("answer", ask(VOTE)),
    Picture("source", opened(VOTE, 2)),
    Picture("dark", opened(FRIENDS, 1), scheme="dark"),
    Picture("not-found", ask("What is our policy on parental leave?")),
    Picture("known", known),
    Picture("document", document),
    Picture("phone", ask(VOTE), size=PHONE),
    Picture("phone-source", opened(VOTE, 2), size=PHONE),
    Picture("chinese", ask("什么是联合指导委员会？"), locale="zh-CN"),
    Picture("chinese-welcome", lambda page: page.wait_for_selector(".starter"), size=PHONE, locale="zh-CN"),
)


def main(address: str) -> None:
    """Take every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for each in PICTURES:
            width, height = each.size
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=each.scheme, locale=each.locale
            )
            page = context.new_page()
            page.goto(address)
            page.wait_for_selector("#question")
            each.act(page)
            write(page.screenshot(), FOLDER / f"{each.name}.png")
            context.close()
        browser.close()


def write(taken: bytes, path: Path) -> None:
    """A palette of 256 colours is all that a page of text needs, at a third of the size."""
    Image.open(io.BytesIO(taken)).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1])
