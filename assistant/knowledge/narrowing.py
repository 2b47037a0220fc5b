"""Filters as the conditions of a query over documents and their sources."""

from sqlalchemy import ColumnElement, select

from assistant.knowledge.schema import documents, names, place_of_document
from assistant.types import Filters


def conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """What the documents that the filters let through have in common; none for filters that let all through."""
    narrowed: list[ColumnElement[bool]] = []
    if filters.kind:
        narrowed.append(documents.c.kind == filters.kind)
    if filters.audience:
        narrowed.append(documents.c.audience == filters.audience)
    if filters.after:
        narrowed.append(documents.c.date >= filters.after)
    if filters.before:
        narrowed.append(documents.c.date <= filters.before)
    if filters.source:
        narrowed.append(place_of_document.startswith(filters.source, autoescape=True))
    for kind, wanted in (("person", filters.speaker), ("partner", filters.partner)):
        if wanted:
            named = select(names.c.document_id).where(
                names.c.kind == kind, names.c.name.icontains(wanted, autoescape=True)
            )
            narrowed.append(documents.c.id.in_(named))
    return narrowed
