"""Markdown: plain text whose headings are sections. Its marks stay in the canonical text."""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document
from markdown_it import MarkdownIt

from loaders.formats.text import text_document
from loaders.layout.sections import Heading
from loaders.reading import reading_form
from loaders.source import SourceFile

# Headings need the block structure only; inline parsing is most of the time.
_BLOCKS = MarkdownIt("commonmark").disable("inline")
# What the parser counts as a line.
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")


class MarkdownLoader(BaseLoader):
    """Front matter, labelled turns and headings."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source

    def lazy_load(self) -> Iterator[Document]:
        yield text_document(self._source, "markdown", find_headings)


def find_headings(text: str, start: int) -> list[Heading]:
    """The headings of `text` from offset `start`, those inside lists and quotations left out."""
    tokens = _BLOCKS.parse(text[start:])
    lines = list(accumulate(map(len, _LINE.findall(text, start)), initial=start))
    return [
        Heading(int(token.tag[1]), reading_form(inline.content, "markdown"), lines[token.map[0]])
        for token, inline in pairwise(tokens)
        if token.type == "heading_open" and token.level == 0 and token.map and inline.content
    ]
