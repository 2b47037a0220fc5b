"""Loaders written for others: any LangChain loader of a path can read a suffix of ours."""

import inspect
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

from loaders.decoding import storable
from loaders.document import Metadata, Place, document_from
from loaders.errors import EmptyFile
from loaders.facets.claims import Claims
from loaders.facets.inference import inferred_claims, title_line
from loaders.facets.settling import settle_facets
from loaders.source import SourceFile

_GAP = "\n\n"


def as_loader(make_loader: Callable[..., BaseLoader]) -> Callable[[SourceFile], BaseLoader]:
    """A constructor whose first parameter is `source` takes a SourceFile; any other is taken to want a path."""
    first = next(iter(inspect.signature(make_loader).parameters), "")
    return make_loader if first == "source" else lambda source: ForeignLoader(source, make_loader)


class ForeignLoader(BaseLoader):
    """The documents of a foreign loader become one, blank lines between them; "page_label" and "title" are kept."""

    def __init__(self, source: SourceFile, make_loader: Callable[[str], BaseLoader]) -> None:
        self._source = source
        self._make_loader = make_loader

    def lazy_load(self) -> Iterator[Document]:
        pieces = self._pieces()
        text = _GAP.join(piece.page_content for piece in pieces)
        if not text:
            raise EmptyFile(self._source.path, "no text in it", "put text into it or remove it")
        titles = [str(piece.metadata.get("title", "")) for piece in pieces[:1]]
        inferred = inferred_claims(text, [*titles, title_line(text)])
        facets = settle_facets(self._source, Claims(), inferred)
        yield document_from(text, Metadata(facets=facets, places=list(_pages(pieces))))

    def _pieces(self) -> list[Document]:
        """The foreign documents that have text. Their loader reads a copy: a member of an archive is no file."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, self._source.path.name)
            copy.write_bytes(self._source.content)
            loaded = self._make_loader(str(copy)).load()
        pieces = [Document(storable(piece.page_content).strip(), metadata=piece.metadata) for piece in loaded]
        return [piece for piece in pieces if piece.page_content]


def _pages(pieces: list[Document]) -> Iterator[Place]:
    start = 0
    for piece in pieces:
        end = start + len(piece.page_content)
        if label := piece.metadata.get("page_label"):
            yield Place(kind="page", value=str(label), start=start, end=end)
        start = end + len(_GAP)
