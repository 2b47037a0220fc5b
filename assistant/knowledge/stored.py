"""Passages and documents as the catalog keeps them, read back from its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row

from assistant.knowledge.schema import INSIDE
from loaders.document import Facets, Kind, Markup, Place
from loaders.partial_dates import date_from


@dataclass(frozen=True)
class StoredPassage:
    """A passage as the catalog keeps it, with what its document is."""

    id: str
    document_id: str
    source_id: str
    source: str
    title: str
    kind: Kind
    date: date | None
    language: str
    markup: Markup
    start: int
    end: int
    text: str
    reading: str
    context: str
    places: Sequence[Place]
    tokens: int
    superseded: bool
    authors: Sequence[str]

    def credited(self) -> list[str]:
        """Who is credited with some of the passage's words: those who speak or are quoted, else its authors."""
        return [name for kind in ("speaker", "quoted", "reported") for name in self.values(kind)] or list(self.authors)

    def place(self, kind: str, start: int | None = None, end: int | None = None) -> str | None:
        """The value of the first place of this kind that touches `[start, end)`, by default the whole passage."""
        start, end = self.start if start is None else start, self.end if end is None else end
        return next((p.value for p in self.places if p.kind == kind and p.start < end and start < p.end), None)

    def values(self, kind: str) -> list[str]:
        """The values of every place of this kind that the passage touches."""
        return [place.value for place in self.places if place.kind == kind]


@dataclass(frozen=True)
class KnownDocument:
    """A document in short: what a search weighs it by. `passages` is how many it has."""

    id: str
    title: str
    kind: Kind
    date: date | None
    status: str
    amends: str
    passages: int

    @property
    def superseded(self) -> bool:
        return is_superseded(self.status)


@dataclass(frozen=True)
class StoredDocument:
    """A document as `ally sources` lists it; `source` says where it is, also inside a file."""

    id: str
    source_id: str
    folder: str
    source: str
    start: int
    end: int
    facets: Facets
    passages: int

    @property
    def file(self) -> str:
        """The file that holds it: its source, or the archive or mail that its source is in."""
        return self.source.partition(INSIDE)[0]


@dataclass(frozen=True)
class AmendingPassage:
    """A passage of an amendment, and the numbers of the clauses that it changes in what is amended."""

    id: str
    document_id: str
    numbers: Sequence[str]


def is_superseded(status: str) -> bool:
    """Whether a document of this status has been replaced by another."""
    return status.lower().startswith("superseded")


def stored_passage(row: Row[Any]) -> StoredPassage:
    """A passage from a row of passages joined with its document and source."""
    return StoredPassage(
        id=row.id,
        document_id=row.document_id,
        source_id=row.source_id,
        source=row.source,
        title=row.title,
        kind=row.kind,
        date=date_from(row.facets["date"]) if row.date else None,
        language=row.facets["language"],
        markup=row.markup,
        start=row.start,
        end=row.end,
        text=row.text,
        reading=row.reading or row.text,
        context=row.context,
        places=[place_from(place) for place in row.places],
        tokens=row.tokens,
        superseded=is_superseded(row.facets["status"]),
        authors=[person["name"] for person in row.facets["people"] if person["role"] in ("author", "")],
    )


def stored_document(row: Row[Any]) -> StoredDocument:
    """A document from a row of documents with its folder, source and number of passages."""
    return StoredDocument(
        id=row.id,
        source_id=row.source_id,
        folder=row.folder,
        source=row.source,
        start=row.start,
        end=row.end,
        facets=Facets.model_validate(row.facets),
        passages=row.n,
    )


def place_row(place: Place) -> list[Any]:
    """A place as the catalog keeps it."""
    return [place.kind, place.value, place.start, place.end]


def place_from(stored: Sequence[Any]) -> Place:
    """The place that `place_row` made it from."""
    kind, value, start, end = stored
    return Place(kind=kind, value=value, start=start, end=end)
