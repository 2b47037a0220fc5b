"""A name in a sentence has to be in its quote, or to be of the document, the heading or the speaker of the quote."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.answering.grounding.common_words import is_common
from assistant.answering.grounding.words import Word
from assistant.knowledge.terms import STOP_WORDS
from assistant.retrieval.glossary import Glossary

_OPENS = frozenset('.!?:;"“(。！？：；')
_LATIN = re.compile(r"[^\W\d_\u3400-\u9fff]")
_NO_NAMES = ("I", "Yes", "No", "Not", "NOT", "pm", "am", "PM", "OK")
_SHORTEST = 4  # letters that two forms of a name share: German, Germany


@dataclass(frozen=True)
class Name:
    """A word written as names are, and its place among the words of its text."""

    word: Word
    at: int


def names_in(words: Sequence[Word]) -> list[Name]:
    """The words written with a capital, or with figures in them; of those that open a sentence the uncommon ones."""
    return [
        Name(word, at)
        for at, word in enumerate(words)
        if is_name(words, at, opens=at == 0 or words[at - 1].spelled in _OPENS)
    ]


def is_name(words: Sequence[Word], at: int, opens: bool) -> bool:
    """Whether a word is written as names are; where it `opens` a sentence, any word has a capital."""
    word = words[at].spelled
    if not _LATIN.match(word) or word in _NO_NAMES:
        return False
    if word.casefold() in STOP_WORDS and not (word.isupper() and len(word) > 1):
        return False
    if any(letter.isupper() or letter.isdecimal() for letter in word[1:]):
        return True
    if not word[0].isupper():
        return False
    return not (opens and is_common(word))


def initials(words: Sequence[Word]) -> set[str]:
    """What the capitalised words that follow each other are abbreviated to: JSC for Joint Steering Committee."""
    found = set()
    kept = [word for word in words if word.spelled.casefold() not in ("of", "and", "the", "for")]
    for capital, run in groupby(kept, key=lambda word: word.spelled[0].isupper()):
        letters = "".join(word.spelled[0] for word in run)
        if capital and len(letters) > 1:
            found |= {letters[i:j].casefold() for i in range(len(letters)) for j in range(i + 2, len(letters) + 1)}
    return found


def disagreement(claimed: Sequence[Word], quoted: Sequence[Word], around: Sequence[Word], glossary: Glossary) -> str:
    """Why a name claimed cannot be taken from the quote, or "".

    `around` are the words of the title, headings and credits.
    """
    names = names_in(claimed)
    if not names:
        return ""
    own, above = _forms(quoted), _forms(around)
    for name in names:
        if _is_among(name, own, names, claimed) or _by_glossary(name, own, glossary):
            continue
        if not (_is_among(name, above, names, claimed) or _by_glossary(name, above, glossary)):
            return f"{name.word.spelled} is not in the quote"
    return ""


def _forms(words: Sequence[Word]) -> set[str]:
    return {form for word in words for form in (word.term, word.spelled.casefold())} | initials(words)


def _is_among(name: Name, forms: Collection[str], names: Sequence[Name], claimed: Sequence[Word]) -> bool:
    spelled = name.word.spelled.casefold().removesuffix("'s").removesuffix("s'")
    if name.word.term in forms or spelled in forms:
        return True
    if any(_is_form_of(spelled, form) for form in forms):
        return True
    # Written out in the sentence, abbreviated in the quote.
    return any(
        form in forms for form in initials(_run(name, names, claimed)) if name.word.spelled[0].casefold() in form
    )


def _run(name: Name, names: Sequence[Name], claimed: Sequence[Word]) -> Sequence[Word]:
    """The words of the name that this word is a part of."""
    at = {each.at for each in names}
    start = end = name.at
    while start - 1 in at:
        start -= 1
    while end + 1 in at:
        end += 1
    return claimed[start : end + 1]


def _is_form_of(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST and long.startswith(short) and len(long) - len(short) <= 3


def _by_glossary(name: Name, forms: Collection[str], glossary: Glossary) -> bool:
    """Whether the quote calls it by another name of the field."""
    if not name.word.spelled.isupper():
        return False
    others = glossary.expansions(name.word.spelled)
    return any(all(part.casefold() in forms for part in other.split()) for other in others)
