"""Where sentence and quote read alike but for a word or two, those words must not turn what is said."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.answering.grounding.direction import are_opposite
from assistant.answering.grounding.modality import force_of
from assistant.answering.grounding.names import names_in
from assistant.answering.grounding.negation import denies
from assistant.answering.grounding.words import Word

_PAST = {"is": "was", "are": "were", "has": "had", "does": "did"}
ALIKE = 0.5  # the share of the shorter text's words that the other has in the same order, for the two to be compared
LONGEST = 4  # words that one text has instead of the other's, for them to be the same place


@dataclass(frozen=True)
class Difference:
    """What the sentence has from its word `start` on, and what the quote has in its place; either may be nothing."""

    start: int
    claimed: Sequence[Word]
    quoted: Sequence[Word]


def differences(claimed: Sequence[Word], quoted: Sequence[Word]) -> Iterator[Difference]:
    """The short differences between words that are the same on both sides."""
    mine, theirs = [[word.term or word.spelled for word in text] for text in (claimed, quoted)]
    matched = SequenceMatcher(None, mine, theirs, autojunk=False)
    if sum(block.size for block in matched.get_matching_blocks()) < ALIKE * min(len(mine), len(theirs)):
        return
    for how, start, end, first, last in matched.get_opcodes():
        same_place = bool(start) == bool(first) and (end == len(mine)) == (last == len(theirs))
        if how != "equal" and same_place and max(end - start, last - first) <= LONGEST:
            yield Difference(start, claimed[start:end], quoted[first:last])


def disagreement(claimed: Sequence[Word], quoted: Sequence[Word]) -> str:
    """Why a small difference turns what the quote says, or ""."""
    names, terms = {name.at for name in names_in(claimed)}, {word.term for word in quoted}
    quoted_names = {name.word.term for name in names_in(quoted)}
    for each in differences(claimed, quoted):
        if _turns(each) or _is_other_name(each, names, quoted_names, terms):
            mine, theirs = _spelled(each.claimed), _spelled(each.quoted)
            return f"the quote has “{theirs}” and not “{mine}”" if theirs else f"the quote does not have “{mine}”"
    return ""


def _turns(difference: Difference) -> bool:
    """Whether one side denies and the other does not, the two are opposites, or one may what the other must."""
    mine, theirs = difference.claimed, difference.quoted
    forces = force_of(mine), force_of(theirs)
    return (
        denies(mine) != denies(theirs)
        or any(are_opposite(one.term, other.term) for one in mine for other in theirs)
        or (all(forces) and forces[0] != forces[1])
        or _past_made_present(difference)
    )


def _past_made_present(difference: Difference) -> bool:
    """What was so is not said to be so now."""
    mine, theirs = ({word.spelled.casefold() for word in part} for part in (difference.claimed, difference.quoted))
    return any(now in mine and then in theirs for now, then in _PAST.items())


def _is_other_name(
    difference: Difference, names: Collection[int], quoted_names: Collection[str], terms: Collection[str]
) -> bool:
    """Whether a name stands where the quote has another, or where it has a thing and the name is nowhere in it."""
    theirs = {word.term for word in difference.quoted if word.is_content}
    named = bool(theirs & set(quoted_names))
    mine = {
        word.term
        for at, word in enumerate(difference.claimed, difference.start)
        if at in names or (named and word.is_content and word.spelled[0].isupper())
    }
    return bool(mine and theirs) and not mine & theirs and (named or not mine <= set(terms))


def _spelled(words: Sequence[Word]) -> str:
    return " ".join(word.spelled for word in words)
