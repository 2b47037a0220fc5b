"""Whole documents, opened: their text, facets and places, for answers that need more of one than a passage holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from sqlalchemy import func, select

from assistant.knowledge.catalog import Catalog
from assistant.knowledge.schema import documents, place_of_document, sources
from assistant.knowledge.stored import StoredPassage, is_superseded, place_from
from loaders.document import Facets, Markup, Place, PlaceKind

DOCUMENTS_KEPT = 256  # up to a megabyte or so for each
LISTS_KEPT = 16


@dataclass(frozen=True)
class OpenDocument:
    """A document's `text` is the slice of its source's that begins at `start`; places count in the source's text."""

    id: str
    source_id: str
    source: str
    markup: Markup
    start: int
    text: str
    facets: Facets
    places: Sequence[Place]

    def slice(self, start: int, end: int) -> str:
        """The text of a range of the source's."""
        return self.text[start - self.start : end - self.start]

    def of_kind(self, kind: PlaceKind) -> Iterator[Place]:
        """The places of a kind, in order."""
        return (place for place in self.places if place.kind == kind)

    def passage(self, start: int, end: int) -> StoredPassage:
        """A range of the source's text as a passage of this document."""
        touched = [place for place in self.places if place.start < end and start < place.end]
        text = self.slice(start, end)
        facets = self.facets
        section = _common_path([place.value for place in touched if place.kind == "section"])
        return StoredPassage(
            id=f"{self.id}:{start}:{end}",
            document_id=self.id,
            source_id=self.source_id,
            source=self.source,
            title=facets.title,
            kind=facets.kind,
            date=facets.date,
            language=facets.language,
            markup=self.markup,
            start=start,
            end=end,
            text=text,
            reading=text,
            context=" > ".join(dict.fromkeys(filter(None, (facets.title, section.removeprefix(f"{facets.title} > "))))),
            places=touched,
            tokens=0,
            superseded=is_superseded(facets.status),
            authors=[person.name for person in facets.people if person.role in ("author", "")],
        )


@dataclass(frozen=True)
class Agreement:
    """An agreement in short: what it is called, whom it is with, and what it amends."""

    id: str
    title: str
    amends: str
    partners: Sequence[str]


def agreements(catalog: Catalog, audiences: Sequence[str]) -> Sequence[Agreement]:
    """Every agreement that these audiences may see, by title."""
    with catalog.at_one_moment():
        return _agreements(catalog, catalog.version(), tuple(audiences))


@lru_cache(maxsize=LISTS_KEPT)
def _agreements(catalog: Catalog, _version: int, audiences: tuple[str, ...]) -> Sequence[Agreement]:
    query = (
        select(documents.c.id, documents.c.title, documents.c.facets)
        .where(documents.c.kind == "agreement", documents.c.audience.in_(audiences))
        .order_by(documents.c.title, documents.c.id)
    )
    with catalog.reading() as connection:
        return [
            Agreement(row.id, row.title, row.facets["amends"], row.facets["partners"])
            for row in connection.execute(query)
        ]


def _common_path(paths: Sequence[str]) -> str:
    """The headings that stand above all of them."""
    levels = zip(*(path.split(" > ") for path in paths), strict=False)
    return " > ".join(level[0] for level in takewhile(lambda level: len(set(level)) == 1, levels))


def open_documents(catalog: Catalog, ids: Sequence[str], audiences: Sequence[str]) -> dict[str, OpenDocument]:
    """Those of the documents that these audiences may see, by id and in the order of `ids`."""
    with catalog.at_one_moment():
        version = catalog.version()
        opened = {key: document for key in ids if (document := _opened(catalog, version, key))}
    return {key: document for key, document in opened.items() if document.facets.audience in audiences}


@lru_cache(maxsize=DOCUMENTS_KEPT)
def _opened(catalog: Catalog, _version: int, document_id: str) -> OpenDocument | None:
    """The document as it is in this version of the catalog: answers in a row often rest on the same ones."""
    text = func.substr(sources.c.text, documents.c.start + 1, documents.c.end - documents.c.start)
    query = (
        select(documents, place_of_document.label("source"), text.label("text"))
        .join(sources, documents.c.source_id == sources.c.id)
        .where(documents.c.id == document_id)
    )
    with catalog.reading() as connection:
        row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return OpenDocument(
        id=row.id,
        source_id=row.source_id,
        source=row.source,
        markup=row.markup,
        start=row.start,
        text=row.text,
        facets=Facets.model_validate(row.facets),
        places=sorted((place_from(place) for place in row.places), key=lambda place: (place.start, place.end)),
    )
