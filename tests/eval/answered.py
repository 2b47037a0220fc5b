"""A small corpus, and answers about it as they might be given, for tests of what is made of them."""

from collections.abc import Sequence

from assistant.knowledge.recording import DocumentRecord
from assistant.types import Answer, Citation, Hit, Sentence
from eval.answerers import Asked
from eval.cases import Case
from eval.corpus import Corpus, Source
from loaders.document import Facets, Kind, Place

NOTICE = "Either party may end this agreement on ninety days' notice."
AGREEMENT = f"# Heron agreement\n\n{NOTICE}\n\nThe law of Scotland applies. The law is known."
TALK = "We met in Porto.\n\nA pilot without a date is a hobby."
SECRET = "The price of a batch is 40,000 euros."
TEXTS: dict[str, tuple[str, Kind, str]] = {
    "heron.md": (AGREEMENT, "agreement", "internal"),
    "talk.vtt": (TALK, "talk", "public"),
    "price.md": (SECRET, "agreement", "restricted"),
}
PLACES = {
    "talk.vtt": [
        Place(kind="speaker", value="Ann", start=0, end=16),
        Place(kind="speaker", value="Bob", start=18, end=len(TALK)),
        Place(kind="page", value="ii", start=18, end=len(TALK)),
    ]
}


def corpus() -> Corpus:
    def source(name: str) -> Source:
        text, kind, audience = TEXTS[name]
        facets = Facets(title=name, kind=kind, audience=audience)
        return Source(text, [DocumentRecord(0, len(text), facets, "plain", PLACES.get(name, []), [])])

    return Corpus({name: source(name) for name in TEXTS}, "digest")


def case(**fields: object) -> Case:
    return Case.model_validate({"id": "c1", "question": "How can Heron be ended?", **fields})


def hit(source: str, words: str) -> Hit:
    text, kind, _ = TEXTS[source]
    start = text.index(words)
    return Hit(
        source=source,
        document=source,
        document_id="d",
        kind=kind,
        start=start,
        end=start + len(words),
        text=words,
        score=1.0,
    )


def citation(source: str, words: str, number: int = 1, **changed: object) -> Citation:
    found = hit(source, words).model_dump(exclude={"text", "reading", "score"})
    return Citation.model_validate({**found, "number": number, "quote": words, **changed})


def answer(citations: Sequence[Citation], text: str | None = None, **changed: object) -> Answer:
    """An answer in the words of its citations; not found, where there are none."""
    said = text if text is not None else " ".join(each.quote for each in citations)
    fields = {
        "id": "random",
        "status": "answered" if citations else "not_found",
        "question": "?",
        "standalone_question": "?",
        "text": said,
        "sentences": [Sentence(text=said, citations=[each.number for each in citations], verified=True)],
        "citations": list(citations),
        "support": 0.5,
        "model": "extractive",
        "seconds": 1.0,
    }
    return Answer.model_validate({**fields, **changed})


def asked(citations: Sequence[Citation], found: Sequence[Hit] = (), **changed: object) -> Asked:
    return Asked(answer(citations, **changed), found)  # type: ignore[arg-type]
