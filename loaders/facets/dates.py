"""Calendar dates as English and Chinese documents write them."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import takewhile

from loaders.partial_dates import Month, Year

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
        rf"\b{_MONTH}\.?\s+{_DAY}\s?,?\s+{_YEAR}\b",
        rf"\b{_DAY}\)?[\s-]+(?:day\s+)?(?:of\s+)?{_MONTH}\.?,?[\s-]+{_YEAR}\b",
        rf"(?P<year>[{_CHINESE}]{{4}})年(?P<month>{_CHINESE_NUMBER})月(?P<day>{_CHINESE_NUMBER})日",
    )
]
_MONTH_FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d)(?<!\d[.-]){_YEAR}-(?P<month>0[1-9]|1[0-2])(?![-.]?\d)",
        rf"(?<!\d){_YEAR}\s*年\s*(?P<month>\d{{1,2}})\s*月(?!\s*\d)",
        rf"\b{_MONTH}\.?,?\s+{_YEAR}\b",
        rf"(?P<year>[{_CHINESE}]{{4}})年(?P<month>{_CHINESE_NUMBER})月(?!{_CHINESE_NUMBER})",
    )
]
_TWO_YEARS = re.compile(rf"(?<!\d)20(?:{'|'.join(f'{year:02}-{year + 1:02}' for year in range(12))})(?!\d)")
_YEAR_ALONE = re.compile(rf"{_YEAR}\s*年?")
# 05/02/2024 is a day in May for some and in February for others.
_SLASHED = re.compile(rf"(?<![\d/])(?P<first>\d{{1,2}})(?P<mark>[/-])(?P<second>\d{{1,2}})(?P=mark){_YEAR}(?![\d/])")
_LABEL = (
    r"(?:(?:publication|published|issue|version|effective|meeting|interview|recording|document|revision) )?date"
    r"(?: of [^:：\n]{1,20})?|(?:发布|发表|更新|出版|会议|访谈|采访|生效|签署|修订|文件)?(?:日期|时间)"
)
_STATED = re.compile(rf"^[^\w\n]*(?:{_LABEL})[*_ ]*[:：](.*)$", re.IGNORECASE | re.MULTILINE)
# Words before the day by which something is to be done, or on which it ends: it is not the document's.
_TO_COME = re.compile(
    r"\b(?:(?:next|to be) review\w*|reviewed|review(?: date| by| due| before|(?=\s*[:：]))|expir\w+|renews|renewed"
    r"|renewal(?: date| on| by|(?=\s*[:：]))|due(?! diligence| to)|deadline|until|valid (?:till|through|to)"
    r"|not? later than)\b|复审|复核|续期|续约|到期|失效|有效期|截止",
    re.IGNORECASE,
)
_PART_END = re.compile(r"[\n|;；。]")
_BEFORE = 60
_MARKS = " \t\r*_#|.()"
_MOST_LINES = 12
_MOST_WORDS = 12
_SENTENCE_END = (".", ";", "。", "；")


def find_date(text: str) -> date | None:
    """The date on a "Date: …" line, else the first date in `text`, else None; those of reviews and ends are none."""
    return _labelled_date(text) or _first_date(text)


def date_of(value: str) -> date | None:
    """The date that a value states: a day in it, else the Month or Year that the whole of it is."""
    return find_date(value) or _month_alone(value) or _year_alone(value)


def find_month(text: str) -> Month | None:
    """The first month in `text`, where no day is; "2010-11" may be two years, and is none."""
    matches = (match for form in _MONTH_FORMS for match in form.finditer(_TWO_YEARS.sub(" ", text)))
    return next(filter(None, map(_month, matches)), None)


def stated_date(head: str) -> date | None:
    """The date on a "Date: …" line of a document's head, else one in the lines that stand over its first sentence.

    A date in a sentence is that of something else.
    """
    lines = [line for line in (line.strip(" \t\r#*_") for line in head.splitlines()) if line]
    over_text = list(takewhile(_is_over_text, lines[:_MOST_LINES]))
    found = (date_in(line) for date_in in (_first_date, _month_alone) for line in over_text)
    return _labelled_date(head) or next(filter(None, found), None)


def _is_over_text(line: str) -> bool:
    return len(line.split()) <= _MOST_WORDS and not line.endswith(_SENTENCE_END)


def _labelled_date(text: str) -> date | None:
    values = [line[1] for line in _STATED.finditer(text)]
    dates = (_first_date(value) or _month_alone(value) or _year_alone(value) for value in values)
    return next(filter(None, dates), None)


def _first_date(text: str) -> date | None:
    """The first date that no word before it, in its part of the sentence, says is still to come."""
    last = 0
    for start, end, found in sorted(_dates(text)):
        before = _PART_END.split(text[max(last, start - _BEFORE) : start])[-1]
        if not _TO_COME.search(before):
            return found
        last = end
    return None


def _dates(text: str) -> Iterator[tuple[int, int, date]]:
    """Where each date begins and ends, and the date."""
    for form in _FORMS:
        for match in form.finditer(text):
            if found := _date(_number(match["year"]), _number(match["month"]), _number(match["day"])):
                yield match.start(), match.end(), found
    for match in _SLASHED.finditer(text):
        first, second = int(match["first"]), int(match["second"])
        if max(first, second) > len(_MONTHS) or first == second:
            day, month = (first, second) if first > len(_MONTHS) else (second, first)
            if found := _date(int(match["year"]), month, day):
                yield match.start(), match.end(), found


def _month_alone(value: str) -> Month | None:
    matches = (form.fullmatch(value.strip(_MARKS)) for form in _MONTH_FORMS)
    return next((_month(match) for match in matches if match), None)


def _month(match: re.Match[str]) -> Month | None:
    first = _date(_number(match["year"]), _number(match["month"]), 1)
    return Month(first.year, first.month, 1) if first else None


def _year_alone(value: str) -> Year | None:
    match = _YEAR_ALONE.fullmatch(value.strip(_MARKS))
    return Year(int(match["year"]), 1, 1) if match else None


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
