"""What became of a clause: the amendments of its agreement that change it, so that it never answers as if it stood."""

from collections.abc import Sequence

from assistant.answering.clauses import clauses_numbered, number_of
from assistant.answering.quoting import Quote, widened
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.opened import Agreement, OpenDocument, agreements, open_documents
from assistant.knowledge.terms import content_terms


class Family:
    """An agreement with the visible ones that amend it, or that it amends."""

    def __init__(self, catalog: Catalog, document: OpenDocument, audiences: Sequence[str]) -> None:
        """Find and open what belongs to the document: of the same partner, and named by one as what it amends."""
        known = agreements(catalog, audiences)
        own = next(each for each in known if each.id == document.id)
        self._amending = [each.id for each in known if _amends(each, own)]
        self._amended = [each.id for each in known if _amends(own, each)]
        self._opened = open_documents(catalog, [*self._amending, *self._amended], audiences)

    def changes(self, quote: Quote) -> list[Quote]:
        """The amending clauses for the clause that the quote stands in, the newest amendment first."""
        number = number_of(quote.place("section") or "")
        amendments = [self._opened[key] for key in self._amending]
        newest_first = sorted(amendments, key=lambda each: str(each.facets.date), reverse=True)
        return [
            widened(quote, other, place.start, place.end)
            for other in newest_first
            for place in other.of_kind("amends")
            if number and (number == place.value or number.startswith(f"{place.value}."))
        ]

    def changed(self, quote: Quote) -> list[Quote]:
        """The clauses that the quote, of an amendment, changes, as they stood before."""
        numbers = {place.value for place in quote.places("amends")}
        return [
            widened(quote, other, place.start, place.end)
            for other in (self._opened[key] for key in self._amended)
            for number in sorted(numbers)
            for place in clauses_numbered(number, other)
        ]


def _amends(amendment: Agreement, agreement: Agreement) -> bool:
    """Whether the one says that it amends the other: a partner in common, and most of the name that it calls it by."""
    if not amendment.amends or amendment.id == agreement.id or not set(amendment.partners) & set(agreement.partners):
        return False
    called, title = set(content_terms(amendment.amends)), set(content_terms(agreement.title))
    return len(called & title) * 2 >= min(len(called), len(title)) > 0
