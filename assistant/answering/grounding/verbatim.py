"""Nothing is shown whose quote is not found, word for word, where its citation says, by whom it is shown to."""

from collections.abc import Collection, Sequence

from assistant.answering.quoting import Quote
from assistant.knowledge.catalog import Catalog, Slice


def standing(quotes: Collection[Quote], catalog: Catalog, audiences: Sequence[str]) -> list[Quote]:
    """Those of the quotes that equal `text[start:end]` of their source's canonical text as the catalog has it now.

    What has been deleted since it was found, or moved to where these audiences may not see it, does not stand.
    """
    texts = catalog.texts([_slice(quote) for quote in quotes], audiences)
    return [quote for quote in quotes if texts.get(_slice(quote)) == quote.text]


def _slice(quote: Quote) -> Slice:
    return quote.found.passage.document_id, quote.start, quote.end
