"""What a sentence says of one party is not what its quote says of another one."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.grounding.names import names_in
from assistant.answering.grounding.words import Word

MARGIN = 2  # by how many more terms another name's words must fit
REACH = 16  # content words after a name

_ENDS = frozenset(".;:?!(")


@dataclass(frozen=True)
class Role:
    """A name as it is compared and as it is spelled, and the content terms that follow it up to the next mark."""

    name: str
    spelled: str
    said: frozenset[str]


def roles(words: Sequence[Word]) -> list[Role]:
    """The names that something is said of; one behind "by" has it before itself."""
    names = {name.at for name in names_in(words)}
    return [
        Role(words[at].term, words[at].spelled, said)
        for at in sorted(names)
        if at + 1 not in names and not (at and words[at - 1].spelled == "by") and (said := _said(words, at))
    ]


def _said(words: Sequence[Word], at: int) -> frozenset[str]:
    said: list[str] = []
    for place in range(at + 1, len(words)):
        if words[place].spelled in _ENDS or len(said) == REACH:
            break
        if words[place].is_content:
            said.append(words[place].term)
    return frozenset(said)


def disagreement(claimed: Sequence[Word], quoted: Sequence[Word]) -> str:
    """Why the quote says of a name that the sentence lacks what the sentence says of another one, or ""."""
    theirs, named = roles(quoted), {word.term for word in claimed}
    for each in roles(claimed):
        own = [len(each.said & other.said) for other in theirs if other.name == each.name]
        others = [len(each.said & other.said) for other in theirs if other.name not in named]
        if own and others and max(others) >= max(own) + MARGIN:
            return f"the quote says this of another than “{each.spelled}”"
    return ""
