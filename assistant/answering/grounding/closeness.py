"""How near in meaning a sentence and a quote are: by the words they share and by their vectors."""

import json
import math
import re
from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answering.grounding.agreement import Evidence
from assistant.answering.grounding.reading import Reading
from assistant.knowledge.embedding import Embedder
from assistant.knowledge.terms import terms
from assistant.retrieval.glossary import Glossary

if TYPE_CHECKING:
    from assistant.knowledge.embedding import Vectors

_SINGLE = re.compile(r"(?<![\u3400-\u9fff])[\u3400-\u9fff](?![\u3400-\u9fff])")
VECTORS_KEPT = 2000

# As `scripts/fit_grounding.py` prints them.
_FITTED: Mapping[str, Mapping[str, float]] = json.loads(
    Path(__file__).with_name("closeness.json").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class Signals:
    """What speaks for a quote's carrying a sentence, each from 0 to 1.

    The share of the sentence's content terms that the quote has, by any of its names in the field; the share that only
    what stands above it or right before it has; nearness of the vectors.
    """

    covered: float
    around: float
    meaning: float


def likelihood(signals: Signals, weights: Mapping[str, float]) -> float:
    """How likely the quote carries the sentence, from 0 to 1, where nothing in them disagrees."""
    total = weights["bias"] + sum(weights[name] * value for name, value in asdict(signals).items())
    return 1 / (1 + math.exp(-total))


def language_of(claim: Reading, quoted: Reading) -> str:
    """Which of the fitted weights are for the two texts."""
    if claim.is_chinese != quoted.is_chinese:
        return "mixed"
    return "chinese" if claim.is_chinese else "english"


class Closeness:
    """Compares readings; the vectors of the texts compared last are kept."""

    def __init__(self, embedder: Embedder, glossary: Glossary) -> None:
        self._embedder = embedder
        self._glossary = glossary
        self._kept: OrderedDict[str, Vectors] = OrderedDict()

    def of(self, claim: Reading, evidence: Evidence) -> float:
        """How likely the quote carries the claim, from 0 to 1; 0 where that is less than what is asked for."""
        weights = _FITTED[language_of(claim, evidence.quoted)]
        least = self.signals(claim, evidence, with_meaning=False)
        # The vectors take the most time: they are compared only where they decide.
        decides = likelihood(least, weights) < weights["threshold"] <= likelihood(replace(least, meaning=1.0), weights)
        near = likelihood(self.signals(claim, evidence) if decides else least, weights)
        return near if near >= weights["threshold"] else 0.0

    def signals(self, claim: Reading, evidence: Evidence, with_meaning: bool = True) -> Signals:
        """What speaks for it; of two languages, the Chinese text is read in the glossary's English."""
        quoted, above = evidence.quoted, evidence.around.terms | evidence.before.terms
        if claim.is_chinese != quoted.is_chinese:
            claim, quoted = self._in_english(claim), self._in_english(quoted)
        own = quoted.terms
        if not claim.content.keys() <= own:
            own |= frozenset(terms(" ".join(self._glossary.expansions(quoted.text))))
        meaning = self._meaning(claim.text, quoted.text) if with_meaning else 0.0
        return Signals(_covered(claim, quoted, own), _share(claim, above - own), meaning)

    def _in_english(self, text: Reading) -> Reading:
        """Single Chinese characters that are left are little words."""
        return Reading(_SINGLE.sub(" ", self._glossary.translated(text.text))) if text.is_chinese else text

    def _meaning(self, claim: str, quoted: str) -> float:
        return min(1.0, max(0.0, float(self._vector(claim) @ self._vector(quoted))))

    def _vector(self, text: str) -> "Vectors":
        if text not in self._kept:
            self._kept[text] = self._embedder.embed([text])[0]
            if len(self._kept) > VECTORS_KEPT:
                self._kept.popitem(last=False)
        return self._kept[text]


def _covered(claim: Reading, quoted: Reading, own: Collection[str]) -> float:
    """The share of the claim's content terms that are among the quote's `own`; 1 for a claim without any."""
    if not claim.content:
        return 1.0
    share = _share(claim, own)
    return max(share, _shared_pairs(claim.text, quoted.text)) if claim.is_chinese and quoted.is_chinese else share


def _share(claim: Reading, terms: Collection[str]) -> float:
    """The share of the claim's content terms that are among the terms."""
    return sum(term in terms for term in claim.content) / (len(claim.content) or 1)


def _shared_pairs(claim: str, quoted: str) -> float:
    """The share of the claim's pairs of Chinese characters that the quote has: words are not cut alike everywhere."""
    pairs = _pairs(claim)
    return len(pairs & _pairs(quoted)) / len(pairs) if pairs else 0.0


def _pairs(text: str) -> set[str]:
    han = ["\u3400" <= letter <= "\u9fff" for letter in text]
    return {text[at : at + 2] for at in range(len(text) - 1) if han[at] and han[at + 1]}
