"""Draws what Ally posts in Slack for the documentation: the product's own blocks, over the sample corpus.

    python -m scripts.slack_pictures

Chromium draws them much as Slack does; nothing is sent to Slack, and nothing is downloaded.
"""

import asyncio
import html
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from playwright.sync_api import sync_playwright
from slack_sdk.models.blocks import Block

from assistant.build import assistant_from, ingest, open_knowledge
from assistant.settings import load_settings
from assistant.types import Answer, Viewer
from integrations.slack import blocks, words
from scripts.screenshots import CHROMIUM, FLAGS, FOLDER, write

PAGE = "https://ally.example"
EVERYONE = Viewer.cleared_for(["public", "internal"])
BOARD = "Should alliance managers have a vote in the JSC?"
LEAVE = "What is our policy on parental leave?"
WIDTH = 640

STYLE = """
body { margin: 0; padding: 16px 20px; background: #fff; color: #1d1c1d;
       font: 15px/1.46668 Lato, "Source Sans 3", "DejaVu Sans", Arial, sans-serif; width: 600px }
.who { display: flex; gap: 8px; align-items: baseline; font-weight: 700 }
.who small { font-weight: 400; color: #616061; font-size: 12px }
.app { font-size: 10px; background: #ebeaeb; color: #616061; border-radius: 2px; padding: 0 3px; font-weight: 700 }
.private { color: #616061; font-size: 12px }
p, ul { margin: 2px 0 6px } ul { padding-left: 24px }
.context { color: #616061; font-size: 13px; white-space: pre-wrap; margin: 6px 0 }
a { color: #1264a3; text-decoration: none }
.actions { display: flex; gap: 8px; margin: 8px 0 }
button { font: 700 13px/26px inherit; font-family: inherit; border: 1px solid #bbb; border-radius: 4px;
         background: #fff; color: #1d1c1d; padding: 0 10px }
"""


def main() -> None:
    """Draw an answer, one that was not found, and one that a person alone sees."""
    vote, leave = asyncio.run(_answers())
    quiet = blocks.buttons(("quiet", words.QUIET, ""))
    share = blocks.buttons(("share", words.SHARE, "mine"))
    pictures = {
        "slack-answer": _message(vote, [blocks.feedback_buttons(vote.id), quiet]),
        "slack-not-found": _message(leave, [blocks.feedback_buttons(leave.id), quiet]),
        "slack-private": _message(vote, [blocks.feedback_buttons(vote.id), share], private=True),
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": 100}, device_scale_factor=2)
        for name, drawn in pictures.items():
            page.set_content(drawn)
            write(page.screenshot(full_page=True), FOLDER / f"{name}.png")
        browser.close()


async def _answers() -> list[Answer]:
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(data=Path(folder) / "data")
        await asyncio.to_thread(ingest, settings, Path("examples/corpus"), lambda *_: None, lambda _: None)
        with open_knowledge(settings) as knowledge:
            assistant = assistant_from(knowledge, settings)
            return [await assistant.ask(question, EVERYONE) for question in (BOARD, LEAVE)]


def _message(answer: Answer, buttons: Sequence[Block], *, private: bool = False) -> str:
    [part] = blocks.parts(answer, PAGE, buttons)
    only = '<div class="private">Only visible to you</div>' if private else ""
    who = '<div class="who">Ally <span class="app">APP</span> <small>10:24</small></div>'
    drawn = "".join(_drawn(block.to_dict()) for block in part.whole)
    return f"<meta charset='utf-8'><style>{STYLE}</style>{only}{who}{drawn}"


def _drawn(block: dict[str, Any]) -> str:
    match block["type"]:
        case "markdown":
            return str(MarkdownIt("commonmark", {"breaks": True}).render(block["text"]))
        case "context":
            return "".join(f'<div class="context">{_mrkdwn(each["text"])}</div>' for each in block["elements"])
        case "context_actions":
            [buttons] = block["elements"]
            good, bad = (buttons[name]["text"]["text"] for name in ("positive_button", "negative_button"))
            return _buttons([good, bad])
        case "actions":
            return _buttons([each["text"]["text"] for each in block["elements"]])
    raise ValueError(f"{block['type']}: it is not known how Slack draws it")


def _buttons(labels: Sequence[str]) -> str:
    return f'<div class="actions">{"".join(f"<button>{html.escape(each)}</button>" for each in labels)}</div>'


def _mrkdwn(text: str) -> str:
    """Slack's own markup, whose text has its entities already."""
    linked = re.sub(r"<(https?:[^|>]+)\|([^>]+)>", r'<a href="\1">\2</a>', text)
    return re.sub(r"(?<!\w)\*([^*\n]+)\*", r"<b>\1</b>", linked)


if __name__ == "__main__":
    main()
