"""Which documents a listing shows beyond what the catalog filters by: those of a name, and those of some freshness."""

import unicodedata
from datetime import date
from typing import Literal

from assistant.knowledge.stored import is_superseded
from loaders.document import Facets

Freshness = Literal["current", "due", "draft", "superseded", "plain"]


def freshness_of(facets: Facets, today: date) -> Freshness:
    """How far a document can be relied on; "plain" where nothing says.

    That it was replaced or is no final text comes before whether its review is due. A review of 2025 or of March 2025
    may take place until the end of that.
    """
    if is_superseded(facets.status):
        return "superseded"
    status = facets.status.casefold()
    if status.startswith("draft"):
        return "draft"
    if facets.review_date:
        review = str(facets.review_date)
        return "due" if review < today.isoformat()[: len(review)] else "current"
    return "current" if status in ("current", "approved") else "plain"


def goes_by(source: str, facets: Facets, typed: str) -> bool:
    """Whether every word typed is part of the document's title, path, owner, people, partners or alliances.

    Case and accents make no difference.
    """
    people = [each.name for each in facets.people]
    names = _bare(" ".join([facets.title, source, facets.owner, *people, *facets.partners, *facets.alliances]))
    return all(word in names for word in _bare(typed).split())


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(each for each in apart if not unicodedata.combining(each)).casefold()
