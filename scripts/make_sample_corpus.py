"""Makes the sample corpus's binary files (.docx, .pdf) from the Markdown in `scripts/sample_corpus/`.

A source `name.docx.md` becomes `name.docx`, in the same folder of the corpus; the same source gives the same
bytes on every run, so that a test can hold the committed files to their sources.

    python scripts/make_sample_corpus.py [FOLDER]     (default: examples/corpus)
"""

import io
import re
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Literal, NamedTuple

import yaml
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from fpdf import FPDF

SOURCES = Path(__file__).parent / "sample_corpus"
CORPUS = Path(__file__).parents[1] / "examples" / "corpus"

# The oldest moment a zip entry can carry.
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)

BlockKind = Literal["title", "heading", "paragraph", "bullet", "step", "table"]
MARKED = re.compile(r"(?P<hashes>#{1,2}) |(?P<bullet>- )|(?P<step>\d+\. )|(?P<table>\|)")
RULE_ROW = re.compile(r"\|[-|]+\|")


class Block(NamedTuple):
    """A run of lines of one kind; `rows` holds a table's cells, or one cell per line of anything else."""

    kind: BlockKind
    rows: list[list[str]]


@dataclass(frozen=True)
class Source:
    """One document before it is rendered: what its file's properties say, and its blocks in order."""

    title: str
    author: str
    created: datetime
    keywords: str
    blocks: list[Block]


def read_source(path: Path) -> Source:
    """Read front matter (title, author, created, keywords) and Markdown blocks."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    facts = yaml.safe_load(front)
    created = datetime.combine(facts["created"], time(9), tzinfo=UTC)
    return Source(facts["title"], facts["author"], created, facts["keywords"], list(_blocks(body)))


def _blocks(markdown: str) -> Iterator[Block]:
    for chunk in markdown.strip().split("\n\n"):
        lines = chunk.splitlines()
        kind = _kind(lines[0])
        if kind == "table":
            yield Block(kind, [_cells(line) for line in lines if not RULE_ROW.fullmatch(line)])
        else:
            yield Block(kind, [[MARKED.sub("", line, count=1)] for line in lines])


def _kind(line: str) -> BlockKind:
    match = MARKED.match(line)
    if match is None:
        return "paragraph"
    if match["hashes"]:
        return "title" if match["hashes"] == "#" else "heading"
    if match["bullet"]:
        return "bullet"
    return "step" if match["step"] else "table"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def docx_bytes(source: Source) -> bytes:
    """The source as a Word file."""
    document = _slim_document()
    properties = document.core_properties
    properties.title, properties.author, properties.keywords = source.title, source.author, source.keywords
    properties.comments = ""
    properties.created = properties.modified = source.created.replace(tzinfo=None)
    for block in source.blocks:
        _add_to_word(document, block)
    written = io.BytesIO()
    document.save(written)
    return _with_fixed_times(written.getvalue())


def _slim_document() -> WordDocument:
    """An empty document without the template's unused table styles, nine tenths of its uncompressed size."""
    document = Document()
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in {"Normal Table", "Table Grid"}:
            style.delete()
    for key, relationship in list(document.part.rels.items()):
        if relationship.reltype.endswith("/stylesWithEffects"):
            document.part.drop_rel(key)
    return document


WORD_STYLES: dict[BlockKind, str] = {
    "title": "Title",
    "heading": "Heading 1",
    "paragraph": "Normal",
    "bullet": "List Bullet",
    "step": "List Number",
}


def _add_to_word(document: WordDocument, block: Block) -> None:
    if block.kind != "table":
        for (text,) in block.rows:
            document.add_paragraph(text, style=WORD_STYLES[block.kind])
        return
    table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _with_fixed_times(package: bytes) -> bytes:
    """The same zip entries in the same order, stored with one date and without compression.

    Deflated bytes differ between builds of zlib; stored ones do not.
    """
    rewritten = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(rewritten, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, ZIP_EPOCH), old.read(name))
    return rewritten.getvalue()


class Handout(FPDF):
    """A4 pages with the title as running header and the page number as running footer."""

    def __init__(self, running_title: str) -> None:
        super().__init__()
        self.running_title = running_title
        self.set_margin(22)
        self.set_auto_page_break(auto=True, margin=22)

    def header(self) -> None:
        self.set_font("Helvetica", style="I", size=9)
        self.cell(0, 6, f"Norrholt Therapeutics - {self.running_title} - internal", align="R")
        self.ln(12)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", style="I", size=9)
        self.cell(0, 6, f"Page {self.page_no()}", align="C")

    def write_lines(self, lines: Sequence[str], *, size: int, style: Literal["", "B"] = "") -> None:
        """One paragraph a line, and a gap after the last."""
        self.set_font("Helvetica", style=style, size=size)
        for line in lines:
            self.multi_cell(0, size * 0.5, line, new_x="LMARGIN", new_y="NEXT")
        self.ln(3)

    def write_table(self, rows: list[list[str]]) -> None:
        self.set_font("Helvetica", size=10)
        with self.table(text_align="LEFT") as table:
            for row in rows:
                table.row(row)
        self.ln(4)


def pdf_bytes(source: Source) -> bytes:
    """The source as a PDF of A4 pages."""
    pdf = Handout(source.title)
    # Deflated bytes differ between builds of zlib.
    pdf.set_compression(False)
    pdf.set_title(source.title)
    pdf.set_author(source.author)
    pdf.set_keywords(source.keywords)
    pdf.set_creation_date(source.created)
    pdf.add_page()
    for block in source.blocks:
        _add_to_pdf(pdf, block)
    return bytes(pdf.output())


def _add_to_pdf(pdf: Handout, block: Block) -> None:
    lines = [row[0] for row in block.rows]
    match block.kind:
        case "table":
            pdf.write_table(block.rows)
        case "title":
            pdf.write_lines(lines, size=18, style="B")
        case "heading":
            pdf.write_lines(lines, size=13, style="B")
        case "step":
            pdf.write_lines([f"{number}. {line}" for number, line in enumerate(lines, 1)], size=11)
        case "bullet":
            pdf.write_lines([f"- {line}" for line in lines], size=11)
        case "paragraph":
            pdf.write_lines(lines, size=11)


RENDERERS: dict[str, Callable[[Source], bytes]] = {".docx": docx_bytes, ".pdf": pdf_bytes}


def make(corpus: Path) -> list[Path]:
    """Write every binary file of the sample corpus under `corpus`; return their paths, sorted."""
    made = []
    for path in sorted(SOURCES.rglob("*.md")):
        target = corpus / path.relative_to(SOURCES).with_suffix("")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(RENDERERS[target.suffix](read_source(path)))
        made.append(target)
    return made


if __name__ == "__main__":
    for made_file in make(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS):
        print(made_file)
