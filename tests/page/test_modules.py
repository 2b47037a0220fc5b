"""What the modules compute, by Node's own test runner; their types, by TypeScript's compiler."""

import hashlib
import re
import shutil
import subprocess
from pathlib import Path
from typing import get_args

import pytest

from assistant.service.problems import Code

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "assistant" / "page"


def run(*words: str | Path) -> None:
    done = subprocess.run(words, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_the_modules_compute() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("the modules are tested by Node, and there is no node on the PATH")
    run(node, "--test", *sorted(HERE.glob("*.test.mjs")))


def test_the_types_of_the_modules() -> None:
    tsc = shutil.which("tsc")
    if tsc is None:
        pytest.skip("the modules' types are checked by TypeScript, and there is no tsc on the PATH")
    run(tsc, "--project", PAGE / "jsconfig.json")


def test_the_page_knows_every_problem_of_the_service() -> None:
    [named] = re.findall(r"type Code =([^;]+);", (PAGE / "types.d.ts").read_text(encoding="utf-8"))
    assert re.findall(r'"(\w+)"', named) == list(get_args(Code))


@pytest.mark.parametrize("folder", [PAGE / "vendor", HERE / "vendor"])
def test_what_others_wrote_is_as_they_wrote_it(folder: Path) -> None:
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = {name: digest for digest, name in (line.split(maxsplit=1) for line in sums)}
    assert told == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.suffix in (".js", ".woff2", ".LICENSE")
    }
