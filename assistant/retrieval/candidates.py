"""Which passages come into question, and their scores: inside what the question names, else everywhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.knowledge.lexical import Scope
from assistant.knowledge.stored import KnownDocument
from assistant.retrieval.preferences import Preferences
from assistant.retrieval.ranking import Ranker
from assistant.retrieval.routing import Route
from assistant.retrieval.view import View

# On the scale of a cosine.
NAMED = 0.2  # for a passage of documents that the question names, if not plainly
PERIOD = 0.15  # of the period that the question names
KIND = 0.05  # of a kind that it names
LATEST = 0.1  # of the newest document, where it asks for the latest; a year older gets half of it
SUPERSEDED = -0.2  # a superseded document answers only where nothing current does
NOT_LATEST = -0.5  # and hardly at all where the latest is asked for
DAYS = 365


def candidates(question: str, named: Route, scope: Scope, view: View, ranker: Ranker) -> dict[str, float]:
    """Passages with their scores. Things that are named apart from each other have equal shares of the best."""
    within = view.within(scope)
    groups = [group for each in named.groups if (group := each & within)]
    inside = [ranker.scores(named.remainder, (), replace(scope, documents=group), view) for group in groups]
    if inside and named.is_plain:
        return _merged(_level(inside))
    everywhere = ranker.scores(question, named.others, scope, view)
    return _merged([everywhere, *({passage: score + NAMED for passage, score in each.items()} for each in inside)])


def of_period(named: Route, wanted: Preferences, scope: Scope, view: View, ranker: Ranker) -> dict[str, float]:
    """The passages, of what is named, from the period that the question names."""
    if wanted.period is None:
        return {}
    dated = view.of_period(wanted.period)
    about = frozenset().union(*named.groups)
    documents = view.within(scope) & (dated & about if about else dated)
    return ranker.scores(named.remainder, (), replace(scope, documents=documents), view) if documents else {}


def _level(groups: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
    """The groups with the best of each on the level of the best of all."""
    tops = [max(each.values(), default=0.0) for each in groups]
    best = max(tops, default=0.0)
    return [
        {passage: score + best - top for passage, score in each.items()} for each, top in zip(groups, tops, strict=True)
    ]


def _merged(groups: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Each passage with the best of its scores."""
    merged: dict[str, float] = {}
    for each in groups:
        for passage, score in each.items():
            merged[passage] = max(score, merged.get(passage, score))
    return merged


def preferred(documents: Mapping[str, KnownDocument], wanted: Preferences) -> dict[str, float]:
    """What speaks for each passage beside its words, on the scale of a cosine; `documents` has the one of each."""
    newest = max((each.date for each in documents.values() if each.date), default=None)

    def bonus(document: KnownDocument) -> float:
        total = KIND * (document.kind in wanted.kinds)
        if wanted.period is not None:
            total += PERIOD * wanted.period.has(document.date)
        if wanted.latest and newest and document.date:
            total += LATEST * 0.5 ** ((newest - document.date).days / DAYS)
        if document.superseded:
            total += NOT_LATEST if wanted.latest else SUPERSEDED
        return total

    return {passage: bonus(document) for passage, document in documents.items()}
