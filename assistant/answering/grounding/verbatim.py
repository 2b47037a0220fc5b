"""Nothing is shown whose quote is not found, word for word, where its citation says, by whom it is shown to."""

from collections.abc import Sequence

from assistant.answering.quoting import Quote
from assistant.knowledge.catalog import Catalog


def stands_in_source(quote: Quote, catalog: Catalog, audiences: Sequence[str]) -> bool:
    """Whether the quote equals `text[start:end]` of its source's canonical text as the catalog has it now.

    What has been deleted since it was found, or moved to where these audiences may not see it, does not stand.
    """
    return catalog.text(quote.found.passage.document_id, quote.start, quote.end, audiences) == quote.text
