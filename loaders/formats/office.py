"""What Office files have in common: a zip archive of XML parts, checked before a parser unpacks it, and properties."""

import io
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from langchain_core.documents import Document

from loaders.damage import reporting_damage
from loaders.document import Metadata, Person, document_from
from loaders.errors import EmptyFile, Malformed, Mislabelled, TooLarge
from loaders.facets.claims import Claims
from loaders.facets.front_matter import read_keywords
from loaders.facets.inference import inferred_claims, is_title, title_line
from loaders.facets.settling import settle_facets
from loaders.formats.blocks import Blocks
from loaders.source import SourceFile

# A parsed tree takes a dozen times the memory of its XML.
MAX_XML = 40_000_000
_CONTENT_TYPES = "[Content_Types].xml"
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK"
_NO_AUTHORS = ("python-docx", "openpyxl", "Steve Canny")
_NO_TITLES = ("PowerPoint Presentation", "Word Document")


@dataclass(frozen=True)
class OfficeType:
    """A program's files: its name, what their main part is called in their list of contents, and their suffix."""

    program: str
    main_part: str
    suffix: str


WORD = OfficeType("Word", "wordprocessingml.document", ".docx")
POWERPOINT = OfficeType("PowerPoint", "presentationml.presentation", ".pptx")
EXCEL = OfficeType("Excel", "spreadsheetml.sheet", ".xlsx")


@dataclass(frozen=True)
class Properties:
    """What a file's properties say; Keywords may declare facets ("audience: public; status: current")."""

    title: str
    author: str
    keywords: str

    @classmethod
    def of(cls, title: str | None, author: str | None, keywords: str | None) -> "Properties":
        """Without the names and titles that the libraries which write documents sign with."""
        return cls(_signed(title, _NO_TITLES), _signed(author, _NO_AUTHORS), keywords or "")


@contextmanager
def opened(source: SourceFile, office_type: OfficeType, max_xml: int = MAX_XML) -> Iterator[io.BytesIO]:
    """The file for a parser to read, whose exceptions are reported as damage. Raises LoadError.

    A file whose XML is more than `max_xml` bytes, or that unpacks to more than its allowance, is refused.
    """
    program, path = office_type.program, source.path
    if source.content.startswith(_OLE):
        remedy = f"save it as {office_type.suffix} without a password"
        raise Malformed(path, f"password-protected, or of an old version of {program}", remedy)
    if not source.content.startswith(_ZIP):
        raise Mislabelled(path, f"is not a {office_type.suffix} document", "give it the suffix of what it is")
    with reporting_damage(path, f"{program} document", f"open it in {program} and save it anew"):
        with zipfile.ZipFile(io.BytesIO(source.content)) as package:
            parts = package.infolist()
            source.allowance.spend(sum(part.file_size for part in parts), path)
            xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
            if xml > max_xml:
                raise TooLarge(
                    path, f"has {xml / 1e6:.0f} MB of text and markup, over {max_xml / 1e6:g} MB", "split it"
                )
            contents = package.read(_CONTENT_TYPES) if _CONTENT_TYPES in package.namelist() else b""
        if office_type.main_part.encode() not in contents:
            raise Mislabelled(path, f"is not a {office_type.suffix} document", "give it the suffix of what it is")
        yield io.BytesIO(source.content)


def office_document(source: SourceFile, blocks: Blocks, properties: Properties, content: Claims) -> Document:
    """The document of an Office file; `content` is what its text says of itself. Raises EmptyFile or Malformed."""
    if not blocks.text:
        raise EmptyFile(source.path, "no text in it", "put text into it or remove it")
    inferred = content.model_copy()
    if is_title(properties.title):
        inferred.title = properties.title
    if properties.author:
        inferred.people = [Person(name=properties.author, role="author")]
    declared = read_keywords(properties.keywords, source.path)
    facets = settle_facets(source, declared, inferred)
    return document_from(blocks.text, Metadata(facets=facets, places=blocks.places()))


def claims_of(blocks: Blocks) -> Claims:
    """What the text of a document with headings says of itself."""
    titles = [*(heading.title for heading in blocks.headings[:1]), title_line(blocks.text)]
    return inferred_claims(blocks.text, titles)


def _signed(value: str | None, defaults: Collection[str]) -> str:
    stripped = (value or "").strip()
    return "" if stripped in defaults else stripped
