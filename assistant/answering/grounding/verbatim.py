"""Nothing is shown whose quote is not found, word for word, where its citation says."""

from assistant.answering.quoting import Quote
from assistant.knowledge.catalog import Catalog


def stands_in_source(quote: Quote, catalog: Catalog) -> bool:
    """Whether the quote equals `text[start:end]` of its source's canonical text as the catalog has it now."""
    return catalog.text(quote.found.passage.source_id, quote.start, quote.end) == quote.text
