"""A package adds a format through an entry point: the example of the documentation, installed beside Ally."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

GUIDE = Path(__file__, "../../../docs/formats.md").resolve().read_text()
FOREIGN = """
from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

class Pages(BaseLoader):
    def __init__(self, file_path):
        self.file_path = file_path

    def lazy_load(self):
        for number, text in enumerate(open(self.file_path).read().split("=")):
            yield Document(text, metadata={"page_label": "iv" * number, "title": "Charter of the alliance"})

class Broken(BaseLoader):
    def __init__(self, source):
        raise ZeroDivisionError("no\\nway")
"""
LOAD = """
import sys, pathlib
from loaders import LoadError, load
from loaders.document import Metadata
path = pathlib.Path(sys.argv[1])
try:
    for document in load(path, path.parent, 1000):
        metadata = Metadata.of(document)
        print(metadata.facets.title, metadata.facets.kind, repr(document.page_content), sep=" | ")
        for place in metadata.places:
            print(place.kind, place.value, document.page_content[place.start:place.end], sep=" | ")
except LoadError as error:
    print(type(error).__name__, error.reason, sep=" | ")
"""


def _install(site: Path, module: str, code: str, entry_points: dict[str, str]) -> None:
    (site / f"{module}.py").write_text(code)
    info = site / f"{module}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
    lines = "".join(f"{suffix} = {value}\n" for suffix, value in entry_points.items())
    (info / "entry_points.txt").write_text(f"[ally.loaders]\n{lines}")


def _loaded(site: Path, path: Path) -> list[str]:
    """What a process of its own, with the packages of `site`, says of a file."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(site), *sys.path])}
    command = [sys.executable, "-c", LOAD, str(path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    made = tmp_path / "site"
    made.mkdir()
    return made


def test_the_example_of_the_guide_loads_a_file(site: Path, tmp_path: Path) -> None:
    code, table = re.findall(r"```(?:python|toml)\n(.*?)```", GUIDE, re.DOTALL)[:2]
    _install(site, "chat_log", code, tomllib.loads(table)["project"]["entry-points"]["ally.loaders"])
    chat = tmp_path / "kick_off.jsonl"
    chat.write_text('{"user": "Ann", "text": "Who signs?"}\n{"user": "Bob", "text": "I do."}\n')
    assert _loaded(site, chat) == [
        "Kick off | talk | 'Who signs?\\n\\nI do.'",
        "speaker | Ann | Who signs?",
        "speaker | Bob | I do.",
    ]
    chat.write_text("no JSON")
    [line] = _loaded(site, chat)
    assert line.startswith("Malformed | damaged .jsonl file (JSONDecodeError")


def test_a_loader_of_paths_is_read_as_one_document(site: Path, tmp_path: Path) -> None:
    _install(
        site, "foreign", FOREIGN, {".pages": "foreign:Pages", ".bad": "foreign:Broken", ".none": "foreign:Missing"}
    )
    for name in ("a.pages", "a.bad", "a.none"):
        (tmp_path / name).write_text("One.= =Two.")
    assert _loaded(site, tmp_path / "a.pages") == [
        "Charter of the alliance | article | 'One.\\n\\nTwo.'",
        "page | iviv | Two.",
    ]
    assert _loaded(site, tmp_path / "a.bad") == [
        "Malformed | damaged .bad file (ZeroDivisionError: no); save it anew or convert it to another format"
    ]
    [line] = _loaded(site, tmp_path / "a.none")
    assert line.startswith("Unreadable | the plugin foreign:Missing for .none does not start")
