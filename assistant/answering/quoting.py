"""A quote: a slice of the source's canonical text, and what is known of where it stands and whose words it is."""

from dataclasses import dataclass

from assistant.knowledge.opened import OpenDocument
from assistant.knowledge.sentences import trimmed
from assistant.retrieval.ranked import RankedPassage
from assistant.types import Citation, Voice
from loaders.document import Place, PlaceKind

_VOICES: dict[PlaceKind, Voice] = {"speaker": "said", "role": "said", "quoted": "quoted", "reported": "reported"}


@dataclass(frozen=True)
class Quote:
    """A slice `[start, end)` of the source's text: a sentence, or the sentence that opens a list with its items."""

    found: RankedPassage
    start: int
    end: int
    text: str

    @property
    def address(self) -> tuple[str, int, int]:
        """Where it stands: the source's id, and the range of its text."""
        return self.found.passage.source_id, self.start, self.end

    def overlaps(self, other: "Quote") -> bool:
        """Whether both quote some of the same characters."""
        same_source = self.found.passage.source_id == other.found.passage.source_id
        return same_source and self.start < other.end and other.start < self.end

    @property
    def voice(self) -> Voice:
        """Whether the words were said in a turn, are quoted or reported in prose, or are the author's own."""
        return next((voice for kind, voice in _VOICES.items() if self.place(kind) is not None), "author")

    def credited(self) -> list[str]:
        """Those who answer for the words: who said them, else the document's authors."""
        if self.voice == "author":
            return list(self.found.passage.authors)
        return [self.speaker] if self.speaker else []

    @property
    def speaker(self) -> str | None:
        """Who is credited with the words; None for the author's own, and where the source leaves it open.

        Of a whole exchange, as the nearest passage may be one, everybody who speaks in it.
        """
        speakers = ", ".join(dict.fromkeys(place.value for place in self.places("speaker")))
        return speakers or self.place("quoted") or self.place("reported") or None

    @property
    def said_by(self) -> str | None:
        """Who is shown to have said it: the speaker, else the part that one has in the conversation."""
        role = self.place("role")
        return self.speaker or ("Audience member" if role == "audience" else role and role.capitalize()) or None

    @property
    def section(self) -> str | None:
        """The heading path, and the step where the quote is one of several."""
        step = self.place("step")
        parts = [self.place("section"), step and f"step {step}"]
        return " > ".join(filter(None, parts)) or None

    @property
    def row(self) -> str | None:
        """How the quote reads where it is a row of a table."""
        rows = (place for place in self.found.passage.places if place.kind == "row")
        return next((row.value for row in rows if (row.start, row.end) == (self.start, self.end)), None)

    def place(self, kind: str) -> str | None:
        """The page, section, speaker or time at which the quote begins."""
        return self.found.passage.place(kind, self.start, self.end)

    def places(self, kind: PlaceKind) -> list[Place]:
        """The places of a kind that the quote touches."""
        return [p for p in self.found.passage.places if p.kind == kind and p.start < self.end and self.start < p.end]

    def citation(self, number: int) -> Citation:
        """The quote with everything that says where it stands."""
        passage = self.found.passage
        return Citation(
            number=number,
            quote=self.text,
            source=passage.source,
            document=passage.title,
            document_id=passage.document_id,
            kind=passage.kind,
            speaker=self.said_by,
            voice=self.voice,
            date=passage.date.isoformat() if passage.date else None,
            start=self.start,
            end=self.end,
            page=self.place("page"),
            section=self.section,
            time=self.place("time"),
        )


def widened(quote: Quote, document: OpenDocument, start: int, end: int) -> Quote:
    """A range of the document's source, trimmed, as a quote found where that one was."""
    first, last = trimmed(document.text, start - document.start, end - document.start)
    passage = document.passage(first + document.start, last + document.start)
    return whole(RankedPassage(passage, quote.found.score))


def whole(found: RankedPassage) -> Quote:
    """The passage as one quote."""
    passage = found.passage
    return Quote(found, passage.start, passage.end, passage.text)
