"""Word documents: paragraphs, lists and table rows become blocks, headings become sections."""

import re
from collections.abc import Iterator

import docx
from docx.document import Document as WordDocument
from docx.oxml.table import CT_Tbl
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

from loaders.formats.blocks import Blocks
from loaders.formats.numbering import Numbering
from loaders.formats.office import WORD, Properties, claims_of, office_document, opened
from loaders.source import SourceFile

_HEADING_STYLE = re.compile(r"Title$|Heading (\d)$")
_MOST_COLUMNS = 100
# Content controls wrap paragraphs; a paragraph inside another is in a text box.
_CONTENTS = (
    ".//w:p[not(ancestor::w:tbl or ancestor::w:p or ancestor::w:moveFrom)]"
    " | .//w:tbl[not(ancestor::w:tbl or ancestor::w:p)]"
)
_RUNS = ".//w:r[not(ancestor::w:moveFrom or ancestor::w:txbxContent)]"


class DocxLoader(BaseLoader):
    """The text as it reads with every change accepted, and with the numbers that Word prints."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source

    def lazy_load(self) -> Iterator[Document]:
        with opened(self._source, WORD) as file:
            word = docx.Document(file)
            blocks = _blocks(word)
            core = word.core_properties
            properties = Properties.of(core.title, core.author, core.keywords)
        yield office_document(self._source, blocks, properties, claims_of(blocks))


def _blocks(word: WordDocument) -> Blocks:
    blocks = Blocks()
    numbering = Numbering(word)
    items: list[str] = []
    for content in word.element.body.xpath(_CONTENTS):
        if not isinstance(content, CT_Tbl) and (item := _list_item(Paragraph(content, word), numbering)) is not None:
            items.append(item)
            continue
        blocks.add("\n".join(filter(None, items)))
        items = []
        if isinstance(content, CT_Tbl):
            blocks.add_table(_rows(content))
        else:
            _add(blocks, Paragraph(content, word), numbering)
    blocks.add("\n".join(filter(None, items)))
    return blocks


def _list_item(paragraph: Paragraph, numbering: Numbering) -> str | None:
    """The item behind its number or dash, indented by its level, "" where it is empty; None for what is no item."""
    if _HEADING_STYLE.match(_style(paragraph)):
        return None
    label = numbering.label(paragraph)
    if label is None and not _style(paragraph).startswith("List "):
        return None
    number, level = label or ("-", 0)
    text = _text(paragraph._p)
    return text and f"{'  ' * level}{number} {text}"


def _add(blocks: Blocks, paragraph: Paragraph, numbering: Numbering) -> None:
    text = _text(paragraph._p)
    if heading := _HEADING_STYLE.match(_style(paragraph)):
        label = numbering.label(paragraph)
        number = f"{label[0]} " if label and label[0] != "-" else ""
        blocks.add_heading(int(heading[1] or 0), text and number + text)
    else:
        blocks.add(text)


def _style(paragraph: Paragraph) -> str:
    return (paragraph.style.name if paragraph.style else None) or ""


def _rows(table: CT_Tbl) -> Iterator[list[str]]:
    """Each row's cells by column. A cell merged over rows reads in each; one merged over columns, in the first."""
    above: list[str] = []
    for row in table.tr_lst:
        cells: list[str] = []
        for cell in row.tc_lst:
            column = len(cells)
            text = "\n".join(_text(paragraph) for paragraph in cell.xpath(".//w:p"))
            if cell.vMerge == "continue" and column < len(above):
                text = above[column]
            cells += [text, *[""] * (min(cell.grid_span, _MOST_COLUMNS) - 1)]
        above = cells
        yield cells


def _text(paragraph: BaseOxmlElement) -> str:
    return "".join(run.text for run in paragraph.xpath(_RUNS)).strip()
