"""What a loader says about a document, and how it travels in a LangChain Document's metadata.

A loader yields one LangChain Document per *document*. The documents of one file, in order and joined without
anything between them, are the source's canonical text; every range below counts characters (code points) from
the start of the document's own `page_content`.
"""

import datetime
from typing import Literal

from langchain_core.documents import Document
from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["talk", "interview", "playbook", "agreement", "minutes", "article"]
Markup = Literal["plain", "markdown", "pdf"]
PlaceKind = Literal["page", "section", "speaker", "role", "time", "furniture"]
FacetOrigin = Literal["front matter", "folder", "content", "file name", "default"]


class Place(BaseModel):
    """A stand-off range `[start, end)` of a document's text and what holds there.

    `page`: the page's number as printed on a viewer's tab, from "1". `section`: the heading path, outermost
    first, joined by " > ". `speaker`: who speaks, as named. `role`: "interviewer", "guest", "moderator",
    "speaker" or "audience". `time`: the start of the cue, "HH:MM:SS". `furniture`: text that is kept in the source
    but is no part of what it says (front matter, the speaker's label before a turn, navigation); no passage covers it.
    """

    model_config = ConfigDict(frozen=True)

    kind: PlaceKind
    value: str
    start: int
    end: int


class Person(BaseModel):
    """Somebody a document is by or about; `role` as the source gives it ("guest", "author"), or empty."""

    model_config = ConfigDict(frozen=True)

    name: str
    role: str = ""


class Facets(BaseModel):
    """What is known about a document as a whole. `origins` says, facet by facet, where the value came from."""

    model_config = ConfigDict(extra="forbid")

    title: str
    kind: Kind
    date: datetime.date | None = None
    language: str = "en"
    audience: str = "internal"
    people: list[Person] = Field(default_factory=list)
    partners: list[str] = Field(default_factory=list)
    alliances: list[str] = Field(default_factory=list)
    assets: list[str] = Field(default_factory=list)
    owner: str = ""
    status: str = ""
    review_date: datetime.date | None = None
    supersedes: str = ""
    amends: str = ""
    origins: dict[str, FacetOrigin] = Field(default_factory=dict)


class Metadata(BaseModel):
    """The metadata of a loaded Document: facets, places and the markup its text is written in."""

    model_config = ConfigDict(extra="forbid")

    facets: Facets
    places: list[Place] = Field(default_factory=list)
    markup: Markup = "plain"

    @classmethod
    def of(cls, document: Document) -> "Metadata":
        """Read back what `document_from` wrote."""
        return cls.model_validate(document.metadata)


def document_from(text: str, metadata: Metadata) -> Document:
    """A LangChain Document whose metadata is plain JSON."""
    return Document(page_content=text, metadata=metadata.model_dump(mode="json"))
