"""The names that documents go by, in the ways in which people write them.

A name is compared word by word, by stems: case, accents, possessives and forms of incorporation do not matter.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from assistant.knowledge.terms import STOP_WORDS, NameWord, is_chinese, name_words, normalised, terms

# Forms of incorporation that people leave out when they name a company.
_COMPANY_FORMS = frozenset(
    terms("inc incorporated corp corporation co company ltd limited llc lp llp plc gmbh ag sa se bv nv kk spa pty")
)
_STOP_TERMS = frozenset(terms(" ".join(STOP_WORDS)))
_CHINESE_FORM = re.compile("(?:集团)?(?:股份|有限责任|有限)*公司$")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}(?:[A-Za-z]\b)?|\b(?:[A-Z]\. ?)+[A-Z]\.")
_IN_BRACKETS = re.compile(r"\s*[(（].*[)）]\s*$")
LEAST_INITIALS = 3

Words = tuple[str, ...]


@dataclass(frozen=True)
class Name:
    """One way of writing a name: its words as they are compared, and the documents that go by it."""

    words: Words
    documents: frozenset[str]
    is_title: bool = False


@dataclass(frozen=True)
class KnownNames:
    """Every name of some documents, under what it is found by; `others` are the further names of what has several."""

    names: Sequence[Name]
    spellings: Mapping[str, Words]
    others: Mapping[Words, Sequence[str]]

    @cached_property
    def having(self) -> Mapping[str, Sequence[Name]]:
        """The names with a word in them, and the titles that consist of it."""
        having: dict[str, list[Name]] = defaultdict(list)
        for name in self.names:
            if not name.is_title or len(name.words) == 1:
                for word in dict.fromkeys(name.words):
                    having[word].append(name)
        return having

    @cached_property
    def titles(self) -> Mapping[tuple[str, str], Sequence[Name]]:
        """The titles with two words side by side."""
        titles: dict[tuple[str, str], list[Name]] = defaultdict(list)
        for name in self.names:
            if name.is_title:
                for pair in dict.fromkeys(pairwise(name.words)):
                    titles[pair].append(name)
        return titles

    @cached_property
    def title_words(self) -> frozenset[str]:
        """The words of all titles."""
        return frozenset(word for name in self.names if name.is_title for word in name.words)

    @cached_property
    def documents(self) -> Mapping[str, frozenset[str]]:
        """The documents that go by a name, other than a title, with the word in it."""
        return {
            word: frozenset().union(*(name.documents for name in names if not name.is_title))
            for word, names in self.having.items()
        }

    @cached_property
    def initials(self) -> Mapping[str, Sequence[Name]]:
        """The names that letters stand for: the first of each of three words or more."""
        initials: dict[str, list[Name]] = defaultdict(list)
        for name in self.names:
            letters = "".join(word[0] for word in name.words if word not in _STOP_TERMS)
            if not name.is_title and len(letters) >= LEAST_INITIALS and letters.isascii():
                initials[letters].append(name)
        return initials


def known_names(known: Iterable[tuple[str, str, str]], aliases: Iterable[tuple[str, str]] = ()) -> KnownNames:
    """The names of (kind, name, document id), and what else these are called by (alias, name).

    An alias of a name that no document goes by is left out, so that it tells nothing about what is not seen.
    """
    documents: dict[tuple[Words, bool], set[str]] = defaultdict(set)
    spellings: dict[str, Words] = {}
    for kind, name, document in known:
        if words := words_of(name, is_title=kind == "title"):
            documents[words, kind == "title"].add(document)
            if kind != "title":
                spellings |= _spellings(name)
    others: dict[Words, Sequence[str]] = {}
    for group in _groups(aliases):
        forms = {words: each for each in sorted(group) if (words := words_of(each))}
        meant = frozenset[str]().union(*(documents.get((form, False), ()) for form in forms))
        if meant:
            for form, name in forms.items():
                documents[form, False] |= meant
                spellings |= _spellings(name)
                others[form] = [each for other, each in forms.items() if other != form]
    names = [Name(words, frozenset(meant), is_title) for (words, is_title), meant in sorted(documents.items())]
    return KnownNames(names, spellings, others)


@lru_cache(maxsize=100_000)
def words_of(name: str, is_title: bool = False) -> Words:
    """A name's words as they are compared, without the form of incorporation; none where they say nothing."""
    words = [word.term for word in _words(name)]
    if not is_title:
        words = _without_form(words)
    return tuple(words) if any(is_telling(word) for word in words) else ()


@lru_cache(maxsize=100_000)
def _spellings(name: str) -> dict[str, Words]:
    """What a mistyped word may stand for: a word of the name, or several of them written as one."""
    words = [word for word in _words(name) if word.spelled.isascii() and is_telling(word.term)]
    joined = {"".join(word.spelled for word in some): some for some in (words[:2], words)}
    return {
        **{spelled: tuple(word.term for word in some) for spelled, some in joined.items()},
        **{word.spelled: (word.term,) for word in words},
    }


def _words(name: str) -> list[NameWord]:
    written = as_compared(name)
    return name_words(_CHINESE_FORM.sub("", (_IN_BRACKETS.sub("", written) or written).strip()))


def as_compared(text: str) -> str:
    """The text as names are looked for in it: "S.p.A." is "SpA"."""
    return _DOTTED.sub(lambda letters: re.sub("[. ]", "", letters[0]), normalised(text))


def _without_form(words: list[str]) -> list[str]:
    first = 1 if len(words) > 1 and words[0] == "the" else 0
    last = len(words)
    while last - first > 1 and words[last - 1] in _COMPANY_FORMS:
        last -= 1
    return words[first:last]


def is_telling(word: str) -> bool:
    """Whether a name may be known by the word."""
    return word not in _STOP_TERMS and word not in _COMPANY_FORMS and (len(word) > 1 or is_chinese(word))


def _groups(aliases: Iterable[tuple[str, str]]) -> Iterator[set[str]]:
    """All names of the same thing, together."""
    groups: dict[str, set[str]] = {}
    for alias, name in aliases:
        groups.setdefault(name, {name}).add(alias)
    yield from groups.values()
