"""The documents that a question names, through the titles, people, partners, alliances and assets of the catalog.

Only names of documents that the viewer may see are known here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.knowledge.terms import STOP_WORDS, words

LONGEST_NAME = 12

# Forms of incorporation that people leave out when they name a company.
_COMPANY_FORMS = frozenset(
    "inc incorporated corp corporation co company ltd limited llc lp plc gmbh ag sa se bv nv kk".split()
)

# A word inside the question that is written like a name.
_NAME = re.compile(r"(?<=[\w,;:] )[\"“‘(]?([A-Z][a-z]\w+)")

# Whom a question is put to, and the language that it asks for.
_ADDRESSED = frozenset({"Ally", "English", "Chinese", "Mandarin"})

Words = tuple[str, ...]


@dataclass(frozen=True)
class Route:
    """The documents that fit the most of the names in the question, the question without those names, and their others.

    `others` are the aliases of what is named, under which a passage may speak of it.
    """

    documents: frozenset[str]
    remainder: str
    others: Sequence[str]


def route(question: str, known: Iterable[tuple[str, str, str]], aliases: Sequence[tuple[str, str]] = ()) -> Route:
    """Find which of the `known` (kind, name, document id) the question names, by name or (alias, name)."""
    asked = list(words(question))
    synonyms = _synonyms(aliases)
    forms = _forms(known, synonyms)
    taken: set[int] = set()
    found: dict[Words, set[str]] = {}
    for start, end in _longest_first(len(asked)):
        form = tuple(asked[start:end])
        if (form in forms or form in synonyms) and taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            found[form] = forms.get(form, set())
    votes = Counter(document for documents in found.values() for document in documents)
    most = max(votes.values(), default=0)
    rest = [word for at, word in enumerate(asked) if at not in taken]
    return Route(
        documents=frozenset(document for document, n in votes.items() if n == most),
        remainder=" ".join(rest) if any(word not in STOP_WORDS for word in rest) else question,
        others=[" ".join(other) for form in found for other in sorted(synonyms.get(form, set()) - {form})],
    )


def written_names(question: str) -> list[str]:
    """The words of the question that are written like names of what it is about, each once."""
    return [name for name in dict.fromkeys(_NAME.findall(question)) if name not in _ADDRESSED]


def _longest_first(count: int) -> Iterator[tuple[int, int]]:
    for length in range(min(LONGEST_NAME, count), 0, -1):
        for start in range(count - length + 1):
            yield start, start + length


def _forms(known: Iterable[tuple[str, str, str]], synonyms: Mapping[Words, set[Words]]) -> dict[Words, set[str]]:
    forms: dict[Words, set[str]] = {}
    for kind, name, document in known:
        for form in _written(kind, name):
            for other in {form} | synonyms.get(form, set()):
                forms.setdefault(other, set()).add(document)
    return forms


def _synonyms(aliases: Sequence[tuple[str, str]]) -> dict[Words, set[Words]]:
    """Every form of a name with all forms of the same thing."""
    groups: dict[str, set[Words]] = {}
    for alias, name in aliases:
        groups.setdefault(name, set(_written("", name))).update(_written("", alias))
    together: dict[Words, set[Words]] = {}
    for group in groups.values():
        for form in group:
            together.setdefault(form, set()).update(group)
    return together


@lru_cache(maxsize=100_000)
def _written(kind: str, name: str) -> tuple[Words, ...]:
    """The ways in which people write a name: whole, a company without its form, a person by the surname."""
    whole = bare = tuple(words(name))
    while len(bare) > 1 and bare[-1] in _COMPANY_FORMS:
        bare = bare[:-1]
    ways = {whole, bare} | ({whole[-1:]} if kind == "person" else set())
    return tuple(way for way in ways if any(word not in STOP_WORDS and len(word) > 1 for word in way))
