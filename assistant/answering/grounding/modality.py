"""What may be done is not what must be done, nor what is done."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answering.grounding.words import Word

Force = Literal["may", "must", "should"]
REACH = 3  # content words behind it that a modal verb may bear on

_FORCES: tuple[tuple[Force, re.Pattern[str]], ...] = (
    (
        "must",
        re.compile(
            r"\b(?:shall|must|(?:is|are|be|was|were) (?:required|obliged|obligated|bound) to|ha(?:s|ve|d) to|needs? to"
            r"|undertakes? to|agrees? to|covenants? to|(?:has|have) (?:a|the|an) (?:duty|obligation) to)\b"
            r"|必须|必須|应当|應當|须|須|有义务",
            re.IGNORECASE,
        ),
    ),
    (
        "may",
        re.compile(
            r"\b(?:may|might|could|can|(?:is|are|be|was|were) (?:entitled|allowed|permitted|free|able|authori[sz]ed) to"
            r"|(?:ha(?:s|ve|d)|with) (?:the|a|an)(?: \w+)? (?:right|option|power) to"
            r"|at its (?:sole )?(?:option|discretion))\b"
            r"|可以|有权|有權|可能|得以",
            re.IGNORECASE,
        ),
    ),
    (
        "should",
        re.compile(
            r"\b(?:should|ought to|(?:is|are) (?:expected|supposed|encouraged|advised) to)\b|应该|應該", re.IGNORECASE
        ),
    ),
)
_SINGLE: Mapping[str, Force] = {
    **dict.fromkeys(("may", "might", "can", "could", "可以", "可能"), "may"),
    **dict.fromkeys(("shall", "must", "will", "必须", "应当"), "must"),
    **dict.fromkeys(("should", "应该"), "should"),
}


@dataclass(frozen=True)
class Modal:
    """A force, the words that give it, and the content terms after them."""

    force: Force
    spelled: str
    reach: Sequence[str]


def force_of(words: Sequence[Word]) -> set[Force]:
    """The forces that single words among these have."""
    return {_SINGLE[spelled] for word in words if (spelled := word.spelled.casefold()) in _SINGLE}


def modals(text: str, words: Sequence[Word]) -> list[Modal]:
    """The modals of a uniform text whose dates are blanked out."""
    return [
        Modal(force, match[0], _reach(words, match.end())) for force, form in _FORCES for match in form.finditer(text)
    ]


def _reach(words: Sequence[Word], start: int) -> list[str]:
    return [word.term for word in words if word.start >= start and word.is_content][:REACH]


def disagreement(claimed: Sequence[Modal], quoted: Sequence[Modal], claimed_terms: set[str]) -> str:
    """Why the forces differ, or "". `claimed_terms` are the sentence's terms."""
    for each in claimed:
        forces = _forces_on(each, quoted)
        if each.force not in forces and (forces or each.force == "must"):
            return f"the quote does not say “{each.spelled}”"
    for each in quoted:
        if each.force == "may" and each.reach and each.reach[0] in claimed_terms and not _forces_on(each, claimed):
            return f"the sentence leaves out “{each.spelled}”"
    return ""


def _forces_on(modal: Modal, others: Sequence[Modal]) -> set[Force]:
    """The forces that the other text puts on the same thing; on anything, where it has no force on that."""
    same = {other.force for other in others if set(other.reach[:2]) & set(modal.reach[:2])}
    return same or {other.force for other in others}
