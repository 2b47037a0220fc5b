"""The routes to what is known: the documents that a caller may see, and the text of one."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from assistant.knowledge.catalog import Catalog
from assistant.knowledge.opened import OpenDocument, open_documents
from assistant.knowledge.stored import StoredDocument
from assistant.service.access import REFUSED, Called
from assistant.service.listing import Freshness, freshness_of, goes_by
from assistant.service.problems import documented
from assistant.types import Filters, Viewer
from loaders.document import Facets, Markup, Place

router = APIRouter(tags=["sources"])

MOST_AT_ONCE = 1000


class Source(Facets):
    """A document and its facets. `source` is its path, `start` and `end` where its text stands in the source's."""

    id: str
    source: str
    start: int
    end: int
    passages: Annotated[int, Field(description="how many passages it is searched by")]
    freshness: Annotated[Freshness, Field(description="how far it can be relied on today")]


class Listing(Filters):
    """Which documents are wanted, and which of them now."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    named: Annotated[
        str, Field(max_length=200, description="words of its title, path, owner, people, partners or alliances")
    ] = ""
    freshness: Freshness | None = None
    limit: Annotated[int, Field(ge=1, le=MOST_AT_ONCE)] = 100
    offset: Annotated[int, Field(ge=0, le=2**31)] = 0

    @property
    def filters(self) -> Filters:
        """The filters alone."""
        return Filters.model_validate(self.model_dump(include=set(Filters.model_fields)))

    def shows(self, source: Source) -> bool:
        """Whether what the filters let through is wanted."""
        return self.freshness in (None, source.freshness) and goes_by(source.source, source, self.named)


class Sources(BaseModel):
    """Some of the documents, by source; `total` counts all that there are for this caller and these filters."""

    sources: list[Source]
    total: int


class SourceText(BaseModel):
    """A document with its canonical text; places count in characters of the whole source's, as `start` and `end` do."""

    id: str
    source: str
    start: int
    end: int
    markup: Markup
    text: Annotated[str, Field(description="characters start to end of the source, exactly as they are quoted")]
    facets: Facets
    freshness: Freshness
    places: list[Place]


@router.get("/v1/sources", responses=REFUSED | documented(422, 503))
async def sources(request: Request, wanted: Annotated[Listing, Query()], caller: Called) -> Sources:
    """List the documents that this caller may see."""
    return await run_in_threadpool(_listed, request.app.state.services.catalog, wanted, caller.viewer)


@router.get("/v1/sources/{id}", responses=REFUSED | documented(404, 422, 503))
async def source(request: Request, id: str, caller: Called) -> SourceText:  # noqa: A002 (as answers call it)
    """The text of a document, by the `document_id` that hits and citations name."""
    catalog: Catalog = request.app.state.services.catalog
    found = await run_in_threadpool(visible_document, catalog, id, caller.viewer)
    return SourceText(
        id=found.id,
        source=found.source,
        start=found.start,
        end=found.start + len(found.text),
        markup=found.markup,
        text=found.text,
        facets=found.facets,
        freshness=freshness_of(found.facets, date.today()),  # noqa: DTZ011 the operator's day
        places=list(found.places),
    )


def visible_document(catalog: Catalog, document_id: str, viewer: Viewer) -> OpenDocument:
    """The document, opened. Raises HTTPException 404, the same for one that is not there and one not to be seen."""
    audiences = viewer.visible(catalog.audiences())
    try:
        return open_documents(catalog, [document_id], audiences)[document_id]
    except KeyError:
        raise HTTPException(404, "No such source; GET /v1/sources lists what there is") from None


def described(document: StoredDocument) -> Source:
    """The document as the routes show it."""
    return Source(
        id=document.id,
        source=document.source,
        start=document.start,
        end=document.end,
        passages=document.passages,
        freshness=freshness_of(document.facets, date.today()),  # noqa: DTZ011 the operator's day
        **document.facets.model_dump(),
    )


def _listed(catalog: Catalog, wanted: Listing, viewer: Viewer) -> Sources:
    with catalog.at_one_moment():
        return _listed_now(catalog, wanted, viewer)


def _listed_now(catalog: Catalog, wanted: Listing, viewer: Viewer) -> Sources:
    audiences = viewer.visible(catalog.audiences())
    if wanted.named or wanted.freshness:
        every = map(described, catalog.documents(audiences, wanted.filters))
        shown = [each for each in every if wanted.shows(each)]
        return Sources(sources=shown[wanted.offset : wanted.offset + wanted.limit], total=len(shown))
    total = len(catalog.document_ids(audiences, wanted.filters))
    found = catalog.documents(audiences, wanted.filters, wanted.limit, wanted.offset)
    return Sources(sources=[described(each) for each in found], total=total)
