from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.documents import Document

from loaders.document import Metadata
from loaders.formats.markdown import find_headings
from loaders.layout.sections import section_places

NOTES = (
    "---\r\ntitle: Governance\r\n---\r\nBefore.\r\n\r\n# Part *A*\r\nText a.\r\n\r\n"
    "Sub\r\n---\r\nText b.\r\n\r\n```\r\n# no heading\r\n```\r\n> # quoted\r\n\r\n# Part B\r\nText c.\r\n"
)


def test_the_canonical_text_is_the_decoded_file(load_content: Callable[[str, str], Document]) -> None:
    document = load_content("notes.md", "\ufeff" + NOTES)
    assert document.page_content == NOTES
    assert Metadata.of(document).markup == "markdown"


def test_sections_run_from_heading_to_heading_under_their_path(load_content: Callable[[str, str], Document]) -> None:
    document = load_content("notes.md", NOTES)
    sections = [
        (place.value, document.page_content[place.start : place.end].split("\r\n")[0])
        for place in Metadata.of(document).places
        if place.kind == "section"
    ]
    assert sections == [("Part A", "# Part *A*"), ("Part A > Sub", "Sub"), ("Part B", "# Part B")]


def test_front_matter_is_furniture(load_content: Callable[[str, str], Document]) -> None:
    document = load_content("notes.md", NOTES)
    [furniture] = [place for place in Metadata.of(document).places if place.kind == "furniture"]
    assert document.page_content[furniture.start : furniture.end] == "---\r\ntitle: Governance\r\n---\r\n"


LINES = st.sampled_from(
    ["# A", "## B", "### C", "text", "Under\n===", "```", "- # item", "> q", "", "\u2028", "\x0c", "#"]
)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


@given(st.lists(st.tuples(LINES, ENDS)), st.integers(0, 10))
def test_sections_cover_each_position_after_the_first_heading_once(lines: list[tuple[str, str]], start: int) -> None:
    text = "." * start + "\n" + "".join(line + end for line, end in lines)
    places = list(section_places(find_headings(text, start + 1), len(text)))
    assert [place.end for place in places[:-1]] == [place.start for place in places[1:]]
    assert all(place.end == len(text) for place in places[-1:])
    assert all(text[place.start - 1] in "\r\n" for place in places)


@pytest.mark.parametrize("name", ["notes.md", "notes.txt"])
def test_a_rule_at_the_start_is_not_front_matter(load_content: Callable[[str, str], Document], name: str) -> None:
    document = load_content(name, "---\nJust a line of words\n---\nMore.\n")
    assert Metadata.of(document).facets.origins["title"] == "content"
