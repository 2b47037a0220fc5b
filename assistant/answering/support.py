"""How likely it is that the sources answer a question at all, from what speaks for the best that was found."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from assistant.answering.asked import Asked
from assistant.answering.scoring import Scored, likelihood
from assistant.answering.weights import Weights
from assistant.knowledge.terms import terms
from assistant.retrieval.ranked import RankedPassage

READ = 5  # passages in which the question's terms are looked for together


@dataclass(frozen=True)
class Evidence:
    """What speaks for an answer's being there, each from 0 to 1.

    The best sentence's score, own terms and shape, and the share of the question's terms in the title of its document;
    of the terms that do not name it, the share that one of the best passages has; the nearest meaning; whether the
    sentence nearest in words and the one nearest in meaning stand in one passage; the share of terms that none of the
    best passages has; what the second stage says of the likeliest of them.
    """

    best: float
    own: float
    title: float
    fits: float
    passage: float
    meaning: float
    agreement: float
    unknown: float
    likely: float


def evidence(asked: Asked, scored: Sequence[Scored], found: Sequence[RankedPassage]) -> Evidence:
    """Gather it from the scored sentences, best first and at least one, and the passages that they were found in."""
    best = scored[0]
    by_words = max(scored, key=lambda each: each.signals.own + each.signals.above)
    by_meaning = max(scored, key=lambda each: each.signals.meaning)
    wording = asked.wording_for(best.quote.text)
    rest = wording.without(wording.naming(best.quote.found.passage.title))
    covered = [rest.covered(frozenset(terms(f"{each.passage.context} {each.passage.text}"))) for each in found[:READ]]
    return Evidence(
        best=best.score,
        own=best.signals.own,
        fits=best.signals.fits,
        title=best.signals.title,
        passage=max((rest.share(each) for each in covered), default=0.0),
        meaning=by_meaning.signals.meaning,
        agreement=float(by_words.quote.found.passage.id == by_meaning.quote.found.passage.id),
        unknown=1.0 - rest.share(frozenset().union(*covered)),
        likely=max((each.likely or 0.0 for each in found[:READ]), default=0.0),
    )


def support(asked: Asked, scored: Sequence[Scored], found: Sequence[RankedPassage], weights: Weights) -> float:
    """The calibrated likelihood, from 0 to 1, that the sources answer the question."""
    return likelihood(weights.support, asdict(evidence(asked, scored, found))) if scored else 0.0
