"""docs/evaluating.md, from a folder of documents to a gated job: its files are written and its commands run."""

import os
import re
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "evaluating.md"
FILE = re.compile(r"^`(?P<path>[\w./-]+)`:\n\n```\w+\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)
COMMANDS = re.compile(r"^```sh\n(?P<lines>.*?)^```", re.MULTILINE | re.DOTALL)


def test_every_command_of_the_walk_does_what_the_page_says(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for found in FILE.finditer(page):
        file = tmp_path / found["path"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(found["text"], encoding="utf-8")
    commands = "".join(found["lines"] for found in COMMANDS.finditer(page))
    done = subprocess.run(
        ["bash", "-ec", commands],
        cwd=tmp_path,
        env=os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "ALLY_DATA": ".ally"},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for said in (
        "6 cases, all of them sound.",
        "6 cases compared, 0 flipped",
        "The gate says: passed",
        "0 cases added to evaluation/feedback.jsonl",
        "0 cases are left to review.",
    ):
        assert said in done.stdout
    for name in ("report.html", "change.html", "junit.xml", "evaluation/baseline/summary.json"):
        assert (tmp_path / name).stat().st_size
