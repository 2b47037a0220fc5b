"""The exchanges in docs/doors.md, each made again with the program that it shows."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.surfaces.serving import serving
from tests.surfaces.terminals import Terminal

DOCUMENT = (Path(__file__).parents[2] / "docs" / "doors.md").read_text(encoding="utf-8")
EXCHANGES = re.findall(r"```(sh|python)\n(.*?)```\n\n```(?:json|text)\n(.*?)```", DOCUMENT, re.DOTALL)
SHOWN = "http://127.0.0.1:8321"


@pytest.fixture(scope="module")
def address(copied: Terminal) -> Iterator[str]:
    with serving(copied) as (_, address):
        yield address


@pytest.mark.parametrize(("language", "program", "printed"), EXCHANGES, ids=range(len(EXCHANGES)))
def test_an_exchange_is_as_the_documentation_shows_it(
    language: str, program: str, printed: str, address: str, copied: Terminal
) -> None:
    command = [sys.executable, "-c"] if language == "python" else ["bash", "-c"]
    ran = subprocess.run(
        [*command, program.replace(SHOWN, address)],
        env={**copied.environment, "PATH": f"{Path(sys.executable).parent}:{copied.environment['PATH']}"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    said = _lines(ran.stdout.replace(address, SHOWN))
    shown = ".*?".join(map(re.escape, _lines(printed).split("…")))
    assert re.fullmatch(shown, said, re.DOTALL), f"shown:\n{_lines(printed)}\nsaid:\n{said[-3000:]}"


def _lines(text: str) -> str:
    """The text without what is blank at the ends of its lines and at its own."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
