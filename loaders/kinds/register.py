"""Registers: tables with next to nothing around them, whatever their kind; their rows may define terms."""

from loaders.document import Metadata
from loaders.layout.glossary import find_terms
from loaders.layout.lines import lines_of
from loaders.layout.tables import find_tables


def read(text: str, metadata: Metadata) -> Metadata:
    """The metadata with the terms that rows of a glossary define; the rows themselves come with the format."""
    lines = lines_of(text)
    terms = find_terms(lines, (), list(find_tables(lines, metadata.markup)))
    return metadata.model_copy(update={"places": [*metadata.places, *terms]})
