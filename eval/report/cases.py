"""A case as the page shows it: what was asked and expected, the answer now and before, and the sources marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from eval.comparing import Comparison
from eval.results import Excerpt, Range, Result, Retrieved

RETRIEVED_SHOWN = 8
OPENING = 160  # characters of a passage


@dataclass(frozen=True)
class Piece:
    """A stretch of a source's text; how it is marked: `gold`, `cited`, `gold cited` or not at all."""

    text: str
    marks: str


@dataclass(frozen=True)
class Passage:
    """A passage that was found, and whether gold stands in it."""

    source: str
    opening: str
    has_gold: bool


@dataclass(frozen=True)
class CaseView:
    """A line of the results for the page. `before` is the other run's, where the case flipped."""

    result: Result
    before: Result | None
    sources: Sequence[tuple[str, Sequence[Piece]]]
    passages: Sequence[Passage]

    @property
    def searched(self) -> str:
        """The words that a search looks through."""
        case, answer = self.result.case, self.result.answer
        return " ".join([case.id, case.question, answer.text if answer else "", *case.tags]).casefold()


def cases_of(results: Sequence[Result], comparison: Comparison | None) -> list[CaseView]:
    """Every line, those that failed first; the others in the order of the suite."""
    before = {pair.after.key: pair.before for pair in comparison.flipped} if comparison else {}
    ordered = sorted(results, key=lambda result: (result.stage == "passed", result.key not in before))
    return [
        CaseView(
            result,
            before.get(result.key),
            [(each.source, list(pieces(each))) for each in result.excerpts],
            [_passage(each, result.gold) for each in result.retrieved[:RETRIEVED_SHOWN]],
        )
        for result in ordered
    ]


def tags_of(results: Sequence[Result]) -> list[str]:
    """Every tag of the cases, sorted."""
    return sorted({tag for result in results for tag in result.case.tags})


def pieces(excerpt: Excerpt) -> Iterator[Piece]:
    """The text cut wherever a span begins or ends; together the pieces are the text."""
    spans = {"gold": excerpt.gold, "cited": excerpt.cited}
    edges = {0, len(excerpt.text), *(edge for some in spans.values() for span in some for edge in span)}
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(excerpt.text))
    for start, end in pairwise(cuts):
        marks = [name for name, some in spans.items() if any(first <= start and end <= last for first, last in some)]
        yield Piece(excerpt.text[start:end], " ".join(marks))


def _passage(passage: Retrieved, gold: Sequence[Range]) -> Passage:
    has_gold = any(
        each.source == passage.source and each.start < passage.end and passage.start < each.end for each in gold
    )
    opening = " ".join(passage.text.split())
    return Passage(passage.source, opening if len(opening) <= OPENING else f"{opening[:OPENING]}…", has_gold)
