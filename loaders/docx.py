"""Word documents: paragraphs, lists and table rows become blocks, headings become sections."""

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import groupby

import docx
from docx.document import Document as WordDocument
from docx.opc.coreprops import CoreProperties
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

from loaders.blocks import Blocks
from loaders.claims import Claims
from loaders.damage import reporting_damage
from loaders.document import Metadata, Person, document_from
from loaders.errors import EmptyFile, Mislabelled
from loaders.facets import settle_facets
from loaders.front_matter import read_pairs
from loaders.inference import inferred_claims, title_line
from loaders.source import SourceFile

_HEADING_STYLE = re.compile(r"Title$|Heading (\d)$")
# The library that writes most generated documents signs with its own name.
_NOT_AN_AUTHOR = ("", "python-docx")


class DocxLoader(BaseLoader):
    """The property Keywords may declare facets ("audience: public; status: current")."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source

    def lazy_load(self) -> Iterator[Document]:
        path = self._source.path
        if not _is_word(self._source.content):
            raise Mislabelled(path, "is not a Word document (.docx)", "give it the suffix of what it is")
        with reporting_damage(path, "Word document", "open it in Word and save it anew"):
            word = docx.Document(io.BytesIO(self._source.content))
            blocks = _blocks(word)
            properties = word.core_properties
            keywords = properties.keywords
            inferred = _inferred(blocks, properties)
        if not blocks.text:
            raise EmptyFile(path, "no text in it", "put text into it or remove it")
        declared = read_pairs(re.split(r"[;\n]", keywords), path)
        facets = settle_facets(self._source, declared, inferred)
        yield document_from(blocks.text, Metadata(facets=facets, places=blocks.places()))


def _is_word(content: bytes) -> bool:
    try:
        return "word/document.xml" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return False


def _inferred(blocks: Blocks, properties: CoreProperties) -> Claims:
    headings = [heading.title for heading in blocks.headings[:1]]
    claims = inferred_claims(blocks.text, [properties.title.strip(), *headings, title_line(blocks.text)])
    if properties.author.strip() not in _NOT_AN_AUTHOR:
        claims.people = [Person(name=properties.author.strip(), role="author")]
    return claims


def _blocks(word: WordDocument) -> Blocks:
    blocks = Blocks()
    for is_list, contents in groupby(word.iter_inner_content(), key=_is_list_item):
        if is_list:
            items = (item.text.strip() for item in contents if isinstance(item, Paragraph))
            blocks.add("\n".join(f"- {item}" for item in items if item))
        else:
            for content in contents:
                _add(blocks, content)
    return blocks


def _add(blocks: Blocks, content: Paragraph | Table) -> None:
    if isinstance(content, Table):
        blocks.add_table([_cells(row) for row in content.rows])
    elif heading := _HEADING_STYLE.match(_style(content)):
        blocks.add_heading(int(heading[1] or 0), content.text)
    else:
        blocks.add(content.text)


def _is_list_item(content: Paragraph | Table) -> bool:
    if isinstance(content, Table):
        return False
    properties = content._p.pPr
    return _style(content).startswith("List ") or (properties is not None and properties.numPr is not None)


def _style(paragraph: Paragraph) -> str:
    return (paragraph.style.name if paragraph.style else None) or ""


def _cells(row: _Row) -> list[str]:
    """The cells' texts; a cell merged over several columns counts once."""
    return [next(cells).text for _, cells in groupby(row.cells, key=lambda cell: cell._tc)]
