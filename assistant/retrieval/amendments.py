"""Clauses that a later amendment changed: the amending clause goes first, and the old one is marked.

Amendments supersede clause by clause. Only amendments that the viewer may see count.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.knowledge.stored import AmendingPassage, KnownDocument, StoredPassage
from assistant.retrieval.names import Words, words_of
from assistant.retrieval.ranked import RankedPassage
from loaders.facets.dates import find_date

_NUMBER = re.compile(r"(?:(?:Section|Article|Clause|Paragraph)\s+)?(\d{1,3}(?:\.\d{1,3})*|[IVXL]+)\b", re.IGNORECASE)

Reading = Callable[[Sequence[str]], Mapping[str, StoredPassage]]


@dataclass(frozen=True)
class Amendments:
    """For each document and number of a clause of it, the passages that amend it, the newest first."""

    of_clause: Mapping[tuple[str, str], Sequence[AmendingPassage]]

    def of(self, passage: StoredPassage) -> AmendingPassage | None:
        """The newest passage that amends a clause which this passage is of."""
        found = (self.of_clause.get((passage.document_id, number), ()) for number in _numbers(passage))
        return next((amending[0] for amending in found if amending), None)


def amendments(
    documents: Mapping[str, KnownDocument],
    partners: Mapping[str, frozenset[Words]],
    amending: Sequence[AmendingPassage],
) -> Amendments:
    """Tie each amending passage to the agreements of the same partners that its document says it amends."""
    of_clause: dict[tuple[str, str], list[AmendingPassage]] = defaultdict(list)
    newest_first = sorted(
        amending, key=lambda each: (documents[each.document_id].date or date.min, each.id), reverse=True
    )
    for each in newest_first:
        for document in _amended(documents[each.document_id], documents, partners):
            for number in each.numbers:
                of_clause[document, number].append(each)
    return Amendments(of_clause)


def _amended(
    amendment: KnownDocument, documents: Mapping[str, KnownDocument], partners: Mapping[str, frozenset[Words]]
) -> Iterator[str]:
    named, dated = words_of(amendment.amends, is_title=True), find_date(amendment.amends)
    for other in documents.values():
        if (
            other.kind == "agreement"
            and other.id != amendment.id
            and partners.get(other.id, frozenset()) & partners.get(amendment.id, frozenset())
            and _has(named, words_of(other.title, is_title=True))
            and (dated is None or other.date is None or dated == other.date)
            and (amendment.date is None or other.date is None or other.date <= amendment.date)
        ):
            yield other.id


def _has(words: Words, title: Words) -> bool:
    return bool(title) and any(words[at : at + len(title)] == title for at in range(len(words) - len(title) + 1))


def _numbers(passage: StoredPassage) -> Iterator[str]:
    """The numbers of the clauses that the passage is of, the innermost first."""
    for path in passage.values("section"):
        for heading in reversed(path.split(" > ")):
            if found := _NUMBER.match(heading):
                yield found[1]


def with_amendments(
    ranked: Sequence[RankedPassage], known: Amendments, read: Reading, allowed: Callable[[str], bool]
) -> list[RankedPassage]:
    """The ranking with each amended passage marked, and right after the passage that amends it.

    `read` gives passages by id, `allowed` says of a document whether passages of it may be shown.
    """
    changed = {each.passage.id: by for each in ranked if (by := known.of(each.passage)) and allowed(by.document_id)}
    amending = read([by.id for by in changed.values()]) if changed else {}
    ordered: dict[str, RankedPassage] = {}
    scores = {each.passage.id: each.score for each in ranked}
    for each in ranked:
        by = changed.get(each.passage.id)
        if by is not None and (passage := amending.get(by.id)):
            ordered.setdefault(by.id, RankedPassage(passage, max(each.score, scores.get(by.id, 0.0))))
            ordered.setdefault(each.passage.id, replace(each, amended_by=passage))
        else:
            ordered.setdefault(each.passage.id, each)
    return list(ordered.values())
