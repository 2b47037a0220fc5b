import io
from collections.abc import Callable

import docx
import pytest
from langchain_core.documents import Document

from loaders import Malformed
from loaders.document import Metadata, Person
from tests.loaders import samples


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
        if place.kind == "section"
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


def test_numbers_are_those_that_word_prints(load_content: Callable[[str, bytes], Document]) -> None:
    document = load_content("playbook.docx", samples.word())
    assert document.page_content.split("\n\n") == [
        "1. Governance",
        "The committee meets.",
        "2. Escalation",
        "1. Call the sponsor\n  (a) by telephone\n  (b) in writing\n2. Call the committee",
        "Level: JSC; Days: 10",
        "Level: JSC; Days: 20",
    ]
    rows = [place for place in Metadata.of(document).places if place.kind == "row"]
    assert [document.page_content[row.start : row.end] for row in rows] == [row.value for row in rows]


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        (
            "<w:p><w:ins><w:r><w:t>We agree</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>no</w:delText></w:r></w:del></w:p>",
            "We agree",
        ),
        ("<w:p><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:r><w:t>We agree</w:t></w:r></w:p>", "We agree"),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>We agree</w:t></w:r></w:p></w:sdtContent></w:sdt>", "We agree"),
        ("<w:p><w:hyperlink><w:r><w:t>We agree</w:t></w:r></w:hyperlink></w:p>", "We agree"),
    ],
)
def test_text_reads_with_changes_accepted_and_controls_filled(
    load_content: Callable[[str, bytes], Document], paragraph: str, text: str
) -> None:
    content = samples.rewritten(
        samples.word(), "word/document.xml", lambda xml: xml.replace(b"<w:body>", b"<w:body>" + paragraph.encode())
    )
    assert load_content("draft.docx", content).page_content.split("\n\n")[0] == text
