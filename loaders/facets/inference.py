"""Facets that nobody declared, read off a document's own words."""

import re
from collections.abc import Iterable

from loaders.document import Kind, Person
from loaders.facets.claims import Claims
from loaders.facets.dates import find_date
from loaders.turns.labels import bare_name

_HEAD = 1500
_SAMPLE = 20_000
_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")

# Its title alone on a line, its defined term, or its opening words.
_AGREEMENT = re.compile(
    r"AGREEMENT|AMENDMENT|^[^.\n]{0,80}\bAgreement[^\w\n]*$|[“\"](?:the )?Agreement[”\"]"
    r"|\b(?i:this)\s[^.]{0,60}\bAgreement\b|\b(?i:this agreement (?:is|was)? ?(?:made|entered))",
    re.MULTILINE,
)
_PARTIES = re.compile(r"b\s?e\s?t\s?w\s?e\s?e\s?n|\bparties\b|\bamong\b", re.IGNORECASE)
_CHINESE_AGREEMENT = re.compile(r"甲方.*乙方", re.DOTALL)

_LONGEST_TITLE = 120
_FEWEST_LETTERS = 4
_NO_TITLE = re.compile(
    r"\W*(?:exhibit|ex|schedule|annex|appendix|page|date|dated|tags|execution copy|confidential|quicklinks)\b"
    r"|.*\|.*\||(?:Microsoft Word - |untitled|word document|slide \d|document\d*$)|.*\.(?:docx?|pdf|rtf|txt|indd|qxd)$",
    re.IGNORECASE,
)


def inferred_claims(text: str, titles: Iterable[str]) -> Claims:
    """What `text` (front matter left out) says of itself. The first of `titles` fit to be one is its title."""
    return Claims(
        title=next(filter(is_title, titles), None),
        date=find_date(text[:_HEAD]),
        language=language_of(text),
        kind=_agreement(text[:_HEAD]),
    )


def title_line(text: str) -> str:
    """The first line fit to be a title. Titles stand before the body, so the first long line ends the search."""
    for line in map(str.strip, text[:_HEAD].splitlines()):
        if len(line) > _LONGEST_TITLE:
            break
        if is_title(line):
            return " ".join(line.split())
    return ""


def is_title(line: str) -> bool:
    """Whether a line can be a document's title: short, in words, and no label, file name or program's default."""
    is_short = len(line) <= _LONGEST_TITLE
    return is_short and len(_LETTER.findall(line)) >= _FEWEST_LETTERS and not _NO_TITLE.match(line)


def language_of(text: str) -> str:
    """Chinese ("zh") where Han characters are more than 30 % of the letters, else English ("en")."""
    sample = text[:_SAMPLE]
    return "zh" if len(_HAN.findall(sample)) > 0.3 * len(_LETTER.findall(sample)) else "en"


def named_people(people: Iterable[Person]) -> list[Person]:
    """Each person who has a name, once, in order; "Ann Lee (Acme)" and "Ann Lee" are one."""
    named = (Person(name=bare_name(person.name), role=person.role) for person in people if person.name)
    return list(dict.fromkeys(named))


def _agreement(head: str) -> Kind | None:
    """An article about an agreement between two companies does not call itself the Agreement."""
    is_agreement = _CHINESE_AGREEMENT.search(head) or (_AGREEMENT.search(head) and _PARTIES.search(head))
    return "agreement" if is_agreement else None
