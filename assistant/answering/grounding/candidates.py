"""The quotes of a passage that may carry a sentence: its sentences, and neighbouring ones taken together."""

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.answering.grounding.agreement import Evidence
from assistant.answering.grounding.dates import of_document
from assistant.answering.grounding.reading import Reading
from assistant.answering.quotable import quotes_of
from assistant.answering.quoting import Quote
from assistant.answering.wording import words_of
from assistant.knowledge.sentences import sentence_spans
from assistant.retrieval.glossary import Glossary
from assistant.retrieval.ranked import RankedPassage

PASSAGES_KEPT = 512
REPEATED = 0.8  # of a claim's terms, from which a quote is taken for what it repeats
BEFORE = 200  # characters before a quote
SINGLE, PAIRED = 4, 3  # quotes, and pairs of neighbours, that are compared in full

_ENDS = re.compile(r"[.!?;:。！？；：|]\W*$")
_POINTS_BACK = re.compile(
    r"(?:it|its|they|their|them|he|she|his|her|this|that|these|those|such|then|there|and|but|so|also|both|we|i)\b"
    r"|[它他她其这此该并但也]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Candidate:
    """One quote, or two that stand next to each other, and what they say, or what one sentence in the quote says.

    `terms` are those of the words, those of Chinese ones in English besides.
    """

    quotes: Sequence[Quote]
    evidence: Evidence
    terms: frozenset[str]
    is_whole: bool

    def is_repeated_by(self, claim: Reading) -> bool:
        """Whether the claim has nearly no other words."""
        return len(claim.terms & self.terms) >= REPEATED * len(claim.terms)

    def found_in(self, found: RankedPassage) -> "Candidate":
        """The same, with what is known of the passage in the present search."""
        return replace(self, quotes=[replace(quote, found=found) for quote in self.quotes])


class Candidates:
    """Reads each passage once; the passages read last are kept."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._kept: OrderedDict[tuple[str, int, str], list[Candidate]] = OrderedDict()

    def likely(self, claim: Reading, passages: Iterable[RankedPassage]) -> list[Candidate]:
        """Those that share the most words with the claim, the single quotes before the pairs."""
        wanted = self._terms(claim)
        singles: list[tuple[int, Candidate]] = []
        pairs: list[tuple[int, Candidate]] = []
        for found in passages:
            read = [(len(wanted & each.terms), each) for each in self._of(found)]
            singles += read
            pairs += _pairs(wanted, [each for each in read if each[1].is_whole])
        best = [*_best(singles, SINGLE), *_best(pairs, PAIRED)]
        return [each for count, each in best if count]

    def is_repeated(self, claim: Reading, passages: Iterable[RankedPassage]) -> bool:
        """Whether one quote has nearly all the words of the claim."""
        return any(each.is_repeated_by(claim) for found in passages for each in self._of(found))

    def _terms(self, text: Reading) -> frozenset[str]:
        """The terms of a text, those of a Chinese one in English besides."""
        return text.terms | Reading(self._glossary.translated(text.text)).terms if text.is_chinese else text.terms

    def _read(self, quote: Quote) -> Iterator[Candidate]:
        """The quote as a whole, and each of its sentences where it has several: one does not limit the others."""
        passage = quote.found.passage
        credited = " ".join(filter(None, [quote.said_by, *quote.credited()]))
        above = Reading(f"{passage.title}. {passage.context}. {quote.section or ''}. {credited}")
        whole = words_of(quote)
        sentences = [Reading(whole[start:end]) for start, end in sentence_spans(whole, passage.language)]
        for parts in ([each] for each in sentences) if len(sentences) > 1 else ():
            yield self._candidate(quote, parts, above, is_whole=False)
        yield self._candidate(quote, sentences, above, is_whole=True)

    def _candidate(self, quote: Quote, parts: Sequence[Reading], above: Reading, is_whole: bool) -> Candidate:
        passage = quote.found.passage
        at = quote.start - passage.start
        before = Reading(passage.text[max(0, at - BEFORE) : at])
        evidence = Evidence(parts, above, before, of_document(passage.date))
        return Candidate([quote], evidence, self._terms(evidence.quoted), is_whole)

    def _of(self, found: RankedPassage) -> list[Candidate]:
        passage = found.passage
        key = (passage.id, passage.start, passage.text)
        if key not in self._kept:
            self._kept[key] = [each for quote in quotes_of(found) for each in self._read(quote)]
            if len(self._kept) > PASSAGES_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return [each.found_in(found) for each in self._kept[key]]


def _pairs(wanted: frozenset[str], read: Sequence[tuple[int, Candidate]]) -> Iterator[tuple[int, Candidate]]:
    """Neighbours that belong together, and that have more of the claim than either has alone."""
    for (one, first), (other, second) in pairwise(read):
        both = len(wanted & (first.terms | second.terms))
        if both > max(one, other) and _belong_together(first, second):
            yield both, _joined(first, second)


def _belong_together(first: Candidate, second: Candidate) -> bool:
    """Whether the second speaks of the first, or goes on where a line broke off: any other would only lend words."""
    goes_on = not _ENDS.search(first.evidence.quoted.text) or _POINTS_BACK.match(second.evidence.quoted.text)
    return bool(goes_on) and not first.quotes[0].overlaps(second.quotes[0])


def _best(counted: Sequence[tuple[int, Candidate]], count: int) -> list[tuple[int, Candidate]]:
    return sorted(counted, key=lambda each: -each[0])[:count]


def _joined(first: Candidate, second: Candidate) -> Candidate:
    parts = [*first.evidence.parts, *second.evidence.parts]
    evidence = replace(first.evidence, parts=parts)
    return Candidate([*first.quotes, *second.quotes], evidence, first.terms | second.terms, is_whole=True)
