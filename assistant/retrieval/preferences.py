"""What a question says about the documents it wants: from when, of which kind, whether the latest.

These are preferences: a date may also be what is asked about, so that nothing is left out for them.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from loaders.document import Kind
from loaders.facets.dates import find_date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH_AND_YEAR = [
    re.compile(rf"\b(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?,?\s+(?:of\s+)?{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"(?<!\d){_YEAR}\s*[-/年]\s*(?P<month>\d{{1,2}})(?:\s*月|(?![\d/-]))"),
]
_YEAR_ALONE = re.compile(rf"(?<![\w./-]){_YEAR}(?![\w/-]|\.\d)|(?<!\d)(?P<chinese>(?:19|20)\d\d)(?=\s*年)")
# Before or after a date is not on it.
_OPEN = re.compile(r"\b(?:since|after|before|until|till|by|from|through)\s+(?:\w+\s+)?$", re.IGNORECASE)
_LATEST = re.compile(
    r"\b(?:latest|newest|most recent|current|currently|up[- ]to[- ]date|last (?:meeting|minutes|version))\b"
    r"|最新|最近|当前|目前|现行",
    re.IGNORECASE,
)
_KINDS: dict[Kind, re.Pattern[str]] = {
    "agreement": re.compile(r"\b(?:agreement|contract|amendment)s?\b|协议|合同", re.IGNORECASE),
    "playbook": re.compile(r"\b(?:playbook|handbook|checklist|guideline)s?\b|手册|指南|清单", re.IGNORECASE),
    "minutes": re.compile(r"(?<!\d )(?<!\bmany )\bminutes\b|纪要", re.IGNORECASE),
    "interview": re.compile(r"\b(?:interviews?|interviewees?)\b|访谈|采访", re.IGNORECASE),
    "talk": re.compile(r"\b(?:(?:the|a|his|her|their) talks?|keynotes?|webinars?|panels?)\b|演讲|讲座", re.IGNORECASE),
    "article": re.compile(r"\b(?:articles?|blogs?|posts?)\b|文章|博客", re.IGNORECASE),
}


@dataclass(frozen=True)
class Period:
    """From a day to a day, both included."""

    first: date
    last: date

    def has(self, day: date | None) -> bool:
        """Whether the day is known and lies in the period."""
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True)
class Preferences:
    """The period that a question names, the kinds of document, and whether it asks for the latest."""

    period: Period | None
    kinds: frozenset[Kind]
    latest: bool


def preferences(question: str) -> Preferences:
    """What the question says about when its sources are from and what they are."""
    return Preferences(
        period=next(_periods(question), None),
        kinds=frozenset(kind for kind, pattern in _KINDS.items() if pattern.search(question)),
        latest=bool(_LATEST.search(question)),
    )


def _periods(question: str) -> Iterator[Period]:
    """The day, else the month, else the year that the question names."""
    if day := find_date(question):
        yield Period(day, day)
    for form in _MONTH_AND_YEAR:
        for found in form.finditer(question):
            written = found["month"]
            month = int(written) if written.isdecimal() else _MONTHS.index(written[:3].lower()) + 1
            if 1 <= month <= len(_MONTHS) and not _OPEN.search(question[: found.start()]):
                year = int(found["year"])
                yield Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    for found in _YEAR_ALONE.finditer(question):
        if not _OPEN.search(question[: found.start()]):
            year = int(found["year"] or found["chinese"])
            yield Period(date(year, 1, 1), date(year, 12, 31))
