"""Facets that nobody declared, read off a document's own words."""

import re
from collections.abc import Iterable
from itertools import zip_longest

from loaders.document import Kind, Person
from loaders.facets.agreement_wording import is_agreement
from loaders.facets.claims import Claims
from loaders.facets.dates import stated_date
from loaders.facets.minutes_wording import is_minutes
from loaders.turns.labels import bare_name

_HEAD = 1500
_SAMPLE = 20_000
_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")

_LONGEST_TITLE = 120
_FULL_LINE = 50
_FEWEST_LETTERS = 4
_NO_TITLE = re.compile(
    r"\W*(?:exhibit|ex|schedule|annex|appendix|page|date|dated|tags|execution copy|confidential|quicklinks)\b"
    r"|\W*(?:owner|status|authors?|version|audience|review(?:ed)?(?: by| date)?|supersedes|attendees|present|from|to|cc"
    r"|负责人|状态|日期|版本|作者)[*_ ]*[:：]|(?:[QA]|问|答)\s?[:：]"
    r"|.*\|.*\||(?:Microsoft Word - |untitled|word document|slide \d|document\d*$)|.*\.(?:docx?|pdf|rtf|txt|indd|qxd)$",
    re.IGNORECASE,
)
# "Alliance with Acme Inc." is no sentence; "and so on ..." is.
_ABBREVIATED = re.compile(r"\b(?:inc|corp|co|ltd|jr|sr|etc|no|vs|(?:[a-z]\.)+[a-z])\.$", re.IGNORECASE)


def inferred_claims(text: str, titles: Iterable[str]) -> Claims:
    """What `text` (front matter left out) says of itself. The first of `titles` fit to be one is its title."""
    return Claims(
        title=next(filter(is_title, titles), None),
        date=stated_date(text[:_HEAD]),
        language=language_of(text),
        kind=_kind(text),
    )


def title_line(text: str) -> str:
    """The first line fit to be a title, or "". Titles stand before the body: its first line ends the search."""
    lines = text[:_HEAD].splitlines()
    for line, below in zip_longest(map(str.strip, lines), lines[1:], fillvalue=""):
        goes_on = len(line) >= _FULL_LINE and below[:1].islower()
        if len(line) > _LONGEST_TITLE or goes_on:
            break
        if is_title(line) and not _ends_sentence(line):
            return " ".join(line.strip("*_ ").split())
    return ""


def is_title(line: str) -> bool:
    """Whether words can be a document's title: short, in words, and no label, file name or program's default."""
    is_short = len(line) <= _LONGEST_TITLE
    return is_short and len(_LETTER.findall(line)) >= _FEWEST_LETTERS and not _NO_TITLE.match(line)


def _ends_sentence(line: str) -> bool:
    return line.endswith(("。", ".")) and not _ABBREVIATED.search(line)


def language_of(text: str) -> str:
    """Chinese ("zh") where Han characters are more than 30 % of the letters, else English ("en")."""
    sample = text[:_SAMPLE]
    return "zh" if len(_HAN.findall(sample)) > 0.3 * len(_LETTER.findall(sample)) else "en"


def named_people(people: Iterable[Person]) -> list[Person]:
    """Each person who has a name, once, in order; "Ann Lee (Acme)" and "Ann Lee" are one."""
    named = (Person(name=bare_name(person.name), role=person.role) for person in people if person.name)
    return list(dict.fromkeys(named))


def _kind(text: str) -> Kind | None:
    """What a text is by its wording; dialogues are told by their turns, later."""
    if is_agreement(text):
        return "agreement"
    return "minutes" if is_minutes(text) else None
