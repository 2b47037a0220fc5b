"""Lines that say who wrote an article and when: "By …", "Posted By …, Tuesday, March 5, 2019", 作者, 发布时间."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.facets.dates import find_date

_LONGEST = 160
_MOST_OTHER_WORDS = 3
_MOST_WORDS_AFTER_LABEL = 12
_MOST_AUTHORS = 8

_UPPER = "A-ZÀ-ÖØ-Þ"
_NAME = rf"[{_UPPER}][\w.'’-]*(?:\s+(?:de|la|van|von|der|den|di|da|del|bin|al|[{_UPPER}][\w.'’-]*)){{1,4}}"
_ONE_NAME = re.compile(rf"{_NAME}\Z|[\u3400-\u9fff·]{{2,12}}\Z")
_CREDENTIAL = re.compile(r"(?:[A-Z][A-Z.-]{1,6}|PhD|Ph\.D\.?|Jr\.?)\Z")
_JOIN = re.compile(r"\s*(?:,\s*and\b|,|\band\b|&|、|，|/)\s*")

_ASIDE = r"(?:\*\*|[\s#>*_|•·—–-])*"
_LABELLED_AUTHOR = re.compile(
    rf"{_ASIDE}(?:(?:posted|published|written|submitted|contributed|story|words)(?P<when>\s[^|]*?)?\s+by\b"
    r"|authors?\s*[:：]|作\s*者\s*[:：]|撰文\s*[:：|]|文\s*[/|｜]|by\s*[:：])[\s:：*_]*(?P<names>\S.*)",
    re.IGNORECASE,
)
_BY = re.compile(rf"(?:{_ASIDE}|.*\d{{4}}\W{{1,3}})(?:[Bb]y|BY)\s+(?P<names>{_NAME}.*)")
_NAME_FIRST = re.compile(
    rf"{_ASIDE}(?P<names>{_NAME}(?:(?:,| and| &) {_NAME}){{0,3}})\s*(?:[|,•·—–-]|\s\s)\s*(?=.*\d{{4}})"
)
_DATE_LABEL = re.compile(
    rf"{_ASIDE}(?:(?:first |originally |last )?(?:posted|published|updated|created|released)\b"
    r"|(?:date|publication date)\b"
    r"|(?:发布|发表|更新|出版)?(?:时间|日期)|(?:发布|发表)于)",
    re.IGNORECASE,
)
_SET_APART = re.compile(
    r"\b(?:posted|published|updated|created|released|written|on|by|at|date|of|publication|last|first|originally|min|read"
    r"|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|st|nd|rd|th|am|pm|[ecmp][ds]?t|gmt|utc)\b|\d+(?:st|nd|rd|th|am|pm)?"
    r"|(?:发布|发表|更新|出版)?(?:时间|日期)|于|作\s*者|年|月|日|来源",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}|年")
_WORD = re.compile(r"[^\W\d_]+")
_NAMES_END = re.compile(
    r"[|(（•·—–;；]|\s-\s|\s{2,}|\d|\s+(?:on|in|for|at|发布|发表|来源|时间|日期)(?![a-z])|发布|来源|$"
)
_WEEKDAY_OR_MONTH = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Byline:
    """What a line says of an article's origin; `is_labelled` when it does so in words ("Posted", "作者")."""

    authors: list[str] = field(default_factory=list)
    date: datetime.date | None = None
    is_labelled: bool = False


def parse_byline(line: str) -> Byline | None:
    """The byline that `line` is, or None: a sentence that mentions a name or a date is none."""
    if not line.strip() or len(line) > _LONGEST:
        return None
    found = find_date(line) if _YEAR.search(line) else None
    labelled = _LABELLED_AUTHOR.match(line)
    by = labelled or _BY.match(line) or (_NAME_FIRST.match(line) if found else None)
    authors = list(_names(by["names"])) if by else []
    if not (authors or found):
        return None
    is_labelled = bool(authors and labelled) or bool(found and _DATE_LABEL.match(line))
    rest = _SET_APART.sub(" ", line)
    for author in authors:
        rest = rest.replace(author, " ")
    says_so = is_labelled or (by and by.re is not _NAME_FIRST)
    spare = _MOST_WORDS_AFTER_LABEL if says_so else _MOST_OTHER_WORDS
    is_set_apart = len(_WORD.findall(rest)) <= spare and not (line.rstrip().endswith((".", "。")) and not is_labelled)
    return Byline(authors, found, is_labelled) if is_set_apart else None


def _names(text: str) -> Iterator[str]:
    """The names at the start of `text`; credentials between them are passed over."""
    end = _NAMES_END.search(text)
    pieces = _JOIN.split(text[: end.start() if end else None].strip(" \t*_#.:："))[:_MOST_AUTHORS]
    for index, piece in enumerate(pieces):
        if index and _CREDENTIAL.match(piece):
            continue
        if not _ONE_NAME.match(piece) or _WEEKDAY_OR_MONTH.match(piece):
            return
        yield piece
