"""The dates of a sentence, however they are spelled and as exact as they are, have to be those of its quote."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from loaders.partial_dates import Month, Year

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?"
)
_MONTH = rf"(?P<month>{_NAMES}|{_NAMES.upper()})\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?!\d)"
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)(?!\d)"
_FORMS = [
    re.compile(form)
    for form in (
        rf"(?<![\d.]){_YEAR}\s*[-./年]\s*(?P<month>\d{{1,2}})\s*[-./月]\s*(?P<day>\d{{1,2}})(?!\d)\s*日?",
        rf"\b{_MONTH}\s*{_DAY}(?!\s*%)(?:\s*,?\s+{_YEAR})?",
        rf"(?<![\d.]){_DAY}\)?\s+(?:day\s+)?(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",
        rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}",
        rf"(?<!\d){_YEAR}\s*年\s*(?P<month>\d{{1,2}})\s*月(?!\d)",
        r"(?<!\d)(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日",
        rf"(?<![\d.-]){_YEAR}-(?P<month>0[1-9]|1[0-2])(?![-.\d])",
        # May is a verb as well, and Mar, Jan and Dec are other things.
        rf"\b(?!May\b|Mar\b|Jan\b|Dec\b){_MONTH}",
        rf"(?:(?<=\bin )|(?<=\bIn )|(?<=\bof )|(?<=\bby )|(?<=\buntil )|(?<=\bsince )|(?<=\blast )){_MONTH}",
    )
]
_SLASHED = re.compile(r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>(?:19|20)?\d\d)(?![\d/])")


@dataclass(frozen=True)
class When:
    """A date of which only a part may be given, and the characters `[start, end)` that give it."""

    year: int | None
    month: int | None
    day: int | None
    start: int = 0
    end: int = 0

    def is_covered_by(self, other: "When") -> bool:
        """Whether all that is given of this date is given of the other, and the same."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(mine is None or mine == theirs for mine, theirs in pairs)


def dates_in(text: str) -> list[When]:
    """The dates of a uniform text, those with a year, a month or a day; a year alone is a number."""
    found: list[When] = []
    for match in _SLASHED.finditer(text):
        first, second = int(match["first"]), int(match["second"])
        year = int(match["year"]) + (0 if len(match["year"]) == 4 else 2000)
        # 05/02/2024 is a day in May for some and in February for others: it is both.
        found += [
            When(year, month, day, *match.span())
            for month, day in {(first, second), (second, first)}
            if 1 <= month <= 12 and 1 <= day <= 31
        ]
    for form in _FORMS:
        for match in form.finditer(text):
            if not any(match.start() < each.end and each.start < match.end() for each in found):
                found += _when(match)
    return found


def _when(match: re.Match[str]) -> Iterator[When]:
    parts = match.groupdict()
    month, day = _month(match["month"]), int(parts.get("day") or 0)
    if 1 <= month <= 12 and 0 <= day <= 31:
        yield When(int(parts["year"]) if parts.get("year") else None, month, day or None, *match.span())


def _month(written: str) -> int:
    return int(written) if written.isdecimal() else _MONTHS.index(written[:3].lower()) + 1


def without_dates(text: str, dates: Sequence[When]) -> str:
    """The text with its dates blanked out, so that their figures are not taken for numbers."""
    for each in dates:
        text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


def of_document(day: date | None) -> When | None:
    """The date of a document, as exact as it is known."""
    if day is None:
        return None
    return When(
        day.year, None if isinstance(day, Year) else day.month, None if isinstance(day, Month | Year) else day.day
    )


def disagreement(claimed: Sequence[When], quoted: Sequence[When], document: When | None, text: str) -> str:
    """Why the dates claimed in `text` are not those quoted, or "".

    The document's date gives a quoted date its year, and stands for a quote that has no date.
    """
    known = [*quoted, *(replace(each, year=document.year) for each in quoted if document and each.year is None)]
    if document and not quoted:
        known.append(document)
    for each in claimed:
        if not any(each.is_covered_by(other) for other in known):
            same_place = [other for other in claimed if (other.start, other.end) == (each.start, each.end)]
            if not any(other.is_covered_by(one) for other in same_place for one in known):
                return f"the date {text[each.start : each.end].strip()} is not in the quote"
    return ""
