"""Spreadsheets: each sheet is a section, each row a block under its header. Formulas show their last value."""

import datetime
import warnings
from collections.abc import Iterator

import openpyxl
from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

from loaders.facets.claims import Claims
from loaders.facets.inference import language_of
from loaders.formats.blocks import Blocks
from loaders.formats.office import EXCEL, Properties, office_document, opened
from loaders.formats.rows import RowLimit, add_rows
from loaders.source import MAX_UNPACKED, SourceFile


class XlsxLoader(BaseLoader):
    """Sheets are read row by row, as their file has them."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source

    def lazy_load(self) -> Iterator[Document]:
        with opened(self._source, EXCEL, max_xml=MAX_UNPACKED) as file, warnings.catch_warnings():
            # They tell of styles and extensions that are lost when a file is written back.
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
            blocks, limit = Blocks(), RowLimit(self._source.path)
            for sheet in workbook.worksheets:
                # The dimensions that a sheet states are often those of its formatting.
                sheet.reset_dimensions()
                blocks.open_section(1, sheet.title)
                values = sheet.iter_rows(values_only=True)
                add_rows(blocks, limit.within([_text(cell) for cell in row] for row in values))
            core = workbook.properties
            properties = Properties.of(core.title, core.creator, core.keywords)
        # A date in a row is the row's, and "Sheet1" is no title.
        yield office_document(self._source, blocks, properties, Claims(language=language_of(blocks.text)))


def _text(value: object) -> str:
    """A cell as it reads: a date without a time at midnight, a whole number without a point."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case datetime.datetime():
            return value.isoformat(" ", "minutes")
        case float():
            return f"{value:.15g}"
        case _:
            return str(value)
