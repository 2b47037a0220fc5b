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
_CHINESE = "〇○零一二三四五六七八九"
_CHINESE_NUMBER = r"[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<![\d.]){_YEAR}\s*[-./年]\s*(?P<month>\d{{1,2}})\s*[-./月]\s*(?P<day>\d{{1,2}})(?!\d)",
        rf"\b{_MONTH}\.?\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b{_DAY}[\s-]+(?:day\s+)?(?:of\s+)?{_MONTH}\.?,?[\s-]+{_YEAR}\b",
        rf"(?P<year>[{_CHINESE}]{{4}})年(?P<month>{_CHINESE_NUMBER})月(?P<day>{_CHINESE_NUMBER})日",
    )
]
# 05/02/2024 is a day in May for some and in February for others.
_SLASHED = re.compile(rf"(?<![\d/])(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/{_YEAR}(?![\d/])")
_STATED = re.compile(r"^.{0,20}(?:\bdate\b|日期)[^:：\n]{0,20}[:：](.*)$", re.IGNORECASE | re.MULTILINE)
# The day by which something is to be done is not the document's.
_TO_COME = re.compile(
    r"(?:\b(?:review(?:ed)?|expir\w+|due|deadline|valid until)\b|复审|有效期|截止)[^:：\n]{0,20}[:：][^\n|;；]*",
    re.IGNORECASE,
)


def find_date(text: str) -> date | None:
    """The date on a "Date: …" line, else the first date in `text`, else None; the dates of reviews are left out."""
    text = _TO_COME.sub("", text)
    stated = (_first_date(line[1]) for line in _STATED.finditer(text))
    return next(filter(None, stated), None) or _first_date(text)


def _first_date(text: str) -> date | None:
    return min(_dates(text), default=(0, None))[1]


def _dates(text: str) -> Iterator[tuple[int, date]]:
    """Where each date stands, and the date."""
    for form in _FORMS:
        for match in form.finditer(text):
            if found := _date(_number(match["year"]), _number(match["month"]), _number(match["day"])):
                yield match.start(), found
    for match in _SLASHED.finditer(text):
        first, second = int(match["first"]), int(match["second"])
        if max(first, second) > len(_MONTHS) or first == second:
            day, month = (first, second) if first > len(_MONTHS) else (second, first)
            if found := _date(int(match["year"]), month, day):
                yield match.start(), found


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        # The 31st of February is no date.
        return None


def _number(written: str) -> int:
    """The number that digits, a month's name or Chinese numerals up to 99 write; a year is written digit by digit."""
    if written.isdecimal():
        return int(written)
    if written.isascii():
        return _MONTHS.index(written[:3].lower()) + 1
    digits = written.replace("○", "〇").replace("零", "〇")
    if "十" in digits:
        tens, _, ones = digits.partition("十")
        return 10 * (_chinese_digits(tens) if tens else 1) + (_chinese_digits(ones) if ones else 0)
    return _chinese_digits(digits)


def _chinese_digits(digits: str) -> int:
    return int("".join(str("〇一二三四五六七八九".index(digit)) for digit in digits))
