"""The people, partners, alliances and assets that a question names, and where it names them."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.knowledge.terms import is_chinese, terms
from assistant.retrieval.names import Words, words_of

_WORD = re.compile(r"[^\W\u3400-\u9fff](?:[^\W\u3400-\u9fff]|['’-])+")


@dataclass(frozen=True)
class Known:
    """Something that documents name, and which of them do."""

    kind: str
    name: str
    documents: frozenset[str]


@dataclass(frozen=True)
class Mention:
    """Where a question names it, at characters `[start, end)`."""

    known: Known
    start: int
    end: int


def known_by_word(names: Iterable[tuple[str, str, str]], aliases: Iterable[tuple[str, str]]) -> dict[str, list[Known]]:
    """What each word, and each Chinese name, may stand for."""
    called = dict(aliases)
    documents: dict[Words, set[str]] = defaultdict(set)
    described: dict[Words, tuple[str, str]] = {}
    forms: dict[Words, set[str]] = defaultdict(set)
    for kind, name, document in names:
        key = words_of(called.get(name, name))
        if kind != "title" and key:
            described.setdefault(key, (kind, name))
            documents[key].add(document)
            forms[key].add(name)
    for alias, name in called.items():
        if words_of(name) in described:
            forms[words_of(name)] |= {alias, name}
    by_word: dict[str, list[Known]] = defaultdict(list)
    for key, written in forms.items():
        known = Known(*described[key], frozenset(documents[key]))
        words = (word for form in written for word in ([form] if is_chinese(form) else words_of(form)))
        for word in dict.fromkeys(words):
            by_word[word].append(known)
    return by_word


def mentions_in(question: str, known: Mapping[str, Sequence[Known]]) -> list[Mention]:
    """What the question names, each once, in order; a word that may stand for several things names none of them."""
    found: list[Mention] = []
    for start, end, word in sorted(_written(question, known)):
        meant = known.get(word, [])
        if len(meant) != 1 or (found and start < found[-1].end):
            continue
        if found and found[-1].known == meant[0] and not question[found[-1].end : start].strip():
            found[-1] = Mention(meant[0], found[-1].start, end)
        elif all(each.known != meant[0] for each in found):
            found.append(Mention(meant[0], start, end))
    return found


def _written(question: str, known: Collection[str]) -> Iterator[tuple[int, int, str]]:
    for word in _WORD.finditer(question):
        if word[0][0].isupper():
            for term in terms(word[0]):
                yield word.start(), word.end(), term
    for form in sorted((form for form in known if is_chinese(form)), key=len, reverse=True):
        for match in re.finditer(re.escape(form), question):
            yield match.start(), match.end(), form
