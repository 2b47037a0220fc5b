"""PDF: the canonical text is the pages' raw extracted texts joined by form feeds."""

import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import accumulate

import pypdf
from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

from loaders.damage import reporting_damage
from loaders.decoding import storable
from loaders.document import Metadata, Place, document_from
from loaders.errors import EmptyFile, Malformed, Mislabelled, TooLarge
from loaders.facets.front_matter import read_keywords
from loaders.facets.inference import inferred_claims, title_line
from loaders.facets.settling import settle_facets
from loaders.formats.pdf_layout import furniture_places
from loaders.formats.pdf_outline import Bookmark, bookmarks, outline_places
from loaders.source import SourceFile

MOST_PAGES = 5_000

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
        starts = list(accumulate((len(page) + 1 for page in pages[:-1]), initial=0))
        places = [
            *_page_places(pages, starts, self._labels(reader)),
            *outline_places(self._outline(reader), pages, starts),
            *furniture_places(pages, starts),
        ]
        declared = read_keywords(keywords, path)
        inferred = inferred_claims(text, [title.strip(), title_line(text)])
        facets = settle_facets(self._source, declared, inferred)
        yield document_from(text, Metadata(facets=facets, places=places, markup="pdf"))

    def _opened(self) -> pypdf.PdfReader:
        path = self._source.path
        reader = pypdf.PdfReader(io.BytesIO(self._source.content))
        # Many PDFs are encrypted against editing only and open with an empty password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise Malformed(path, "password-protected", "save a copy without the password")
        if len(reader.pages) > MOST_PAGES:
            problem = f"{len(reader.pages):,} pages are over the limit of {MOST_PAGES:,}"
            raise TooLarge(path, problem, "split it into several files")
        return reader

    # Viewers show the pages of a PDF whose labels or bookmarks are damaged, and so do we.

    def _labels(self, reader: pypdf.PdfReader) -> list[str]:
        with suppress(Malformed), reporting_damage(self._source.path, "page labels", "save it anew"):
            return [storable(label) for label in reader.page_labels]
        return []

    def _outline(self, reader: pypdf.PdfReader) -> list[Bookmark]:
        with suppress(Malformed), reporting_damage(self._source.path, "outline", "save it anew"):
            return list(bookmarks(reader))
        return []


def _page_places(pages: Sequence[str], starts: Sequence[int], labels: Sequence[str]) -> Iterator[Place]:
    """Every page that has text, under its label or else its number; the form feeds lie between pages."""
    for index, (page, start) in enumerate(zip(pages, starts, strict=True)):
        if page:
            label = labels[index].strip() if index < len(labels) else ""
            yield Place(kind="page", value=label or str(index + 1), start=start, end=start + len(page))
