"""What retrieval finds: passages with their scores, and what surfaces show of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.knowledge.stored import StoredPassage
from assistant.types import Hit


@dataclass(frozen=True)
class RankedPassage:
    """A passage and its score.

    `likely` is the second stage's judgement, from 0 to 1, that it answers the question, where that stage read it;
    `amended_by` is the passage of a later amendment that changes its clause.
    """

    passage: StoredPassage
    score: float
    likely: float | None = None
    amended_by: StoredPassage | None = None


def is_credited(name: str, credited: Iterable[str]) -> bool:
    """Whether one of those credited goes by the name, or has it as part of theirs."""
    return any(name.casefold() in each.casefold() for each in credited)


def within_budget(found: Sequence[RankedPassage], tokens: int) -> list[RankedPassage]:
    """The best passages that fit into a budget of tokens, in order; always at least one."""
    kept: list[RankedPassage] = []
    spent = 0
    for each in found:
        spent += each.passage.tokens
        if kept and spent > tokens:
            break
        kept.append(each)
    return kept


def hit(found: RankedPassage) -> Hit:
    """A found passage in the shape that surfaces show."""
    passage = found.passage
    speaker = ", ".join(dict.fromkeys(passage.values("speaker"))) or None
    touched = (place for place in reversed(passage.places) if place.start < passage.end and passage.start < place.end)
    first: dict[str, str] = {place.kind: place.value for place in touched}
    return Hit(
        source=passage.source,
        document=passage.title,
        document_id=passage.document_id,
        kind=passage.kind,
        speaker=speaker,
        voice="said" if speaker or "role" in first else "author",
        date=passage.date.isoformat() if passage.date else None,
        page=first.get("page"),
        section=first.get("section"),
        time=first.get("time"),
        start=passage.start,
        end=passage.end,
        text=passage.text,
        reading=passage.reading if passage.reading != passage.text else None,
        score=round(found.score, 6),
    )
