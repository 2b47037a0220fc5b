"""Finds the quotes that carry a sentence a model wrote, or says that nothing does."""

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.grounding import attribution
from assistant.answering.grounding.agreement import disagreement
from assistant.answering.grounding.attribution import attributed
from assistant.answering.grounding.candidates import Candidate, Candidates
from assistant.answering.grounding.closeness import Closeness
from assistant.answering.grounding.negation import negations
from assistant.answering.grounding.opening import claims_nothing, parted_verdict, without_lead
from assistant.answering.grounding.reading import Reading
from assistant.answering.quoting import Quote
from assistant.knowledge.embedding import Embedder
from assistant.knowledge.sentences import sentence_spans
from assistant.question import without_surrogates
from assistant.retrieval.glossary import Glossary, glossary_from
from assistant.retrieval.ranked import RankedPassage

NO_QUOTE = "no passage says it"

_PARTS = re.compile(
    r"\s*(?:;|；|,\s*(?:and|but|while|whereas|or)\b|\b(?:and|but|while|whereas)\b|，(?:而|且|并|但)?)\s*"
)
_OWN_SUBJECT = re.compile(
    r"(?:the|an?|its?|their|they|he|she|we|you|both|each|this|that|these|those|all|any|if|when)\b|[A-Z]"
)
SPLITS = 4  # places that a sentence is parted at, one after the other


@dataclass(frozen=True)
class Grounding:
    """`quotes` carry the sentence; `claims` is False for an opening or linking phrase that claims nothing; `reason`
    says in a few words why nothing carries it (empty otherwise).
    """

    quotes: Sequence[Quote] = ()
    claims: bool = True
    reason: str = ""

    @property
    def holds(self) -> bool:
        """Whether the sentence may be shown unmarked: it is carried, or claims nothing."""
        return bool(self.quotes) or not self.claims


@dataclass(frozen=True)
class _Claim:
    """What is to be carried, whom the sentence credits with it, and whether it opens with yes or no."""

    reading: Reading
    who: str
    verdict: bool | None


class Grounder:
    """Holds sentences against passages. Several threads may use one."""

    def __init__(self, embedder: Embedder, glossary: Glossary | None = None) -> None:
        """Weights are fitted for the embedding model that ships with Ally."""
        self._glossary = glossary or glossary_from()
        self._closeness = Closeness(embedder, self._glossary)
        self._candidates = Candidates(self._glossary)
        self._lock = threading.Lock()

    def ground(self, sentence: str, cited: Sequence[RankedPassage], passages: Sequence[RankedPassage]) -> Grounding:
        """The quotes that carry a sentence, which comes without its [n] marks.

        The passages that its marks name are tried first, then the others of those that the model was given.
        """
        sentence = without_surrogates(sentence).strip()
        if claims_nothing(sentence):
            return Grounding(claims=False)
        ids = {each.passage.id for each in cited}
        others = [each for each in passages if each.passage.id not in ids]
        quotes: dict[tuple[str, int, int], Quote] = {}
        with self._lock:
            for start, end in sentence_spans(sentence):
                found = self._of_one(sentence[start:end], cited, others)
                if not found.holds:
                    return found
                quotes |= {quote.address: quote for quote in found.quotes}
        return Grounding(quotes=list(quotes.values()))

    def _of_one(self, sentence: str, cited: Sequence[RankedPassage], others: Sequence[RankedPassage]) -> Grounding:
        if claims_nothing(sentence):
            return Grounding(claims=False)
        claim, reasons = _claim(sentence), []
        for among in (cited, others):
            found = self._carried(claim, among)
            quotes = found.quotes or self._in_parts(claim, sentence, among)
            if quotes:
                return Grounding(quotes=quotes)
            reasons.append(found.reason)
        return Grounding(reason=next((reason for reason in reasons if reason != NO_QUOTE), NO_QUOTE))

    def _carried(self, claim: _Claim, passages: Sequence[RankedPassage]) -> Grounding:
        """The nearest of the quotes that agree with the claim; why there is none where none does.

        Where the claim repeats a quote but for some change, only one that it repeats as closely carries it.
        """
        reason, carrying, is_changed = "", [], False
        for each in self._candidates.likely(claim.reading, passages):
            difference = self._difference(claim, each)
            is_changed = is_changed or bool(difference and each.is_repeated_by(claim.reading))
            near = 0.0 if difference else self._closeness.of(claim.reading, each.evidence)
            reason = reason or difference
            if near:
                carrying.append((near, each))
        if is_changed:
            carrying = [found for found in carrying if found[1].is_repeated_by(claim.reading)]
        if carrying:
            return Grounding(quotes=max(carrying, key=lambda found: found[0])[1].quotes)
        return Grounding(reason=reason or NO_QUOTE)

    def _difference(self, claim: _Claim, candidate: Candidate) -> str:
        if claim.verdict is False and not negations(candidate.evidence.quoted.words):
            return "the quote denies nothing"
        by_others = (attribution.disagreement(claim.who, quote) for quote in candidate.quotes)
        return next(filter(None, by_others), "") or disagreement(claim.reading, candidate.evidence, self._glossary)

    def _in_parts(self, claim: _Claim, sentence: str, passages: Sequence[RankedPassage]) -> Sequence[Quote]:
        """The quotes that carry the two parts of a sentence, another one each; none where they do not.

        A sentence that repeats one quote but for some change is not taken apart: its parts would hide the change.
        """
        splits = [match for match in _PARTS.finditer(sentence) if match.start() and match.end() < len(sentence)]
        if not splits or self._candidates.is_repeated(claim.reading, passages):
            return []
        for match in splits[:SPLITS]:
            first, second = (
                self._carried(replace(claim, reading=_claim(part).reading), passages).quotes
                for part in (sentence[: match.start()], sentence[match.end() :])
            )
            if (
                first
                and second
                and not {each.address for each in first} & {each.address for each in second}
                and _same_subject(claim, sentence[match.end() :], second)
            ):
                return [*first, *second]
        return []


def _claim(sentence: str) -> _Claim:
    verdict, rest = parted_verdict(without_lead(sentence))
    said = attributed(without_lead(rest))
    return _Claim(Reading(said.said), said.who, verdict)


def _same_subject(claim: _Claim, part: str, quotes: Sequence[Quote]) -> bool:
    """Whether the second part has a subject of its own, or its quotes speak of what the sentence begins with."""
    if _OWN_SUBJECT.match(part):
        return True
    subject = next(iter(claim.reading.content), "")
    return any(subject in Reading(f"{quote.text} {quote.found.passage.context}").terms for quote in quotes)
