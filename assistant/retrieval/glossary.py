"""The words of the field: what an abbreviation stands for, what else a thing is called, and its Chinese.

`glossary.tsv` has one thing on each line; `phrases.tsv` has the other Chinese words that questions are put in.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.errors import UsageError
from assistant.knowledge.terms import STOP_WORDS, is_chinese, terms, words

COLUMNS = ("abbreviation", "english", "chinese", "asked_as")

_HERE = Path(__file__).parent
_LETTERS = re.compile(r"[A-Za-z]+")
_CHINESE_RUN = re.compile(r"[\u3400-\u9fff]+")
_PUNCTUATION = re.compile(r"[\s，。？！、；：（）《》“”]+")


@dataclass(frozen=True)
class Entry:
    """One thing. `exact` are abbreviations read only in these letters (AM is a word too); `asked_as` leads to the
    names of the thing, and they do not lead back.
    """

    abbreviations: tuple[str, ...]
    exact: tuple[str, ...]
    english: tuple[str, ...]
    chinese: tuple[str, ...]
    asked_as: tuple[str, ...]


class Glossary:
    """Finds the things of the field that a question speaks of."""

    def __init__(self, entries: Sequence[Entry], phrases: Sequence[tuple[str, str]] = ()) -> None:
        """`phrases` are (Chinese, English), which an entry's own Chinese overrides."""
        self._english = _by_form((_key(form), each) for each in entries for form in _in_any_case(each))
        self._exact = _by_form((form, each) for each in entries for form in each.exact)
        self._chinese = _by_form((form, each) for each in entries for form in each.chinese)
        self._lengths = _lengths(self._english)
        names = {form: found[0].english[0] for form, found in self._chinese.items() if found[0].english}
        self._glosses = dict(phrases) | names
        forms = {form for form in (*self._chinese, *self._glosses) if len(form) > 1}
        longest_first = sorted(forms, key=lambda form: (-len(form), form))
        self._known_chinese = re.compile(f"({'|'.join(map(re.escape, longest_first)) or '(?!)'})")

    def expansions(self, question: str) -> list[str]:
        """The other names of each thing of the field that the question speaks of, Chinese ones if it has Chinese."""
        found = list(self._found(question))
        used = {key for key, _ in found}
        chinese = is_chinese(question)
        names = (name for _, entry in found for name in (*_without_chinese(entry), *(entry.chinese if chinese else ())))
        return [name for name in dict.fromkeys(names) if _key(name) not in used]

    def other_names(self, phrase: str) -> list[str]:
        """The other names of the thing that the phrase as a whole is a name of, in any case; none where it is not one.

        Chinese is not cut as names are: of a Chinese phrase, those of each thing that it has a name of.
        """
        if is_chinese(phrase):
            return self.expansions(phrase)
        key = _key(phrase)
        names = (name for entry in self._english.get(key, ()) for name in _without_chinese(entry))
        return [name for name in dict.fromkeys(names) if _key(name) != key]

    def translated(self, question: str, names: Iterable[tuple[str, str]] = ()) -> str:
        """The question with its known Chinese words in English, in the same order.

        Names stay as they are, but for those that `names`, as (Chinese, English), gives another for.
        """
        for chinese, english in sorted(names, key=lambda pair: -len(pair[0])):
            if is_chinese(chinese) and not is_chinese(english):
                question = question.replace(chinese, f" {english} ")
        # What split() finds stands at the odd places, what lies between at the even ones.
        pieces = self._known_chinese.split(question)
        pieces[1::2] = [f" {self._glosses.get(form, form)} " for form in pieces[1::2]]
        pieces[::2] = [_CHINESE_RUN.sub(self._particles, piece) for piece in pieces[::2]]
        return _PUNCTUATION.sub(" ", "".join(pieces)).strip()

    def _particles(self, run: re.Match[str]) -> str:
        """Nothing but little words is glossed word by word; anything else may be a name and stays whole."""
        little = list(words(run[0]))
        if not all(word in STOP_WORDS or word in self._glosses for word in little):
            return f" {run[0]} "
        return f" {' '.join(self._glosses.get(word, '') for word in little)} "

    def _found(self, question: str) -> Iterator[tuple[str, Entry]]:
        """What the question speaks of, with the key of the form that says so."""
        for form in self._known_chinese.findall(question):
            yield from ((form, entry) for entry in self._chinese.get(form, ()))
        for written in _LETTERS.findall(question):
            exact = self._exact.get(written) or self._exact.get(written.removesuffix("s"), [])
            yield from ((_key(written), entry) for entry in exact)
        yield from self._found_in_any_case(terms(question))

    def _found_in_any_case(self, asked: Sequence[str]) -> Iterator[tuple[str, Entry]]:
        at = 0
        while at < len(asked):
            lengths = range(self._lengths.get(asked[at], 0), 0, -1)
            keys = (" ".join(asked[at : at + length]) for length in lengths)
            key = next((key for key in keys if key in self._english), asked[at])
            yield from ((key, entry) for entry in self._english.get(key, ()))
            at += key.count(" ") + 1


@cache
def glossary_from(file: Path | None = None) -> Glossary:
    """The shipped glossary, with the entries of a file in the same form besides.

    Raises UsageError, naming file and line.
    """
    own = _entries(file) if file else []
    phrases = [
        (form, line.partition("\t")[2])
        for line in (_HERE / "phrases.tsv").read_text(encoding="utf-8").splitlines()[1:]
        for form in _split(line.partition("\t")[0])
    ]
    return Glossary([*own, *_entries(_HERE / "glossary.tsv")], phrases)


def _entries(file: Path) -> list[Entry]:
    try:
        header, *lines = file.read_text(encoding="utf-8-sig").splitlines() or [""]
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: the glossary cannot be read ({error}); save it as UTF-8 text") from error
    if tuple(header.split("\t")) != COLUMNS:
        raise UsageError(f"{file}, line 1: the columns are not {', '.join(COLUMNS)}; write them with tabs between")
    return [_entry(file, number, line) for number, line in enumerate(lines, start=2) if line.strip()]


def _entry(file: Path, number: int, line: str) -> Entry:
    cells = [_split(cell) for cell in line.split("\t")]
    if len(cells) > len(COLUMNS) or sum(map(len, cells)) < 2:
        problem = f"{line!r} has to hold two names or more in at most {len(COLUMNS)} columns"
        raise UsageError(f"{file}, line {number}: {problem}; put a tab between columns and ; between names")
    abbreviations, english, chinese, asked_as = (*cells, (), (), ())[: len(COLUMNS)]
    return Entry(
        abbreviations=tuple(form for form in abbreviations if not form.startswith("=")),
        exact=tuple(form[1:] for form in abbreviations if form.startswith("=")),
        english=english,
        chinese=chinese,
        asked_as=asked_as,
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(form.strip() for form in cell.split(";") if form.strip())


def _key(form: str) -> str:
    """What all spellings of a form have in common: its stems, or a Chinese form itself."""
    return form if is_chinese(form) else " ".join(terms(form))


def _without_chinese(entry: Entry) -> tuple[str, ...]:
    return *entry.english, *entry.abbreviations, *entry.exact


def _in_any_case(entry: Entry) -> Iterator[str]:
    """The forms that are read in any case; a stemmer does not know the plural of an abbreviation."""
    yield from (*entry.english, *entry.asked_as, *entry.abbreviations)
    yield from (f"{abbreviation}s" for abbreviation in entry.abbreviations)


def _lengths(forms: Iterable[str]) -> dict[str, int]:
    """How many words the longest of the forms has that begin with a word."""
    longest: dict[str, int] = {}
    for form in forms:
        first, *others = form.split(" ")
        longest[first] = max(longest.get(first, 0), 1 + len(others))
    return longest


def _by_form(forms: Iterable[tuple[str, Entry]]) -> dict[str, list[Entry]]:
    by_form: dict[str, list[Entry]] = {}
    for form, entry in forms:
        by_form.setdefault(form, []).append(entry)
    return by_form
