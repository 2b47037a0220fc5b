"""How well each sentence answers a question: by its words, by what stands around it, by meaning and by its shape."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from assistant.answering.asked import Asked
from assistant.answering.fitting import fits
from assistant.answering.question_types import is_about_askers
from assistant.answering.quoting import Quote
from assistant.answering.weights import FIRST_STAGE, REREAD, Weights
from assistant.answering.wording import words_of
from assistant.knowledge.embedding import Embedder
from assistant.knowledge.terms import terms
from assistant.retrieval.reranking import Rereader

_ASKING = ("interviewer", "moderator", "audience")
PROMISING = 12  # sentences whose meaning is judged: by far the most work, 3 ms for each in the second stage
TEXTS_KEPT = 4096
ASKING_SHARE = 0.5  # one who asks seldom says the answer


@dataclass(frozen=True)
class Signals:
    """What speaks for a sentence, each from 0 to 1.

    The share of the question's terms, by weight, that its document's title has; of the terms that do not name the
    document the shares that it has itself, that only its headings have, and that only the rest of its passage has;
    nearness in meaning; the passage's score against the best; the shape of an answer.
    """

    title: float
    own: float
    above: float
    around: float
    meaning: float
    rank: float
    fits: float


@dataclass(frozen=True)
class Scored:
    """A sentence, what speaks for it, and how likely that makes it an answer, from 0 to 1."""

    quote: Quote
    signals: Signals
    score: float


class Scorer:
    """Weighs sentences with the weights that `scripts/fit_support.py` fits."""

    def __init__(self, embedder: Embedder, rereader: Rereader | None = None) -> None:
        """Meaning is the rereader's judgement where it can read the question, else how near the vectors are."""
        self._embedder = embedder
        self._rereader = rereader

    def weights_for(self, asked: Asked) -> Weights:
        """The weights for the signals that this question gets."""
        return REREAD if self._reader_of(asked) else FIRST_STAGE

    def scored(self, asked: Asked, quotes: Sequence[Quote]) -> list[Scored]:
        """The sentences that are promising before their meaning is judged, best first."""
        if not quotes:
            return []
        top = max(quote.found.score for quote in quotes) or 1.0
        weights = self.weights_for(asked).sentence
        unread = [(quote, _signals(asked, quote, quote.found.score / top)) for quote in quotes]
        promising = sorted(unread, key=lambda each: -likelihood(weights, vars(each[1])))[:PROMISING]
        meanings = self._meanings(asked, [quote for quote, _ in promising])
        about_askers = is_about_askers(asked.question)
        scored = [
            _weighed(quote, replace(signals, meaning=meaning), weights, about_askers)
            for (quote, signals), meaning in zip(promising, meanings, strict=True)
        ]
        return sorted(scored, key=lambda each: (-each.score, each.quote.start))

    def _reader_of(self, asked: Asked) -> Rereader | None:
        return self._rereader if self._rereader and self._rereader.reads(asked.question) else None

    def _meanings(self, asked: Asked, quotes: Sequence[Quote]) -> Sequence[float]:
        """How near each is to what the question says beside the words that name its document."""
        texts = [f"{_heading(quote)}: {words_of(quote)}" for quote in quotes]
        if reader := self._reader_of(asked):
            return reader.scores(asked.question, texts)
        wanted = [asked.wording_for(quote.text).remainder(quote.found.passage.title) for quote in quotes]
        distinct = list(dict.fromkeys(wanted))
        vectors = self._embedder.embed([*distinct, *texts])
        row = {text: number for number, text in enumerate(distinct)}
        nearness = np.clip(vectors[len(distinct) :] @ vectors[: len(distinct)].T, 0.0, 1.0)
        return [float(near[row[text]]) for near, text in zip(nearness, wanted, strict=True)]


def _heading(quote: Quote) -> str:
    passage = quote.found.passage
    return passage.context.removeprefix(passage.title).removeprefix(" > ")


def _signals(asked: Asked, quote: Quote, rank: float) -> Signals:
    """All signals but the meaning, which costs more."""
    wording = asked.wording_for(quote.text)
    passage = quote.found.passage
    title = wording.covered(_terms_of(passage.title))
    rest = wording.without(wording.naming(passage.title))
    spoken = " ".join(filter(None, [quote.speaker, *(place.value for place in quote.places("row"))]))
    own = rest.covered(frozenset(terms(f"{quote.text} {spoken}")))
    above = rest.covered(_terms_of(passage.context)) - own
    around = rest.covered(_terms_of(passage.text)) - own - above
    return Signals(
        title=wording.share(title),
        own=rest.share(own),
        above=rest.share(above),
        around=rest.share(around),
        meaning=0.0,
        rank=rank,
        fits=float(fits(asked, quote)),
    )


@lru_cache(maxsize=TEXTS_KEPT)
def _terms_of(text: str) -> frozenset[str]:
    """The terms of what many sentences share: their title, their headings, their passage."""
    return frozenset(terms(text))


def _weighed(quote: Quote, signals: Signals, weights: Mapping[str, float], about_askers: bool) -> Scored:
    asks = quote.place("role") in _ASKING and not about_askers
    return Scored(quote, signals, (ASKING_SHARE if asks else 1.0) * likelihood(weights, vars(signals)))


def likelihood(weights: Mapping[str, float], signals: Mapping[str, float]) -> float:
    """The logistic function of the weighed signals and the weights' `bias`."""
    total = weights["bias"] + sum(weights[name] * value for name, value in signals.items())
    return 1 / (1 + math.exp(-total))
