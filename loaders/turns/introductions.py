"""Who takes part in a conversation, as the text around it says: "I asked Bell …", "Interviewed by Jane Roe"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.document import Person

_UPPER = r"[A-ZÀ-ÖØ-Þ]"
_NAME = rf"{_UPPER}[\w'’.-]*(?: (?:(?:de|la|van|von|der|den|di|da|bin|al) )?{_UPPER}[\w'’-]+)*"
_GUEST = re.compile(
    rf"\b(?:[Ii]nterview(?:ed|s)?(?: with| of)?|asked|asks|(?:spoke|talked|sat down|caught up|spoken|talks) (?:with|to)"
    rf"|[Cc]onversation with|Q ?& ?A with) (?:(?:Dr|Prof|Mr|Ms|Mrs)\.? )?(?P<name>{_NAME})"
    r"|(?:采访了?|专访|对话)(?P<chinese>[\u3400-\u9fff·]{2,6})"
)
_CREDIT = re.compile(
    rf"^\W*(?:[Ii]nterview(?:ed| conducted)?|[Qq]uestions(?: asked)?) by:? (?P<name>{_NAME})(?P<rest>[^\n]{{0,80}})$"
    r"|^\W*采访(?:者|人|整理)?\s?[:：/|]\s?(?P<chinese>[\u3400-\u9fff·]{2,6})(?P<chinese_rest>[^\n]{0,30})$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Credit:
    """A line `[start, end)` that says who conducted the interview; `rest` is what follows the name, often a date."""

    interviewer: Person
    rest: str
    start: int
    end: int


def introduced_guest(introduction: str) -> Person | None:
    """The one who is asked, by the fullest form of the name that stands before it; None unless plain."""
    named = dict.fromkeys(_fullest(match, introduction) for match in _GUEST.finditer(introduction))
    return Person(name=next(iter(named)), role="guest") if len(named) == 1 else None


def interviewer_credits(text: str) -> Iterator[Credit]:
    """Each line that says who conducted the interview, in order."""
    for match in _CREDIT.finditer(text):
        interviewer = Person(name=match["name"] or match["chinese"], role="interviewer")
        yield Credit(interviewer, match["rest"] or match["chinese_rest"] or "", match.start(), match.end())


def _fullest(match: re.Match[str], text: str) -> str:
    """Bell is John Bell, if that is what he was called at first."""
    name = match["name"] or match["chinese"]
    if " " in name or not name.isascii():
        return name
    longer = re.search(rf"\b((?:{_UPPER}[\w'’-]+ ){{1,3}}{re.escape(name)})\b", text[: match.start()])
    return longer[1] if longer else name
