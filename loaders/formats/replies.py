"""Whose words a mail holds: its sender's, those that it quotes from the mails before it, and signatures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

_MARKS = re.compile(r"(?:[ \t]?>)+[ \t]?")
# "On Mon, 6 May 2024 at 10:12 AM Jane Roe <jane@acme.example> wrote:", 张三 <…> 于2024年5月6日写道：
_WROTE = re.compile(r"(?:On\s(?P<when>.{3,200})\swrote|(?:在\s*)?(?P<chinese>.{2,200}?)\s*写道)\s?[:：]")
_CHINESE_DATE = re.compile(
    r"\d{4}\s?年.*?日(?:\s*(?:周|星期)[一二三四五六日天])?(?:\s*[上下]午)?(?:\s*\d{1,2}:\d\d)?|于|在"
)
_ADDRESS = re.compile(r"<[^<>]*>|\[mailto:[^\]]*\]|[(（][^()（）]*@[^()（）]*[)）]")
_AFTER_TIME = frozenset("am pm a.m p.m utc gmt cet cest bst est edt cst cdt mst mdt pst pdt".split())
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)\w*,?", re.IGNORECASE)
_RULE = re.compile(r"-{2,}\s?(?:original message|forwarded message|原始邮件|转发邮件)\s?-{2,}|_{8,}", re.IGNORECASE)
_FROM = re.compile(
    r"\*?(?:From|发件人)\s?[:：]\*?\s*(?P<name>(?:mailto:|[^:：])+?)(?:\s+(?:Sent|Date|发送时间|日期)\s?[:：].*)?"
)
_FIELD = re.compile(r"\*?(?:Sent|Date|To|Cc|Subject|发送时间|日期|收件人|抄送|主题)\s?[:：].*")
_ONE_LINE = re.compile(r"\s(?:Sent|Date|发送时间|日期)\s?[:：]")
_SIGNATURE = re.compile(r"-- ?")
_SENT_FROM = re.compile(r"(?:Sent|Get \w+) (?:from|for) (?:my )?\w[^.]{0,40}", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """What belongs together in a mail; `writer` is None for its sender, "" where nobody is named.

    Furniture is a signature, or the lines that say who wrote what follows them.
    """

    text: str
    writer: str | None
    is_furniture: bool


@dataclass(frozen=True)
class _Line:
    text: str
    depth: int


@dataclass(frozen=True)
class _Heading:
    """The lines up to `end` say that `name` wrote what follows."""

    name: str
    end: int


def parts_of(body: str) -> list[Part]:
    """The parts of a body in order, without the marks (">") of what is quoted and blank lines around them.

    Under a heading the words are another's: those that are marked, or else all down to the next heading.
    """
    lines = list(map(_unmarked, body.splitlines()))
    writers: dict[int, str | None] = {0: None}
    told: list[tuple[_Line, str | None, bool]] = []
    at, signed = 0, False
    while at < len(lines):
        line = lines[at]
        writer = writers.get(line.depth, "")
        if heading := _heading(lines, at):
            told += [(each, writer, True) for each in lines[at : heading.end]]
            below = next((each.depth for each in lines[heading.end :] if each.text), line.depth)
            depth = max(line.depth, min(below, line.depth + 1))
            writers = {level: name for level, name in writers.items() if level < depth} | {depth: heading.name}
            at, signed = heading.end, False
            continue
        signed = bool(_SIGNATURE.fullmatch(line.text)) or (signed and told[-1][0].depth == line.depth)
        told.append((line, writer, signed or bool(_SENT_FROM.fullmatch(line.text))))
        at += 1
    return list(_joined(told))


def _joined(told: Sequence[tuple[_Line, str | None, bool]]) -> Sequence[Part]:
    grouped = groupby(told, key=lambda each: (each[1], each[2]))
    parts = (Part("\n".join(line.text for line, *_ in lines).strip("\n"), *whose) for whose, lines in grouped)
    return [part for part in parts if part.text.strip()]


def _unmarked(line: str) -> _Line:
    marks = _MARKS.match(line)
    return _Line(line[marks.end() :].rstrip(), marks[0].count(">")) if marks else _Line(line.rstrip("\r"), 0)


def _heading(lines: Sequence[_Line], at: int) -> _Heading | None:
    """What says who wrote the lines below; mail programs wrap such a line, and put a rule over a block of fields."""
    line = lines[at]
    following = lines[at + 1] if at + 1 < len(lines) else _Line("", 0)
    wrapped = f"{line.text} {following.text}"
    for text, end in ((line.text, at + 1), (wrapped, at + 2)):
        if wrote := _WROTE.fullmatch(text.strip()):
            return _Heading(_named(wrote), end)
    return _fields(lines, at + 1 if _RULE.fullmatch(line.text.strip()) else at)


def _fields(lines: Sequence[_Line], at: int) -> _Heading | None:
    while at < len(lines) and not lines[at].text.strip():
        at += 1
    sender = _FROM.fullmatch(lines[at].text.strip()) if at < len(lines) else None
    if sender is None:
        return None
    end = at + 1
    while end < len(lines) and _FIELD.fullmatch(lines[end].text.strip()):
        end += 1
    is_block = end > at + 1 or _ONE_LINE.search(lines[at].text)
    return _Heading(_plain(sender["name"]), end) if is_block else None


def _named(wrote: re.Match[str]) -> str:
    """The name, which stands behind the date."""
    if wrote["chinese"]:
        return _plain(_CHINESE_DATE.sub("", wrote["chinese"]))
    words = _ADDRESS.sub("", wrote["when"]).split() or [wrote["when"]]
    dated = [at for at, word in enumerate(words) if any(map(str.isdigit, word)) or _WEEKDAY.fullmatch(word)]
    rest = words[dated[-1] + 1 :] if dated else words
    while rest and rest[0].strip(",.").lower() in _AFTER_TIME:
        rest = rest[1:]
    return _plain(" ".join(rest) or wrote["when"].split()[-1])


def _plain(name: str) -> str:
    """The name without its address, or the address where there is no name."""
    return (_ADDRESS.sub("", name) or name).strip(" \t,，\"'“”<>*")
