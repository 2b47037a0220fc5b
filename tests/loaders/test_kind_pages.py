"""The examples in the pages on playbooks, interviews and facets give what the pages say."""

import re
from pathlib import Path

from loaders import load
from loaders.document import Metadata
from loaders.facets.aliases import read_aliases
from loaders.kinds.playbook import read

DOCS = Path(__file__).parents[2] / "docs"


def _examples(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", (DOCS / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)


def test_the_playbook(tmp_path: Path) -> None:
    [text] = _examples("playbooks.md", "markdown")
    (tmp_path / "playbook.md").write_text(text, encoding="utf-8")
    [document] = load(tmp_path / "playbook.md", tmp_path, 10_000)
    facets = Metadata.of(document).facets
    metadata = read(text, Metadata(facets=facets.model_copy(update={"kind": "playbook"}), markup="markdown"))
    assert {("step", "1"), ("step", "2"), ("row", "What: Data return; Days: 60")} <= {
        (place.kind, place.value) for place in metadata.places
    }
    assert (metadata.facets.owner, metadata.facets.status) == ("Ilse Brandvold", "current")
    assert str(metadata.facets.review_date) == "2026-05-01"


def test_the_interview(tmp_path: Path) -> None:
    [text] = _examples("talks-and-interviews.md", "markdown")
    (tmp_path / "interview.md").write_text(text, encoding="utf-8")
    [document] = load(tmp_path / "interview.md", tmp_path, 10_000)
    speakers = [place for place in Metadata.of(document).places if place.kind == "speaker"]
    assert [(place.value, text[place.start : place.end]) for place in speakers] == [
        ("Ann Lee", "What would you do again?"),
        ("Tom Poe", "Meet the other team before the contract is signed."),
    ]


def test_the_folder_file_and_the_aliases(tmp_path: Path) -> None:
    stated, aliases = _examples("facets.md", "toml")
    (tmp_path / "_folder.toml").write_text(stated, encoding="utf-8")
    (tmp_path / "aliases.toml").write_text(aliases, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("Some notes.", encoding="utf-8")
    [document] = load(tmp_path / "notes.txt", tmp_path, 10_000)
    facets = Metadata.of(document).facets
    assert (facets.audience, facets.owner, str(facets.date)) == ("partner:heron", "Ilse Brandvold", "2024-05-02")
    assert read_aliases(tmp_path)["Heron Biologics"].aliases == ("Heron", "苍鹭生物", "Project Reed")
