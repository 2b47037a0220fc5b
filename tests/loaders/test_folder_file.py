"""`_folder.toml` speaks for the files beside and below it, unless they or a nearer one say otherwise."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from langchain_core.documents import Document

from loaders import Malformed, load
from loaders.document import Metadata, Person
from loaders.facets.folder_file import folder_state

LoadContent = Callable[[str, str], Document]


def _write(root: Path, name: str, content: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def test_the_nearest_statement_counts_facet_by_facet(tmp_path: Path, load_content: LoadContent) -> None:
    _write(tmp_path, "_folder.toml", 'audience = "partner:acme"\nowner = "Ann Lee"\nkind = "article"\n')
    _write(tmp_path, "talks/_folder.toml", 'owner = "Bob Ray"\ndate = 2024-05-02\nlanguage = "zh"\n')
    _write(tmp_path, "talks/2024/_folder.toml", 'people = ["Cho Min (speaker)"]\n"review date" = "1 May 2026"\n')
    facets = Metadata.of(load_content("talks/2024/notes.md", "---\nlanguage: en\n---\nSome notes.")).facets
    assert (facets.audience, facets.owner, facets.kind) == ("partner:acme", "Bob Ray", "article")
    assert (facets.date, facets.review_date) == (date(2024, 5, 2), date(2026, 5, 1))
    assert facets.people == [Person(name="Cho Min", role="speaker")]
    assert {name: facets.origins[name] for name in ("audience", "kind", "language")} == {
        "audience": "folder file",
        "kind": "folder file",
        "language": "front matter",
    }


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('kind = "memo"', ["_folder.toml", "kind", "'memo'", "interview"]),
        ("kind = talk", ["_folder.toml", "not valid TOML", "line 1"]),
        ("people = [1]", ["_folder.toml", "people"]),
    ],
)
def test_a_wrong_folder_file_is_named_with_its_key(
    tmp_path: Path, load_content: LoadContent, content: str, words: list[str]
) -> None:
    _write(tmp_path, "_folder.toml", content)
    with pytest.raises(Malformed) as caught:
        load_content("talks/notes.md", "Some notes.")
    assert caught.value.path.name == "_folder.toml"
    for word in words:
        assert word in caught.value.reason


def test_its_state_changes_with_what_is_said_above_a_file_only(tmp_path: Path) -> None:
    file = tmp_path / "talks/notes.md"
    _write(tmp_path, "talks/notes.md", "Some notes.")
    _write(tmp_path, "minutes/_folder.toml", 'owner = "Ann Lee"')
    assert folder_state(file, tmp_path) == ""
    _write(tmp_path, "_folder.toml", 'owner = "Ann Lee"')
    first = folder_state(file, tmp_path)
    _write(tmp_path, "talks/_folder.toml", "")
    assert len({"", first, folder_state(file, tmp_path)}) == 3
    assert load(file, tmp_path, 1_000)
