"""Time and authority: dates, what is superseded, what binds, and clauses that an amendment changed."""

from pathlib import Path

import pytest

from assistant.retrieval.ranked import hit
from assistant.types import Viewer
from tests.conftest import Library, write

SUPPLY = """---
audience: internal
---
SUPPLY AGREEMENT

This Supply Agreement is entered into as of May 5, 2006 between Alder Biologics, Inc. and Thistle Pharma Limited.

1. Term

1.1 Length of the term. The term of supply is three years from the effective date.

2. Price

2.1 Price. The price is ten euros for each walrus.
"""
AMENDMENT = """---
audience: {audience}
---
AMENDMENT NO. {number} TO SUPPLY AGREEMENT

This Amendment No. {number} (this "Amendment") to the Supply Agreement dated as of May 5, 2006 is entered into as of
June 1, {year} between Alder Biologics, Inc. and Thistle Pharma Limited.

1. Term. Section 1.1 of the Agreement is hereby deleted and replaced with the following:
"The term of supply is {years} years."
"""


def amendment(number: int, year: int, years: str, audience: str = "internal") -> str:
    return AMENDMENT.format(number=number, year=year, years=years, audience=audience)


@pytest.fixture
def amended(library: Library, folder: Path) -> Library:
    texts = {
        "agreements/supply.md": SUPPLY,
        "agreements/one.md": amendment(1, 2008, "five"),
        "agreements/two.md": amendment(2, 2009, "six"),
    }
    write(folder, texts)
    library.sync(folder)
    return library


QUESTION = "How long is the term of supply of Alder Biologics?"


def test_an_amended_clause_stands_behind_the_newest_amendment_and_is_marked(amended: Library) -> None:
    found = amended.search(QUESTION)
    places = {each.passage.text: place for place, each in enumerate(found)}
    old = next(each for each in found if "three years" in each.passage.text)
    assert old.amended_by is not None
    assert "six years" in old.amended_by.text
    assert places[old.amended_by.text] == places[old.passage.text] - 1
    assert all(each.amended_by is None for each in found if "ten euros" in each.passage.text)


def test_an_amendment_that_the_viewer_may_not_see_changes_nothing(library: Library, folder: Path) -> None:
    texts = {"agreements/supply.md": SUPPLY, "agreements/one.md": amendment(1, 2008, "five", "restricted")}
    write(folder, texts)
    library.sync(folder)
    found = library.search(QUESTION, Viewer.cleared_for(["internal"]))
    assert {each.passage.source for each in found} == {"agreements/supply.md"}
    assert all(each.amended_by is None for each in found)


def dated(day: str, kind: str = "minutes", status: str = "") -> str:
    return f"---\nkind: {kind}\ndate: {day}\nstatus: {status}\n---\nThe walrus committee agreed on the budget.\n"


@pytest.mark.parametrize(
    ("files", "question", "first"),
    [
        ({"may.md": dated("2024-05-02"), "june.md": dated("2024-06-02")}, "walrus budget in May 2024", "may.md"),
        ({"may.md": dated("2024-05-02"), "june.md": dated("2024-06-02")}, "walrus budget in June 2024", "june.md"),
        ({"old.md": dated("2021-05-02"), "new.md": dated("2024-06-02")}, "the latest walrus budget", "new.md"),
        ({"old.md": dated("2021-05-02"), "new.md": dated("2024-06-02")}, "walrus budget", "new.md"),
        ({"may.md": dated("2024-05"), "june.md": dated("2024-06")}, "walrus budget in May 2024", "may.md"),
        ({"old.md": dated("2021"), "new.md": dated("2024")}, "walrus budget in 2021", "old.md"),
        ({"a.md": dated("2024-05-02", "article"), "b.md": dated("2021-05-02", "playbook")}, "walrus budget", "b.md"),
        (
            {"a.md": dated("2024-05-02", "playbook", "superseded by b.md"), "b.md": dated("2021-05-02", "article")},
            "walrus budget",
            "b.md",
        ),
    ],
)
def test_which_source_goes_first(
    library: Library, folder: Path, files: dict[str, str], question: str, first: str
) -> None:
    write(folder, files)
    library.sync(folder)
    assert library.search(question)[0].passage.source == first


@pytest.mark.parametrize("day", ["2024-05-02", "2024-05", "2024"])
def test_a_date_is_told_as_exactly_as_it_is_known(library: Library, folder: Path, day: str) -> None:
    write(folder, {"budget.md": dated(day)})
    library.sync(folder)
    assert hit(library.search("walrus budget")[0]).date == day
