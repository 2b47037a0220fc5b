"""Every question is answered while the folder that it is about comes and goes."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from tests.conftest import Trials, write
from tests.service.conftest import at_address

QUESTIONS = [
    "Who leads the otter alliance?",
    "With how many days of notice may a party end the bramble alliance?",
    "What did the first amendment change?",
    "What did the committee decide?",
    "Which agreements have a notice period?",
    "Otter 联盟由谁负责？",
]
ASKING = 4
FIXED = {"internal/heron.md": "# Heron\n\nThe heron alliance is led by Rafiq Danso from Accra.\n"}


def files(days: int) -> dict[str, str]:
    """A note, an agreement, its amendment and minutes, of that many days."""

    def facets(title: str, kind: str, date: str) -> str:
        return f"---\ntitle: {title}\nkind: {kind}\npartners: [Bramble Works Inc]\ndate: {date}\n---\n# {title}\n\n"

    clause = f"Either party may end the bramble alliance with {days} days of notice.\n"
    return {
        "otter.md": f"# Otter\n\nThe otter alliance is led by Ilse Brandvold, {days} days a year.\n",
        "agreement.md": facets("Bramble Agreement", "agreement", "2024-01-01") + f"## 4. Term\n\n{clause}",
        "amendment.md": facets("First Amendment", "agreement", "2024-02-01")
        + f"## 1. Change\n\nSection 4 of the Bramble Agreement is replaced: {clause}",
        "minutes.md": facets("Bramble committee", "minutes", "2024-03-01")
        + f"Decision: notice is given {days} days.\n",
    }


def test_no_question_fails_while_files_come_change_and_go(data: Path, tmp_path: Path, trials: Trials) -> None:
    folder, rounds, chance = tmp_path / "moving", trials(4, 200), random.Random(5)
    write(folder, FIXED)
    done = threading.Event()
    with at_address(data, folders=str(folder)) as address, ThreadPoolExecutor(ASKING) as pool:
        asked = [pool.submit(_asking, address, first, done) for first in range(ASKING)]
        try:
            for round_ in range(rounds):
                for name, text in files(10 + round_).items():
                    if chance.random() < 0.5:
                        write(folder, {f"internal/{name}": text})
                    else:
                        (folder / "internal" / name).unlink(missing_ok=True)
                told = httpx.post(f"{address}/v1/ingest", json={"folder": str(folder)}, timeout=60).text
                assert "event: done" in told
        finally:
            done.set()
        statuses = [status for each in asked for status in each.result()]
    assert len(statuses) >= rounds
    assert set(statuses) <= {"answered", "not_found"}


def _asking(address: str, first: int, done: threading.Event) -> list[str]:
    """What became of the questions of one who asks until it is done."""
    statuses: list[str] = []
    with httpx.Client(base_url=address, timeout=60) as client:
        while not done.is_set():
            question = QUESTIONS[(first + len(statuses)) % len(QUESTIONS)]
            statuses.append(client.post("/v1/ask", json={"question": question}).raise_for_status().json()["status"])
    return statuses
