"""The names in a question, and which of them nothing that the viewer may see knows."""

import re
from collections.abc import Collection, Sequence
from difflib import get_close_matches

from assistant.knowledge.catalog import Catalog
from assistant.knowledge.lexical import LexicalIndex, Scope
from assistant.knowledge.terms import STOP_WORDS, content_terms, is_chinese, terms, words
from assistant.retrieval.glossary import Glossary

# What is written like a name: with a capital, in capitals, with digits, a year, or in Chinese title marks.
_LATIN = r"[^\W\u3400-\u9fff]"  # Chinese leaves no space between a name and the words around it
_CAPITALISED = re.compile(
    rf"(?<!{_LATIN})(?<!['’-])(?:[A-Z][a-z]{_LATIN}+|[A-Z][A-Z0-9]+(?:-\d+)?(?!{_LATIN}|-))|(?<!\d)(?:19|20)\d\d(?!\d)"
)
_WHO_SPOKE = re.compile(
    r"\b(?:did|does|do|has|have|had|according to|was|is|were) ([A-Z][\w’'-]+(?: (?:de|van|von|al-)?[A-Z][\w’'-]+)+)"
)
_TITLED = re.compile(r"《([^》]+)》")
_WRITTEN = re.compile(r"[\w'’-]+")

# Whom a question is put to, and the languages that it asks for.
_ADDRESSED = frozenset({"Ally", "English", "Chinese", "Mandarin", "German", "French"})
_OPENERS = frozenset(
    "give show tell list name find explain describe compare summarise summarize please let hi hello hey thanks yes no "
    "ok suppose regarding concerning during after before since because once whenever although given remind help draft "
    "write consider monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december".split()
)
_SLIP = 0.84  # from this likeness on, an unknown word is a known name misspelt


def written_names(question: str) -> list[str]:
    """The words that are written like names of what the question is about, each once, in order."""
    text = question.replace("’s", "").replace("'s", "")
    titled = _TITLED.findall(text)
    # A question in capitals, or with one on every word, says nothing about names by them.
    letters = [word for word in _WRITTEN.findall(text) if word.isascii() and word.isalpha()]
    if len(letters) > 3 and sum(word[0].isupper() for word in letters) > len(letters) * 0.7:
        return titled
    found = [name for name in _CAPITALISED.findall(text) if _is_name(name)]
    return list(dict.fromkeys([*titled, *found]))


def _is_name(word: str) -> bool:
    return word not in _ADDRESSED and word.casefold() not in STOP_WORDS | _OPENERS


def unknown_names(
    question: str, catalog: Catalog, lexical: LexicalIndex, glossary: Glossary, scope: Scope
) -> list[str]:
    """The names in the question that no visible passage or facet has, by any name or nearly so spelt."""
    unmentioned = [
        name
        for name in written_names(question)
        if not any(_mentioned(each, lexical, scope) for each in (name, *glossary.expansions(name)))
    ]
    known = _known_words(catalog, scope.audiences) if unmentioned else set()
    return [name for name in unmentioned if not known.issuperset(words(name)) and not _misspelt(name, known)]


def _mentioned(name: str, lexical: LexicalIndex, scope: Scope) -> bool:
    return all(lexical.frequency(scope, term) for term in content_terms(name))


def _known_words(catalog: Catalog, audiences: Sequence[str]) -> set[str]:
    """The words of every visible name, and of the other names of what is visible."""
    visible = {name for _, name, _ in catalog.names(audiences)}
    others = {alias for alias, name in catalog.aliases() if name in visible}
    return {word for name in visible | others for word in words(name)}


def _misspelt(name: str, known: Collection[str]) -> bool:
    return not is_chinese(name) and bool(get_close_matches(name.casefold(), known, n=1, cutoff=_SLIP))


def person_written(question: str) -> str | None:
    """The full name that the question has in the place of whoever spoke."""
    found = _WHO_SPOKE.search(question)
    return found[1].removesuffix("'s").removesuffix("’s") if found else None


def without_name(question: str, person: str) -> str:
    """What the question says beside the person's name; all of it, where that would leave nothing."""
    named = set(terms(person))
    rest = " ".join(word for word in _WRITTEN.findall(question) if not named.issuperset(terms(word)))
    return rest if content_terms(rest) else question


def person_named(question: str, people: Sequence[str]) -> str | None:
    """The person that the question names: by the whole name, else by one part of it that only one of them has."""
    asked = set(words(question))
    whole = [each for each in people if set(words(each)) <= asked or (is_chinese(each) and each in question)]
    if whole:
        return max(whole, key=len)
    capitalised = {name.casefold() for name in written_names(question)}
    parts = [each for each in people if capitalised & asked & {part for part in words(each) if len(part) > 2}]
    return parts[0] if len(set(parts)) == 1 else None
