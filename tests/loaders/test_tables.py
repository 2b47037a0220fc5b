"""CSV files and spreadsheets."""

from collections.abc import Callable
from pathlib import Path

import pytest
from langchain_core.documents import Document

from loaders import TooLarge, load
from loaders.document import Metadata
from tests.loaders import samples

LoadContent = Callable[[str, bytes | str], Document]


def _places(document: Document, kind: str) -> list[tuple[str, str]]:
    places = Metadata.of(document).places
    return [(place.value, document.page_content[place.start : place.end]) for place in places if place.kind == kind]


@pytest.mark.parametrize(
    ("content", "blocks"),
    [
        ("Alliance,Owner\nHeron,Ilse\n\n,Jane\n", ["Alliance: Heron; Owner: Ilse", "Owner: Jane"]),
        ("Alliance;Owner\r\nHeron;Ilse, Jane\r\n", ["Alliance: Heron; Owner: Ilse, Jane"]),
        ("Alliance\tOwner\nHeron\tIlse\n", ["Alliance: Heron; Owner: Ilse"]),
        ('Term,Meaning\nJSC,"a ""joint""\ncommittee"\n', ['Term: JSC; Meaning: a "joint" committee']),
        (
            "Register\nas of May\nAlliance,Owner\nHeron,Ilse,late\n",
            ["Register", "as of May", "Alliance: Heron; Owner: Ilse; late"],
        ),
        ("Sum\n=1+1\n@cmd|x\n", ["Sum: =1+1", "Sum: @cmd|x"]),
        ("only one line\n", ["only one line"]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_each_row_reads_under_its_header(
    load_content: LoadContent, content: str, blocks: list[str], encoding: str
) -> None:
    document = load_content("register.csv", content.encode(encoding))
    assert document.page_content.split("\n\n") == blocks
    rows = _places(document, "row")
    assert rows == [(block, block) for block in blocks[-len(rows) :]]
    assert Metadata.of(document).facets.title == "Register"


def test_a_sheet_is_a_section_and_a_formula_its_last_value(load_content: LoadContent) -> None:
    document = load_content("register.xlsx", samples.workbook())
    heron = "Alliance: Heron; Owner: Ilse Brandvold; Since: 2024-05-02; Share: 50"
    teal = "Alliance: Teal; Owner: Jane Roe; Share: 0.25"
    risk = "Risk: Delay; Level: high"
    assert document.page_content.split("\n\n") == ["Alliances of the year", heron, teal, risk]
    assert _places(document, "row") == [(heron, heron), (teal, teal), (risk, risk)]
    sections = [(sheet, text.split("\n\n")[0]) for sheet, text in _places(document, "section")]
    assert sections == [("Register", "Alliances of the year"), ("Risks", risk)]


def test_a_long_table_loads_and_one_too_long_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("Number\n" + "".join(f"row {number}\n" for number in range(100_000)))
    [document] = load(path, tmp_path, 10_000_000)
    assert len(document.metadata["places"]) == 100_000
    path.write_text(path.read_text() + "one more\n")
    with pytest.raises(TooLarge, match="more than 100,000 rows or 2,000,000 cells; split it"):
        load(path, tmp_path, 10_000_000)


@pytest.mark.parametrize("reference", ["A999999999999", "ZZZ9999999"])
def test_a_sheet_with_a_cell_far_out_is_refused(load_content: LoadContent, reference: str) -> None:
    row = reference.strip("AZ")
    far = f'<row r="{row}"><c r="{reference}"><v>1</v></c></row></sheetData>'.encode()
    content = samples.rewritten(
        samples.workbook(), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", far)
    )
    with pytest.raises(TooLarge, match="more than 100,000 rows"):
        load_content("far.xlsx", content)
