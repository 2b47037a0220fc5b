"""Web pages: the main content, without navigation, becomes blocks; its headings become sections."""

from collections.abc import Iterator

import trafilatura
from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document
from lxml.etree import _Element
from trafilatura.settings import Document as PageContent

from loaders.blocks import Blocks
from loaders.claims import Claims
from loaders.damage import reporting_damage
from loaders.dates import find_date
from loaders.decoding import decode
from loaders.document import Metadata, Person, document_from
from loaders.errors import EmptyFile
from loaders.facets import settle_facets
from loaders.inference import inferred_claims, title_line
from loaders.source import SourceFile

# Elements of trafilatura's tree that hold other blocks.
_CONTAINERS = ("body", "main", "quote", "div")


class HtmlLoader(BaseLoader):
    """Title, author and date are the page's own metadata."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source

    def lazy_load(self) -> Iterator[Document]:
        path = self._source.path
        page = decode(self._source.content, path)
        with reporting_damage(path, "web page", "open it in a browser and save it anew"):
            extracted = trafilatura.bare_extraction(
                page,
                with_metadata=True,
                include_comments=False,
                # Guessing a date from links and footers finds wrong ones.
                date_extraction_params={"extensive_search": False, "original_date": True},
            )
            blocks = Blocks()
            if isinstance(extracted, PageContent):
                _add(blocks, extracted.body)
        if not isinstance(extracted, PageContent) or not blocks.text:
            raise EmptyFile(path, "no main text found in it", "save the whole page, or save its text as .txt")
        facets = settle_facets(self._source, Claims(), _inferred(blocks, extracted))
        yield document_from(blocks.text, Metadata(facets=facets, places=blocks.places()))


def _inferred(blocks: Blocks, page: PageContent) -> Claims:
    headings = [heading.title for heading in blocks.headings[:1]]
    claims = inferred_claims(blocks.text, [page.title or "", *headings, title_line(blocks.text)])
    claims.date = find_date(page.date or "") or claims.date
    if page.author:
        claims.people = [Person(name=name.strip(), role="author") for name in page.author.split(";")]
    return claims


def _add(blocks: Blocks, element: _Element) -> None:
    """Append what an element of trafilatura's tree holds."""
    match element.tag:
        case "head":
            blocks.add_heading(int(element.get("rend", "h1")[-1]), _text(element))
        case "list":
            is_ordered = element.get("rend") == "ol"
            items = (text for item in element if (text := _text(item)))
            blocks.add(
                "\n".join(f"{number}. {item}" if is_ordered else f"- {item}" for number, item in enumerate(items, 1))
            )
        case "table":
            blocks.add_table([[_text(cell) for cell in row] for row in element.iter("row")])
        case tag if tag in _CONTAINERS:
            blocks.add(element.text or "")
            for child in element:
                _add(blocks, child)
                blocks.add(child.tail or "")
        case _:
            blocks.add(_text(element))


def _text(element: _Element) -> str:
    return " ".join("".join(element.itertext()).split())
