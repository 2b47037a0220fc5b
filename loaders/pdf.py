"""PDF: the canonical text is the pages' raw extracted texts joined by form feeds."""

import io
import re
from collections.abc import Iterator, Sequence

import pypdf
from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

from loaders.damage import reporting_damage
from loaders.decoding import storable
from loaders.document import Metadata, Place, document_from
from loaders.errors import EmptyFile, Malformed, Mislabelled
from loaders.facets import settle_facets
from loaders.front_matter import read_pairs
from loaders.inference import inferred_claims, title_line
from loaders.source import SourceFile

# Readers accept a header anywhere in the first kilobyte.
_HEADER_WITHIN = 1024


class PdfLoader(BaseLoader):
    """The property Keywords may declare facets ("audience: public; status: current")."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source

    def lazy_load(self) -> Iterator[Document]:
        path = self._source.path
        if b"%PDF-" not in self._source.content[:_HEADER_WITHIN]:
            raise Mislabelled(path, "is not a PDF", "give it the suffix of what it is")
        with reporting_damage(path, "PDF", "open it in a PDF viewer and save it anew"):
            reader = self._opened()
            pages = [storable(page.extract_text()) for page in reader.pages]
            information = reader.metadata or pypdf.DocumentInformation()
            title, keywords = storable(information.title or ""), storable(information.keywords or "")
        text = "\f".join(pages)
        if not text.strip():
            raise EmptyFile(path, "no text in its pages", "run it through OCR first, for example with ocrmypdf")
        declared = read_pairs(re.split(r"[;\n]", keywords), path)
        inferred = inferred_claims(text, [title.strip(), title_line(text)])
        facets = settle_facets(self._source, declared, inferred)
        yield document_from(text, Metadata(facets=facets, places=list(_page_places(pages)), markup="pdf"))

    def _opened(self) -> pypdf.PdfReader:
        reader = pypdf.PdfReader(io.BytesIO(self._source.content))
        # Many PDFs are encrypted against editing only and open with an empty password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise Malformed(self._source.path, "password-protected", "save a copy without the password")
        return reader


def _page_places(pages: Sequence[str]) -> Iterator[Place]:
    """Every page that has text; the form feeds lie between pages."""
    start = 0
    for number, page in enumerate(pages, 1):
        if page:
            yield Place(kind="page", value=str(number), start=start, end=start + len(page))
        start += len(page) + 1
