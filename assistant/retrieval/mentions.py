"""Where a question mentions a name, in whole or in part, by its initials or with a slip of the pen, and how plainly."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.knowledge.terms import NameWord, is_chinese, name_words
from assistant.retrieval.names import LEAST_INITIALS, KnownNames, Name, is_telling

WHOLE = 0.9  # how plainly a name of several words names when it stands there in full
TITLE = 0.4  # and a title, whose words are ordinary ones
INSIDE = 0.8  # what counts of words from the inside of a name; people shorten names to how they begin
UNMARKED = 0.6  # what counts of a single word in small letters, where others of the question have capitals
SPOKEN_OF = 0.7  # a name that documents speak of and do not go by
LEAST_SLIP = 5  # letters of a word that may be mistyped; shorter ones are too near to each other
LONG = 8  # letters from which a word may have two slips


class Wording(Protocol):
    """How words are used in the passages that may be seen."""

    def frequency(self, term: str) -> int:
        """How many passages have the term."""

    def specificity(self, text: str, documents: frozenset[str]) -> float:
        """How far the text's terms are found in these documents only, from 0 to 1."""

    def speaking_of(self, term: str) -> frozenset[str]:
        """The documents, a few at most, that nearly all passages with the term are in."""


@dataclass(frozen=True)
class Mention:
    """A name, the characters `[start, end)` of the question that mention it, and how plainly, from 0 to 1."""

    name: Name
    start: int
    end: int
    plainness: float


def mentions(asked: str, known: KnownNames, wording: Wording) -> list[Mention]:
    """Every mention of a known name in the question, which is in the form of `as_compared`."""
    words = [meant for word in name_words(asked) for meant in _meant(word, known, wording)]
    found = [
        _mention(name, words[start:end], asked, known, wording)
        for name in _candidates(words, known)
        for start, end in _runs(words, name)
        if not _runs_on(words, start, end, name, asked, known)
    ]
    return _longest([*found, *_by_initials(asked, words, known, wording)])


def spoken_of(asked: str, wording: Wording) -> list[Mention]:
    """Mentions of what no document goes by but only few speak of: words written like names."""
    return [
        Mention(Name((word.term,), documents), word.start, word.end, SPOKEN_OF)
        for word in name_words(asked)[1:]
        if asked[word.start].isupper() and is_telling(word.term) and (documents := wording.speaking_of(word.term))
    ]


def _longest(found: Sequence[Mention]) -> list[Mention]:
    """Without those that are part of a longer one: "Industries" in "Loop Industries" mentions no other industries."""
    spans = {(each.start, each.end) for each in found if not each.name.is_title}
    return [
        each
        for each in found
        if not any(
            start <= each.start and each.end <= end and end - start > each.end - each.start for start, end in spans
        )
    ]


def _meant(word: NameWord, known: KnownNames, wording: Wording) -> Iterable[NameWord]:
    """The word, or those of a name that it is a slip for: a word that nothing has, but for a letter or two."""
    if word.term in known.having or len(word.spelled) < LEAST_SLIP or not word.spelled.isascii():
        return [word]
    if wording.frequency(word.term):
        return [word]
    slips = 2 if len(word.spelled) >= LONG else 1
    near = process.extractOne(word.spelled, known.spellings.keys(), scorer=OSA.distance, score_cutoff=slips)
    if near is None:
        return [word]
    return [NameWord(term, term, word.start, word.end) for term in known.spellings[near[0]]]


def _candidates(words: Sequence[NameWord], known: KnownNames) -> Iterator[Name]:
    terms = [word.term for word in words]
    having = (name for term in terms if is_telling(term) for name in known.having.get(term, ()))
    titles = (name for pair in pairwise(terms) for name in known.titles.get(pair, ()))
    seen: set[int] = set()
    for names in (having, titles):
        for name in names:
            if id(name) not in seen:
                seen.add(id(name))
                yield name


def _runs(words: Sequence[NameWord], name: Name) -> Iterator[tuple[int, int]]:
    """The longest stretches of the question that stand in the name, in its order, and tell something."""
    at = 0
    while at < len(words):
        length = max((_in_common(words[at:], name.words[k:]) for k in range(len(name.words))), default=0)
        if length and _is_mention(words[at : at + length], name):
            yield at, at + length
        at += max(length, 1)


def _runs_on(words: Sequence[NameWord], start: int, end: int, name: Name, asked: str, known: KnownNames) -> bool:
    """Whether what looks like part of the name is part of another: "Gold Resources" in "Rare Gold Resources"."""
    if name.is_title or end - start == len(name.words):
        return False
    before = start > 1 and _is_beside(words[start - 1], words[start], asked) and words[start - 1]
    after = end < len(words) and _is_beside(words[end - 1], words[end], asked) and words[end]
    return any(
        asked[word.start].isupper() and is_telling(word.term) and word.term not in known.title_words
        for word in (before, after)
        if word
    )


def _is_beside(one: NameWord, other: NameWord, asked: str) -> bool:
    return asked[one.end : other.start] == " "


def _in_common(words: Sequence[NameWord], name: Sequence[str]) -> int:
    """How many words from the beginning are the same."""
    length = 0
    while length < min(len(words), len(name)) and words[length].term == name[length]:
        length += 1
    return length


def _is_mention(run: Sequence[NameWord], name: Name) -> bool:
    telling = sum(is_telling(word.term) for word in run)
    if len(run) == len(name.words):
        return telling > 0
    # Chinese is compared by characters, and titles have words that any question may have.
    return telling > (1 if name.is_title or all(is_chinese(word.term) for word in run) else 0)


def _mention(name: Name, run: Sequence[NameWord], asked: str, known: KnownNames, wording: Wording) -> Mention:
    start, end = run[0].start, run[-1].end
    if name.is_title:
        return Mention(name, start, end, TITLE * len(run) / len(name.words))
    whole = len(run) == len(name.words)
    if is_chinese(asked[start:end]):
        plainness = wording.specificity(asked[start:end], name.documents)
    else:
        plainness = _specificity(run, known, wording)
        if len(run) == 1:
            plainness *= 1.0 if _is_marked(asked, start) else UNMARKED
        if run[0].term != name.words[0]:
            plainness *= INSIDE
    return Mention(name, start, end, max(plainness, WHOLE) if whole and len(run) > 1 else plainness)


def _specificity(run: Sequence[NameWord], known: KnownNames, wording: Wording) -> float:
    left = 1.0
    for term in {word.term for word in run if is_telling(word.term)}:
        left *= 1 - wording.specificity(term, known.documents[term])
    return 1 - left


def _is_marked(asked: str, start: int) -> bool:
    """Whether the word that starts there is written like a name, or names are not marked in this question."""
    return asked[start].isupper() or asked[1:] == asked[1:].lower()


def _by_initials(asked: str, words: Sequence[NameWord], known: KnownNames, wording: Wording) -> Iterator[Mention]:
    for word in words:
        if len(word.spelled) >= LEAST_INITIALS and asked[word.start : word.end].isupper():
            for name in known.initials.get(word.spelled, ()):
                yield Mention(name, word.start, word.end, wording.specificity(word.term, name.documents))
