"""The benchmark of what an answer takes beyond the model's own time."""

import json
from pathlib import Path

from tests.conftest import Ally, write

DATA = {
    "docs/heron.md": "# Heron agreement\n\nEither party may end the Heron agreement on ninety days' written notice.\n\n"
    "The joint steering committee of Heron meets four times a year.\n",
    "questions.jsonl": "\n".join(
        json.dumps({"question": question})
        for question in ("How can the Heron agreement be ended?", "How often does the Heron committee meet?")
    ),
}


def test_overhead_is_measured_alone_and_together(ally: Ally, tmp_path: Path) -> None:
    write(tmp_path / "bench", DATA)
    figures = tmp_path / "figures.json"
    few = ("--passages", "2", "--seconds", "0.2")
    done = ally.run("eval", "bench", "overhead", "--data", tmp_path / "bench", "--json", figures, *few)
    assert done.returncode == 0, done.stderr
    report = json.loads(figures.read_text())
    assert [each["answered"] for each in report["alone"]] == [2, 2]
    assert [(each["conversations"], each["failed"]) for each in report["together"]] == [(50, 0), (50, 0)]
    assert "to the first sentence" in done.stdout
