from pathlib import Path

import pytest

from loaders import Malformed
from loaders.facets.aliases import Named, read_aliases

ALIASES = """
["JD Health"]
kind = "partner"
aliases = ["京东健康", "JDH"]

["Pius S. Hornstein"]
aliases = ["贺恩霆"]
"""


def test_each_name_has_its_kind_and_other_names(tmp_path: Path) -> None:
    (tmp_path / "aliases.toml").write_text(ALIASES, encoding="utf-8")
    assert read_aliases(tmp_path) == {
        "JD Health": Named(kind="partner", aliases=("京东健康", "JDH")),
        "Pius S. Hornstein": Named(aliases=("贺恩霆",)),
    }


def test_a_folder_needs_no_aliases(tmp_path: Path) -> None:
    assert read_aliases(tmp_path) == {}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('[Acme]\nkind = "firm"\naliases = ["A"]', ['["Acme"] kind', "'firm'", "partner"]),
        ('[Acme]\naliases = "A"', ['["Acme"] aliases', "'A'"]),
        ("[Acme]\n", ['["Acme"] aliases', "missing"]),
        ('[Acme]\naliases = ["A"]\nalias = 1', ['["Acme"] alias ']),
        ("Acme = 1", ['"Acme"', "1"]),
        ("[Acme\n", ["not valid TOML", "line 1"]),
        ('[Acme]\naliases = ["Nova"]\n[Beta]\naliases = ["nova"]', ["'nova'", "'Acme'", "'Beta'"]),
        ('[Acme]\naliases = ["Beta"]\n[Beta]\naliases = []', ["'Beta'", "'Acme'"]),
    ],
)
def test_a_wrong_entry_is_named_with_its_key(tmp_path: Path, content: str, words: list[str]) -> None:
    (tmp_path / "aliases.toml").write_text(content, encoding="utf-8")
    with pytest.raises(Malformed) as caught:
        read_aliases(tmp_path)
    for word in words:
        assert word in caught.value.reason
