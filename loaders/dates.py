"""Calendar dates as English and Chinese documents write them."""

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<![\d.]){_YEAR}\s*[-./年]\s*(?P<month>\d{{1,2}})\s*[-./月]\s*(?P<day>\d{{1,2}})(?!\d)",
        rf"\b{_MONTH}\.?\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b{_DAY}\s+(?:day\s+)?(?:of\s+)?{_MONTH}\.?,?\s+{_YEAR}\b",
    )
]
_STATED = re.compile(r"^.{0,20}\bdate\b[^:：\n]{0,20}[:：](.*)$", re.IGNORECASE | re.MULTILINE)


def find_date(text: str) -> date | None:
    """The date on a "Date: …" line, else the first date in `text`, else None."""
    stated = (_first_date(line[1]) for line in _STATED.finditer(text))
    return next(filter(None, stated), None) or _first_date(text)


def _first_date(text: str) -> date | None:
    return min(_dates(text), default=(0, None))[1]


def _dates(text: str) -> Iterator[tuple[int, date]]:
    """Where each date stands, and the date."""
    for form in _FORMS:
        for match in form.finditer(text):
            month = match["month"][:3].lower()
            number = int(month) if month.isdecimal() else _MONTHS.index(month) + 1
            try:
                yield match.start(), date(int(match["year"]), number, int(match["day"]))
            except ValueError:
                # The 31st of February is no date.
                continue
