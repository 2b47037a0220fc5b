"""A sentence keeps the conditions and exceptions of its quote: without them it says more than the source does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.grounding.words import Word

KEPT = 0.3  # the share of a proviso's content terms that a sentence which keeps it has

_CUE = re.compile(
    r"\b(?:subject to|unless|except(?:ing)?(?: for| that| as)?|excluding|provided(?:,? (?:however|further),?)? that"
    r"|provided (?=[a-z]+ (?:is|are|has|have))|so long as|as long as|to the extent(?: that)?|save (?:for|that|as)"
    r"|other than|only|solely|without|if|in the event|on condition that|contingent (?:up)?on|but not|apart from"
    r"|until)\b"
    r"|除非|除外|但是?|如果|若|只有|前提|未经|未經|须经|除了?|仅",
    re.IGNORECASE,
)
_ONLY = ("only", "solely", "只有", "仅")
_ALONE = re.compile(
    r"\b(?:only|solely|sole|alone|exclusive(?:ly)?|just|merely|unless|except|no other|none|nobody|once|1 times)\b"
    r"|[只仅唯]",
    re.IGNORECASE,
)
_END = re.compile(r"[,;.:!?，；。：！？]|\Z")
# After these the rest of the sentence hardly ever limits what it says.
_IDLE = re.compile(
    r"\b(?:not only|without (?:limitation|limiting|prejudice|regard)|(?:as|what|even|see|know|whether) if|if any"
    r"|(?:if|as) (?:not|so))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Proviso:
    """The words that open it, and the content terms of what follows up to the next mark."""

    cue: str
    terms: frozenset[str]


def provisos(text: str, words: Sequence[Word]) -> list[Proviso]:
    """The conditions and exceptions of a uniform text."""
    idle = [match.span() for match in _IDLE.finditer(text)]
    found = []
    for match in _CUE.finditer(text):
        if any(start <= match.start() < end for start, end in idle):
            continue
        end = _end(text, match.end())
        inside = frozenset(word.term for word in words if match.end() <= word.start < end and word.is_content)
        found.append(Proviso(match[0], inside))
    return found


def _end(text: str, start: int) -> int:
    # A mark right behind the cue ("provided, however,") closes nothing.
    close = _END.search(text, min(len(text), start + 2))
    return close.start() if close else len(text)


def disagreement(claimed: Sequence[Proviso], quoted: Sequence[Proviso], claimed_terms: set[str], text: str) -> str:
    """Why the conditions differ, or "". `claimed_terms` are the sentence's, `text` is the quote's."""
    for each in quoted:
        if each.cue.casefold() in _ONLY:
            if not any(other.cue.casefold() in _ONLY for other in claimed) and each.terms & claimed_terms:
                return f"the sentence leaves out “{each.cue}”"
        elif not each.terms:
            continue
        elif len(each.terms & claimed_terms) < KEPT * len(each.terms) or not claimed:
            return f"the sentence leaves out “{each.cue} …”"
    if any(each.cue.casefold() in _ONLY for each in claimed) and not _ALONE.search(text):
        return "the quote does not say “only”"
    return ""
