"""Answers in the sources' own words: the sentences that answer best, each quoted, or the finding that none does."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.answering.abstaining import LEAST_SUPPORT
from assistant.answering.quoting import Quote, quotes_of
from assistant.answering.wording import words_of
from assistant.knowledge.embedding import Embedder
from assistant.knowledge.lexical import LexicalIndex, Scope
from assistant.knowledge.terms import content_terms, terms
from assistant.retrieval.search import RankedPassage, is_credited

PASSAGES_READ = 12
SENTENCES_READ = 48
SENTENCES_SHOWN = 3
COVERAGE_WEIGHT, MEANING_WEIGHT, RANK_WEIGHT = 0.45, 0.45, 0.10
CONTEXT_SHARE = 0.5  # a term in the title, heading or question above a sentence counts half
NEAR_BEST = 0.8  # a further sentence is shown when it scores at least this share of the best
SAME_WORDING = 0.6  # shared terms, of all terms of two sentences, from which they say the same


@dataclass(frozen=True)
class Scored:
    quote: Quote
    support: float


class Extractor:
    """Chooses sentences by the question's words, weighted by their rarity, and by meaning."""

    def __init__(self, embedder: Embedder, lexical: LexicalIndex) -> None:
        self.embedder = embedder
        self.lexical = lexical

    def extract(
        self, question: str, found: Sequence[RankedPassage], audiences: Sequence[str], speaker: str | None = None
    ) -> list[Quote]:
        """The sentences that answer the question, in reading order; none where nothing is good enough.

        Words are weighed by how rare they are within `audiences`. With a `speaker`, only that person's words count.
        """
        quotes = [
            quote
            for each in found[:PASSAGES_READ]
            for quote in quotes_of(each)
            if speaker is None or is_credited(speaker, quote.credited())
        ][:SENTENCES_READ]
        if not quotes:
            return []
        scored = self._score(question, quotes, Scope(audiences))
        ranked = sorted(scored, key=lambda each: (-each.support, each.quote.start))
        best = ranked[0].support
        if best < LEAST_SUPPORT:
            return []
        chosen = _distinct([each.quote for each in ranked if each.support >= best * NEAR_BEST])[:SENTENCES_SHOWN]
        return _in_reading_order(chosen)

    def _score(self, question: str, quotes: Sequence[Quote], scope: Scope) -> list[Scored]:
        total = self.lexical.frequency(scope)
        rarity = {term: _rarity(self.lexical.frequency(scope, term), total) for term in content_terms(question)}
        vectors = self.embedder.embed(
            [
                question,
                *(f"{q.found.passage.context}: {words_of(q)}" for q in quotes),
            ]
        )
        meaning = np.clip(vectors[1:] @ vectors[0], 0.0, 1.0)
        top = max(quote.found.score for quote in quotes)
        return [
            Scored(
                quote,
                COVERAGE_WEIGHT * _coverage(quote, rarity)
                + MEANING_WEIGHT * float(near)
                + RANK_WEIGHT * quote.found.score / top,
            )
            for quote, near in zip(quotes, meaning, strict=True)
        ]


def _rarity(having: int, total: int) -> float:
    """Inverse document frequency, as BM25 takes it."""
    return math.log(1 + (total - having + 0.5) / (having + 0.5))


def _coverage(quote: Quote, rarity: dict[str, float]) -> float:
    """The share of the question's terms, by weight, that the sentence or what stands above it has."""
    own, above = set(terms(quote.text)), set(terms(quote.found.passage.context))
    got = sum(weight * (1.0 if term in own else CONTEXT_SHARE * (term in above)) for term, weight in rarity.items())
    return got / (sum(rarity.values()) or 1.0)


def _distinct(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes without those that repeat an earlier one, in its very place or in nearly the same words."""
    kept: list[Quote] = []
    for quote in quotes:
        if not any(quote.overlaps(other) or _alike(quote, other) for other in kept):
            kept.append(quote)
    return kept


def _alike(one: Quote, other: Quote) -> bool:
    first, second = set(terms(one.text)), set(terms(other.text))
    return len(first & second) >= SAME_WORDING * len(first | second)


def _in_reading_order(quotes: Sequence[Quote]) -> list[Quote]:
    """Source by source, the best first, and within a source as it is written."""
    order = list(dict.fromkeys(quote.found.passage.document_id for quote in quotes))
    return sorted(quotes, key=lambda quote: (order.index(quote.found.passage.document_id), quote.start))
