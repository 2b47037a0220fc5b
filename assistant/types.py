"""The nouns: who looks, what was found, what was answered, and the events an answer is told in.

The models are the JSON of every surface; the terminal, HTTP and the evaluation print the same shapes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from loaders.document import Kind

Status = Literal["answered", "not_found", "failed"]
Voice = Literal["said", "quoted", "reported", "author"]
Joint = Literal["", " ", "\n"]


@dataclass(frozen=True)
class Viewer:
    """The parties present, each as the audiences it is cleared for; `None` sees everything.

    What is visible is what every party is cleared for. No audience implies another.
    """

    parties: tuple[frozenset[str], ...] | None = None

    @classmethod
    def cleared_for(cls, audiences: Iterable[str]) -> "Viewer":
        """One party, cleared for these audiences."""
        return cls((frozenset(audiences),))

    def visible(self, audiences: Iterable[str]) -> list[str]:
        """Those of the audiences that every party present is cleared for, sorted."""
        if self.parties is None:
            return sorted(audiences)
        return sorted(a for a in audiences if self.parties and all(a in party for party in self.parties))


Named = Annotated[str | None, Field(max_length=1000)]


class Filters(BaseModel):
    """What a search is narrowed to; every field given must hold. Dates are inclusive."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Kind | None = None
    speaker: Named = None
    partner: Named = None
    source: Annotated[Named, Field(description="a source's path, or the beginning of one")] = None
    after: date | None = None
    before: date | None = None
    audience: Named = None


class Turn(BaseModel):
    """One earlier exchange of a conversation."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: str
    answer: str


class Located(BaseModel):
    """A slice `[start, end)` of a source's canonical text, and where in the source it stands.

    `source` is the file's path, `document` a title and `document_id` what names the document to programs.
    """

    model_config = ConfigDict(frozen=True)

    source: str
    document: str
    document_id: str
    kind: Kind
    speaker: str | None = None
    voice: Voice = "author"
    date: str | None = None
    page: str | None = None
    section: str | None = None
    time: str | None = None
    start: int
    end: int


class Hit(Located):
    """A passage that a search found. `text` stands word for word in the source, `reading` is easier to read."""

    text: str
    reading: str | None = None
    score: float


class Citation(Located):
    """A quote, word for word from its source, with the number that a sentence refers to it by."""

    number: int
    quote: str


class Sentence(BaseModel):
    """A sentence of an answer, the numbers of its citations, and whether it may be relied on.

    `verified` says that its quotes were found to carry it, or that it claims nothing; what is not is to be marked.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    citations: list[int]
    verified: bool


class Usage(BaseModel):
    """What a language model took for an answer: tokens, and what they cost where the provider says so."""

    model_config = ConfigDict(frozen=True)

    input_tokens: int
    output_tokens: int
    cost: float | None = None


class Answer(BaseModel):
    """`answered`, `not_found` (with the nearest passages) or `failed` (`text` then says why).

    `notes` are what the answer says of itself, such as how many documents were searched; `support` is how likely it is,
    from 0 to 1, that the sources answer the question, where no model wrote; `prompts` are the versions of the prompts
    that a model was given, by name, and `timings` the seconds that each step took.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    status: Status
    question: str
    standalone_question: str
    text: str
    sentences: list[Sentence] = Field(default_factory=list)
    citations: list[Citation] = Field(default_factory=list)
    notes: list[str] = Field(default_factory=list)
    nearest: list[Citation] = Field(default_factory=list)
    support: float = 0.0
    conversation_id: str | None = None
    model: str
    prompts: dict[str, str] = Field(default_factory=dict)
    usage: Usage | None = None
    timings: dict[str, float] = Field(default_factory=dict)
    seconds: float


class Found(BaseModel):
    """The passages that the answer will be written from, and the conversation that the question is kept in, if any."""

    model_config = ConfigDict(frozen=True)
    name: ClassVar[str] = "found"

    passages: list[Hit]
    conversation_id: str | None = None


class Wrote(BaseModel):
    """One checked sentence, with the citations that it is the first to use.

    `joint` is what stands between it and the sentence before. So joined, sentences with their marks are the answer's
    text as far as it has come.
    """

    model_config = ConfigDict(frozen=True)
    name: ClassVar[str] = "sentence"

    sentence: Sentence
    citations: list[Citation]
    joint: Joint


class Finished(BaseModel):
    """The whole answer; the last event of every stream."""

    model_config = ConfigDict(frozen=True)

    answer: Answer

    @property
    def name(self) -> str:
        """`done`, or `error` where the answer failed."""
        return "error" if self.answer.status == "failed" else "done"


# What happens on the way to an answer. On every surface an event has its `name`, and its fields are its JSON.
Event = Found | Wrote | Finished
