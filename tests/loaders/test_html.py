from collections.abc import Callable

import pytest
from langchain_core.documents import Document

from loaders.document import Metadata, Person

PAGE = """<!doctype html><html lang="en"><head><title>Governance that works</title>
<meta name="author" content="Jane Roe"><meta property="article:published_time" content="2024-05-02"></head><body>
<nav><ul><li><a href="/">Home page</a></li></ul></nav>
<article><h1>Governance that works</h1>
<p>The joint steering committee has <b>three members</b> from each party, and it meets every quarter.</p>
<h2>Escalation</h2>
<p>A deadlock goes to the executives, who have thirty days to settle it.</p>
<ul><li>Executive sponsor</li><li>Alliance <a href="x">manager</a></li></ul>
<h3>Times</h3>
<table><tr><th>Level</th><th>Days</th></tr><tr><td>JSC</td><td>10</td></tr><tr><td>Executives</td><td>30</td></tr></table>
<p>Committees cannot amend contracts, whatever they agree among themselves in a meeting.</p></article>
<footer>Copyright</footer></body></html>"""


def test_a_page_is_its_main_content_in_blocks(load_content: Callable[[str, str], Document]) -> None:
    document = load_content("page.html", PAGE)
    assert document.page_content.split("\n\n") == [
        "Governance that works",
        "The joint steering committee has three members from each party, and it meets every quarter.",
        "Escalation",
        "A deadlock goes to the executives, who have thirty days to settle it.",
        "- Executive sponsor\n- Alliance manager",
        "Times",
        "Level: JSC; Days: 10",
        "Level: Executives; Days: 30",
        "Committees cannot amend contracts, whatever they agree among themselves in a meeting.",
    ]


def test_headings_are_sections(load_content: Callable[[str, str], Document]) -> None:
    document = load_content("page.htm", PAGE)
    assert [(place.value, place.kind) for place in Metadata.of(document).places] == [
        ("Governance that works", "section"),
        ("Governance that works > Escalation", "section"),
        ("Governance that works > Escalation > Times", "section"),
        ("Level: JSC; Days: 10", "row"),
        ("Level: Executives; Days: 30", "row"),
    ]


def test_the_page_says_its_title_author_and_date(load_content: Callable[[str, str], Document]) -> None:
    facets = Metadata.of(load_content("page.html", PAGE)).facets
    assert (facets.title, str(facets.date)) == ("Governance that works", "2024-05-02")
    assert facets.people == [Person(name="Jane Roe", role="author")]


@pytest.mark.parametrize(
    ("page", "blocks"),
    [
        ("<html><body><nav><a href=/>Home</a></nav><p>We meet on Monday.</p></body></html>", ["We meet on Monday."]),
        ("<p>Dear all,</p><p>we <i>agreed</i>.</p>", ["Dear all,", "we agreed."]),
        ("<html><body><ul><li>one</li><li>two</li></ul></body></html>", ["- one\n- two"]),
        (
            "<table><tr><th>Level</th><th>Days</th></tr><tr><td>JSC</td><td>10</td></tr></table>",
            ["Level: JSC; Days: 10"],
        ),
    ],
)
def test_a_short_page_keeps_its_blocks(
    load_content: Callable[[str, str], Document], page: str, blocks: list[str]
) -> None:
    assert load_content("notice.html", page).page_content.split("\n\n") == blocks
