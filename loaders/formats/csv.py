"""Tables as delimited text: each row is a block that reads under its header."""

import csv
import io
from collections.abc import Iterator

from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

from loaders.damage import reporting_damage
from loaders.decoding import decode
from loaders.document import Metadata, document_from
from loaders.errors import EmptyFile
from loaders.facets.claims import Claims
from loaders.facets.inference import language_of
from loaders.facets.settling import settle_facets
from loaders.formats.blocks import Blocks
from loaders.formats.rows import RowLimit, add_rows
from loaders.source import SourceFile

_DELIMITERS = ",;\t|"
_SAMPLE = 8192


class CsvLoader(BaseLoader):
    """The delimiter is told by the first lines. Cells are text: nothing in them is computed."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source

    def lazy_load(self) -> Iterator[Document]:
        path = self._source.path
        text = decode(self._source.content, path)
        blocks = Blocks()
        with reporting_damage(path, "table", "save it anew as CSV in UTF-8"):
            rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
            add_rows(blocks, RowLimit(path).within(rows))
        if not blocks.text:
            raise EmptyFile(path, "no cells in it", "put text into it or remove it")
        # A date in a row is the row's.
        inferred = Claims(language=language_of(blocks.text))
        facets = settle_facets(self._source, Claims(), inferred)
        yield document_from(blocks.text, Metadata(facets=facets, places=blocks.places()))


def _delimiter(text: str) -> str:
    """A line at a time, so that a cut through the last one misleads nobody."""
    sample = text[:_SAMPLE]
    try:
        return csv.Sniffer().sniff(sample[: sample.rfind("\n") + 1] or sample, _DELIMITERS).delimiter
    except csv.Error:
        return ","
