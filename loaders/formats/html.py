"""Web pages: the main content, without navigation, becomes blocks; its headings become sections."""

import logging
import re
from collections.abc import Iterator
from typing import cast

import trafilatura
from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document
from lxml.etree import _Element
from trafilatura.settings import DEFAULT_CONFIG, use_config
from trafilatura.settings import Document as PageContent

from loaders.damage import reporting_damage
from loaders.decoding import decode
from loaders.document import Metadata, Person, document_from
from loaders.errors import EmptyFile
from loaders.facets.claims import Claims
from loaders.facets.dates import find_date
from loaders.facets.inference import inferred_claims, title_line
from loaders.facets.settling import settle_facets
from loaders.formats.blocks import Blocks
from loaders.source import SourceFile

# Its exports put the name of a page's space before its title.
_CONFLUENCE = re.compile(r"<ol id=[\"']breadcrumbs")
_SPACE_END = " : "
# The record separator is white space to str.split.
_BREAK = "\x1e"
# Elements of trafilatura's tree that hold other blocks.
_CONTAINERS = ("body", "main", "quote", "div")
# A page with less text than this is taken apart by rules that lose its blocks, unless told that it is short.
_SHORT = 250
_SHORT_PAGES = use_config()
_SHORT_PAGES.read_dict({"DEFAULT": {"min_extracted_size": "0", "min_output_size": "0"}})
# It logs as errors what is reported here as a LoadError.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


class HtmlLoader(BaseLoader):
    """Title, author and date are the page's own metadata."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source

    def lazy_load(self) -> Iterator[Document]:
        path = self._source.path
        page = decode(self._source.content, path)
        blocks = Blocks()
        with reporting_damage(path, "web page", "open it in a browser and save it anew"):
            content = add_page(blocks, page)
        if content is None or not blocks.text:
            raise EmptyFile(path, "no main text found in it", "save the whole page, or save its text as .txt")
        inferred = _inferred(blocks, content)
        if inferred.title and _CONFLUENCE.search(page):
            inferred.title = inferred.title.partition(_SPACE_END)[2] or inferred.title
        facets = settle_facets(self._source, Claims(), inferred)
        yield document_from(blocks.text, Metadata(facets=facets, places=blocks.places()))


def add_page(blocks: Blocks, page: str) -> PageContent | None:
    """Append the main content of a page, and return it with what the page says of itself."""
    content = _extracted(page, is_short=False)
    if content is None or len(content.text or "") < _SHORT:
        content = _extracted(page, is_short=True) or content
    if content is not None:
        _add(blocks, content.body)
    return content


def _extracted(page: str, *, is_short: bool) -> PageContent | None:
    is_whole = "<html" in page.lower()
    extracted = trafilatura.bare_extraction(
        page if is_whole or not is_short else f"<html><body>{page}</body></html>",
        with_metadata=True,
        include_comments=False,
        favor_recall=is_short,
        config=_SHORT_PAGES if is_short else DEFAULT_CONFIG,
        # Guessing a date from links and footers finds wrong ones.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    has_text = isinstance(extracted, PageContent) and extracted.body is not None and any(extracted.body.itertext())
    return cast("PageContent", extracted) if has_text else None


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
            blocks.add("\n".join(" ".join(line.split()) for line in _broken(element).split(_BREAK)))


def _text(element: _Element) -> str:
    return " ".join(_broken(element).split())


def _broken(element: _Element) -> str:
    """The text of an element, its line breaks told from white space."""
    within = (_broken(child) + (child.tail or "") for child in element)
    return "".join((_BREAK if element.tag == "lb" else "", element.text or "", *within))
