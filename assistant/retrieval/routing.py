"""The documents that a question names, through the titles, people, partners, alliances and assets of the catalog.

Only names of documents that the viewer may see are known here.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.retrieval.mentions import Mention, Wording, mentions, spoken_of
from assistant.retrieval.names import KnownNames, as_compared
from assistant.retrieval.remainder import remainder

PLAIN = 0.6  # from here on a question is about the documents it names, and is not looked up in others
TIE = 0.15  # documents that are named less plainly than the best by no more than this are named as well
APART = 0.9  # how plainly a question must name further documents, to which the first share of mentions does not lead
MOST_GROUPS = 4


@dataclass(frozen=True)
class Route:
    """What a question names.

    `groups` has a set of documents for each thing that is named apart from the others (two partners that are compared);
    `plainness` says how plainly, from 0 to 1; `remainder` is the question without those names; `others` are further
    names of what is named, under which a passage may speak of it.
    """

    groups: Sequence[frozenset[str]]
    plainness: float
    remainder: str
    others: Sequence[str]

    @property
    def is_plain(self) -> bool:
        """Whether the question is about the documents that it names and no others."""
        return self.plainness >= PLAIN


def route(question: str, known: KnownNames, wording: Wording) -> Route:
    """Find which documents the question names, and how plainly."""
    asked = as_compared(question)
    found = mentions(asked, known, wording)
    if max((each.plainness for each in found), default=0.0) < PLAIN:
        found += spoken_of(asked, wording)
    chosen: list[_Named] = []
    taken: set[int] = set()
    for _ in range(MOST_GROUPS):
        left = [each for each in found if taken.isdisjoint(range(each.start, each.end))]
        best = _best(left, asked)
        if best is None or (chosen and best.plainness < APART):
            break
        chosen.append(best)
        taken.update(best.characters)
    named = [each for each in found if taken.issuperset(range(each.start, each.end))]
    return Route(
        groups=[each.documents for each in chosen],
        plainness=chosen[0].plainness if chosen else 0.0,
        remainder=remainder(asked, taken) if taken else question,
        others=list(dict.fromkeys(other for each in named for other in known.others.get(each.name.words, ()))),
    )


@dataclass(frozen=True)
class _Named:
    documents: frozenset[str]
    characters: frozenset[int]
    score: float
    plainness: float


def _best(found: Sequence[Mention], asked: str) -> _Named | None:
    """The documents that are named by most of the mentions, and by the plainest."""
    of_document: dict[str, list[int]] = defaultdict(list)
    for number, mention in enumerate(found):
        for document in mention.name.documents:
            of_document[document].append(number)
    together: dict[tuple[int, ...], set[str]] = defaultdict(set)
    for document, numbers in of_document.items():
        together[tuple(numbers)].add(document)
    candidates = [_named(documents, [found[n] for n in numbers], asked) for numbers, documents in together.items()]
    best = max(candidates, key=lambda each: each.score, default=None)
    if best is None:
        return None
    tied = [each for each in candidates if each.score >= best.score - TIE and each.characters & best.characters]
    return _Named(
        frozenset().union(*(each.documents for each in tied)),
        frozenset().union(*(each.characters for each in tied)),
        best.score,
        best.plainness,
    )


def _named(documents: Iterable[str], by: Sequence[Mention], asked: str) -> _Named:
    """Documents by the mentions they share; names that stand side by side count as one, the plainest."""
    stretches: list[tuple[int, int, float]] = []
    for mention in sorted(by, key=lambda each: (each.name.is_title, each.start, each.end)):
        start, end, plainness = mention.start, mention.end, mention.plainness
        beside = stretches and not mention.name.is_title and not asked[stretches[-1][1] : start].strip()
        if beside or any(first < end and start < last for first, last, _ in stretches):
            first, last, plainest = stretches.pop()
            start, end, plainness = min(first, start), max(last, end), max(plainest, plainness)
        stretches.append((start, end, plainness))
    left = 1.0
    for _, _, plainness in stretches:
        left *= 1 - plainness
    return _Named(
        frozenset(documents),
        frozenset(at for start, end, _ in stretches for at in range(start, end)),
        sum(plainness for _, _, plainness in stretches),
        1 - left,
    )
