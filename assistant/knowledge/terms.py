"""Text becomes the terms that words are searched by: English stems, and Chinese words.

The same function reads passages and questions, so that both sides agree.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

_HAN_RANGES = r"\u3400-\u9fff\uf900-\ufaff"
_HAN = re.compile(f"[{_HAN_RANGES}]")
_LETTERS = rf"[^\W_{_HAN_RANGES}]+"
_NAME_WORD = re.compile(rf"[{_HAN_RANGES}]|{_LETTERS}(?:['’]{_LETTERS})*")
_RUN = re.compile(rf"[{_HAN_RANGES}]+|{_LETTERS}(?:['’]{_LETTERS})*")
_ASCII_RUN = re.compile(r"[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*")  # the same where there is nothing else, in half the time
_of_thread = threading.local()
RUNS_KEPT = 100_000

# Words that say how a question is put and not what it is about.
STOP_WORDS = frozenset(
    """
    a about according all also am an and any are as at be been being both but by can could did do does doing during
    each either else every few for from get give given had has have having he her here hers him his how i if in into
    is it its itself just let me might more most must my no nor of off on once only or other our ours out over own
    please same say says said shall she should so some such tell than that the their theirs them then there these
    they this those through to too under until up upon us use very was we were what when where which while who whom
    whose why will with would you your yours
    的 了 是 在 和 与 及 或 吗 呢 什么 哪 哪些 哪个 谁 多少 多久 怎么 如何 为什么 有 我们 你们 他们 我 你 他 她 它 这 那
    被 把 对 从 到 就 也 都 请问
    """.split()
)


@dataclass(frozen=True)
class NameWord:
    """A word of a name or a question: as it is spelled, as it is compared, and the characters that it stands at."""

    spelled: str
    term: str
    start: int
    end: int


def is_chinese(text: str) -> bool:
    """Whether the text has Chinese characters."""
    return bool(_HAN.search(text))


def terms(text: str) -> list[str]:
    """The terms of `text` in order, repeated where they repeat; stop words included."""
    return list(chain.from_iterable(map(_terms_of, _runs(text))))


def content_terms(text: str) -> list[str]:
    """The terms that say what `text` is about, each once, in order."""
    return list(dict.fromkeys(_stem(word) for word in words(text) if word not in STOP_WORDS))


def words(text: str) -> Iterator[str]:
    """The words of `text` in lower case, in a form that does not depend on how accents and widths are typed."""
    for run in _runs(text):
        yield from _words_of(run)


def name_words(text: str) -> list[NameWord]:
    """The words of `text`, which is in the form of `normalised`; Chinese is taken character by character.

    So that it does not matter how a name is cut into words among others.
    """
    found = []
    for run in _NAME_WORD.finditer(text):
        word = _word(run[0])
        found.append(NameWord(word, word if is_chinese(word) else _stem(word), run.start(), run.end()))
    return found


def normalised(text: str) -> str:
    """The text in a form that does not depend on how accents and widths are typed."""
    return unicodedata.normalize("NFKC", text)


def _runs(text: str) -> list[str]:
    """The stretches of letters and figures, and those of Chinese characters."""
    if text.isascii():
        return _ASCII_RUN.findall(text)
    return _RUN.findall(normalised(text))


@lru_cache(maxsize=RUNS_KEPT)
def _terms_of(run: str) -> tuple[str, ...]:
    return tuple(map(_stem, _words_of(run)))


@lru_cache(maxsize=RUNS_KEPT)
def _words_of(run: str) -> tuple[str, ...]:
    """The words of one run of letters or of Chinese characters."""
    return tuple(word for word in _cut(run) if word.strip()) if is_chinese(run) else (_word(run),)


def _word(run: str) -> str:
    return _without_accents(run.casefold()).replace("’", "'").removesuffix("'s")


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def _cut(run: str) -> list[str]:
    import rjieba

    return list(rjieba.cut(run))


@lru_cache(maxsize=RUNS_KEPT)
def _stem(word: str) -> str:
    # A stemmer object keeps a buffer between calls, so no two threads may share one.
    if not hasattr(_of_thread, "stemmer"):
        import Stemmer

        _of_thread.stemmer = Stemmer.Stemmer("english")
    return str(_of_thread.stemmer.stemWord(word))
