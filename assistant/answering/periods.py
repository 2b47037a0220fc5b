"""The month or year that a question asks about."""

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH_NAME = re.compile(rf"\b({'|'.join(_MONTHS)})\b", re.IGNORECASE)
_CHINESE_MONTH = re.compile(r"(\d{1,2}|[一二三四五六七八九十]{1,2})月")
_YEAR = re.compile(r"(?<!\d)(20\d\d|19\d\d)(?!\d)")
_NUMERALS = {numeral: number for number, numeral in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), 1)}


@dataclass(frozen=True)
class Period:
    """A month, of a year where one is named, or a year."""

    month: int | None
    year: int | None

    def holds(self, day: date | None) -> bool:
        """Whether the day falls into it."""
        if day is None:
            return False
        return self.month in (None, day.month) and self.year in (None, day.year)

    def __str__(self) -> str:
        """As it is put in a sentence."""
        month = _MONTHS[self.month - 1].capitalize() if self.month else ""
        return " ".join(filter(None, [month, str(self.year or "")]))


def period_in(question: str) -> Period | None:
    """The period that the question names; None where it names none."""
    year = _YEAR.search(question)
    month = _month(question)
    if year is None and month is None:
        return None
    return Period(month, int(year[1]) if year else None)


def _month(question: str) -> int | None:
    # "may" is a month only where it is written as one or stands behind "in".
    for found in _MONTH_NAME.finditer(question):
        name = found[1]
        if (
            name.casefold() != "may"
            or name[0].isupper()
            or re.search(r"\b(?:in|of|since|last)\s*$", question[: found.start()])
        ):
            return _MONTHS.index(name.casefold()) + 1
    chinese = _CHINESE_MONTH.search(question)
    if chinese is None:
        return None
    number = int(chinese[1]) if chinese[1].isdecimal() else _NUMERALS.get(chinese[1], 0)
    return number if 1 <= number <= 12 else None
