"""What a loader says about a document, and how it travels in a LangChain Document's metadata.

A loader yields one LangChain Document per *document*. The documents of one file, in order and joined without
anything between them, are the source's canonical text; every range below counts characters (code points) from
the start of the document's own `page_content`.
"""

from typing import Literal

from langchain_core.documents import Document
from pydantic import BaseModel, ConfigDict, Field

from loaders.partial_dates import PartialDate

Kind = Literal["talk", "interview", "playbook", "agreement", "minutes", "article"]
Markup = Literal["plain", "markdown", "pdf"]
PlaceKind = Literal[
    "page",
    "section",
    "step",
    "row",
    "term",
    "speaker",
    "role",
    "time",
    "quoted",
    "reported",
    "language",
    "redaction",
    "reference",
    "amends",
    "decision",
    "furniture",
]
FacetOrigin = Literal["front matter", "folder file", "folder", "content", "file name", "default"]


class Place(BaseModel):
    """A stand-off range `[start, end)` of a document's text and what holds there.

    Where: `page`, its label as printed ("iv", "3"), or a slide's number; `section`, the heading or clause path,
    outermost first, joined by " > "; `step`, a numbered step with all that belongs to it, its number as printed;
    `row`, a table's row, its value the row as it reads under its header ("Alliance: Heron; Owner: Ilse Brandvold");
    `time`, the start of the cue, "HH:MM:SS".

    Who: `speaker`, as named; `role`, "interviewer", "guest", "moderator", "speaker" or "audience"; `quoted` and
    `reported`, a statement in prose and the person credited with it, "" where the source leaves that open.

    What: `term`, a definition and the term it defines; `language`, a stretch in another language than the document's;
    `redaction`, the mark that stands for what was left out ("[***]"); `reference`, the number of the clause referred
    to; `amends`, a clause that changes another agreement's clause, and that one's number; `decision`, of minutes, as
    JSON with its owner and due date; `furniture`, text that is kept in the source but is no part of what it says
    (front matter, a speaker's label, navigation, running headers): it is never quoted, and no passage is made of it.
    """

    model_config = ConfigDict(frozen=True)

    kind: PlaceKind
    value: str
    start: int
    end: int


class Person(BaseModel):
    """Somebody a document is by or about; `role` as the source gives it ("guest", "author"), or empty.

    `same_as`: the name that a document in two languages has for them in the other one, where they are listed under it.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    role: str = ""
    same_as: str = ""


class Facets(BaseModel):
    """What is known about a document as a whole. `origins` says, facet by facet, where the value came from."""

    model_config = ConfigDict(extra="forbid")

    title: str
    kind: Kind
    date: PartialDate | None = None
    language: str = "en"
    audience: str = "internal"
    people: list[Person] = Field(default_factory=list)
    partners: list[str] = Field(default_factory=list)
    alliances: list[str] = Field(default_factory=list)
    assets: list[str] = Field(default_factory=list)
    owner: str = ""
    status: str = ""
    review_date: PartialDate | None = None
    supersedes: str = ""
    amends: str = ""
    origins: dict[str, FacetOrigin] = Field(default_factory=dict)


class Metadata(BaseModel):
    """The metadata of a loaded Document: facets, places and the markup its text is written in.

    `member` is the path of the document inside the archive or mail it came in, or "". `problems`, on the first
    document of such a file, has a line for each member that was left out and why.
    """

    model_config = ConfigDict(extra="forbid")

    facets: Facets
    places: list[Place] = Field(default_factory=list)
    markup: Markup = "plain"
    member: str = ""
    problems: list[str] = Field(default_factory=list)

    @classmethod
    def of(cls, document: Document) -> "Metadata":
        """Read back what `document_from` wrote."""
        return cls.model_validate(document.metadata)


def document_from(text: str, metadata: Metadata) -> Document:
    """A LangChain Document whose metadata is plain JSON."""
    return Document(page_content=text, metadata=metadata.model_dump(mode="json"))
