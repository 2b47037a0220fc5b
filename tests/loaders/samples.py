"""Small files of the formats that are zip archives, as their own libraries write them."""

import datetime
import io
import zipfile
from collections.abc import Callable, Mapping

import docx
import openpyxl
import pptx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pptx.util import Inches


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of the members, by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def rewritten(archive: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with one member changed."""
    with zipfile.ZipFile(io.BytesIO(archive)) as old:
        members = {info.filename: old.read(info) for info in old.infolist()}
    return zipped(members | {name: change(members[name])})


def word() -> bytes:
    """Numbered headings, steps with letters under them, and a merged table."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate([("decimal", "%1."), ("lowerLetter", "(%2)"), ("decimal", "%1.%3")])
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
    number = f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'
    restart = f"""<w:num {nsdecls("w")} w:numId="92"><w:abstractNumId w:val="90"/>
        <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"""
    numbering.extend([parse_xml(number), parse_xml(restart)])

    def add(text: str, list_id: int, level: int, heading: int | None = None) -> None:
        paragraph = document.add_heading(text, heading) if heading else document.add_paragraph(text)
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>',
            )
        )

    add("Governance", 91, 0, heading=1)
    document.add_paragraph("The committee meets.")
    add("Escalation", 91, 0, heading=1)
    add("Call the sponsor", 92, 0)
    add("by telephone", 92, 1)
    add("in writing", 92, 1)
    add("Call the committee", 92, 0)
    table = document.add_table(rows=3, cols=2)
    for row, texts in zip(table.rows, [("Level", "Days"), ("JSC", "10"), ("", "20")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def slides() -> bytes:
    """A slide with bullets and notes, one with a table and no title, and one with nothing."""
    deck = pptx.Presentation()
    deck.core_properties.keywords = "audience: public"
    first = deck.slides.add_slide(deck.slide_layouts[1])
    first.shapes.title.text = "How we govern"
    body = first.placeholders[1].text_frame
    body.text = "One charter"
    nested = body.add_paragraph()
    nested.text, nested.level = "signed by both", 1
    first.notes_slide.notes_text_frame.text = "Tell the story of the first charter."
    second = deck.slides.add_slide(deck.slide_layouts[6])
    table = second.shapes.add_table(2, 2, Inches(1), Inches(1), Inches(4), Inches(1)).table
    for (row, column), text in {(0, 0): "Level", (0, 1): "Days", (1, 0): "JSC", (1, 1): "10"}.items():
        table.cell(row, column).text = text
    deck.slides.add_slide(deck.slide_layouts[6])
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def workbook() -> bytes:
    """Two sheets; one has a line over its header, a date, a number and a formula that was never computed."""
    book = openpyxl.Workbook()
    del book["Sheet"]
    register = book.create_sheet("Register")
    register.append(["Alliances of the year"])
    register.append(["Alliance", "Owner", "Since", "Share", "Sum"])
    register.append(["Heron", "Ilse Brandvold", datetime.date(2024, 5, 2), 50.0, "=1+1"])
    register.append([None, None, None])
    register.append(["Teal", "Jane Roe", None, 0.25, None])
    risks = book.create_sheet("Risks")
    for row in [("Risk", "Level"), ("Delay", "high")]:
        risks.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


MAIL = """From: Jane Roe <jane@acme.example>
To: Bob Ray <bob@beta.example>, cho@beta.example
Subject: =?utf-8?q?Charter_of_the_alliance_=E2=80=93_draft?=
Date: Thu, 02 May 2024 23:30:00 +0200
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain; charset="windows-1252"
Content-Transfer-Encoding: 8bit

The partner’s charter is attached.

> When will it come?
--b
Content-Type: text/markdown
Content-Disposition: attachment; filename="charter.md"

# Charter

Both parties meet quarterly.
--b
Content-Type: image/png
Content-Disposition: attachment; filename="logo.png"
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--b--
""".encode("cp1252")
