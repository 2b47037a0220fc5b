import io
from collections.abc import Callable

import docx
import pytest
from langchain_core.documents import Document

from loaders import Malformed
from loaders.document import Metadata, Person


@pytest.fixture
def playbook() -> bytes:
    word = docx.Document()
    word.core_properties.author = "Jane Roe"
    word.core_properties.keywords = "audience: public; status: current; date: 2024-05-02"
    word.add_heading("Alliance playbook", 0)
    word.add_heading("Governance", 1)
    word.add_paragraph("Committees meet quarterly.")
    word.add_paragraph("Charter", style="List Bullet")
    word.add_paragraph("Scorecard", style="List Bullet")
    word.add_heading("Escalation", 2)
    table = word.add_table(rows=3, cols=2)
    for row, texts in zip(table.rows, [("Level", "Days"), ("JSC", "10"), ("Executives", "")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    word.add_heading("Exit", 1)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def test_a_word_document_is_its_blocks(load_content: Callable[[str, bytes], Document], playbook: bytes) -> None:
    assert load_content("playbook.docx", playbook).page_content.split("\n\n") == [
        "Alliance playbook",
        "Governance",
        "Committees meet quarterly.",
        "- Charter\n- Scorecard",
        "Escalation",
        "Level: JSC; Days: 10",
        "Level: Executives",
        "Exit",
    ]


def test_headings_are_sections(load_content: Callable[[str, bytes], Document], playbook: bytes) -> None:
    document = load_content("playbook.docx", playbook)
    assert [
        (place.value, document.page_content[place.start : place.end].split("\n")[0])
        for place in Metadata.of(document).places
    ] == [
        ("Alliance playbook", "Alliance playbook"),
        ("Alliance playbook > Governance", "Governance"),
        ("Alliance playbook > Governance > Escalation", "Escalation"),
        ("Alliance playbook > Exit", "Exit"),
    ]


def test_the_properties_declare_facets(load_content: Callable[[str, bytes], Document], playbook: bytes) -> None:
    facets = Metadata.of(load_content("playbook.docx", playbook)).facets
    assert (facets.title, facets.audience, facets.status) == ("Alliance playbook", "public", "current")
    assert facets.people == [Person(name="Jane Roe", role="author")]
    assert facets.origins["audience"] == "front matter"


def test_a_damaged_word_document_is_malformed(load_content: Callable[[str, bytes], Document], playbook: bytes) -> None:
    damaged = playbook.replace(b"word/styles.xml", b"word/stiles.xml")
    with pytest.raises(Malformed, match="damaged Word document"):
        load_content("playbook.docx", damaged)
