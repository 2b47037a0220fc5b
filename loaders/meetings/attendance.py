"""Who was at a meeting: the people under "Present", without those who sent apologies."""

import re
from collections.abc import Iterator

from loaders.document import Person

_MARKS = r"[ \t]*(?:#{1,6} |[-*•] )?(?:\*\*|__)?(?:\d{1,2}\.? )?"
_PRESENT = (
    r"(?:members |also )?present|attendees|attending|in attendance|participants|attendance"
    r"|出席(?:人员|人|者)?|参会(?:人员|人|者)?|与会(?:人员|人|者)?|参加(?:人员|人|者)"
)
_ABSENT = (
    r"apologies(?: for absence)?|absent|absentees|regrets|not present|excused|缺席(?:人员|人|者)?|请假(?:人员|人)?"
)
_CHAIR = r"chair(?:person|man|woman)?|chaired by|主持人?|主席"
_SECRETARY = r"secretary|minutes(?: taken)?(?: by)?|minute[- ]taker|note[- ]?taker|recorded by|scribe|记录人?|秘书"
_LABELLED = re.compile(
    rf"^{_MARKS}(?:(?P<present>{_PRESENT})|(?P<absent>{_ABSENT})|(?P<chair>{_CHAIR})|(?P<secretary>{_SECRETARY}))"
    r"(?: ?[(（][^()（）\n]{0,40}[)）])?(?:\*\*|__)?[ \t]*(?:[:：](?:\*\*|__)?(?P<rest>[^\n]*)|\r?$)",
    re.IGNORECASE | re.MULTILINE,
)
_BLOCK_END = re.compile(
    r"\n[ \t]*(?:#|\*\*[^*\n]{1,60}\*\*[ \t]*\r?\n|\d{1,2}[.)、] ?\S|[^\n:：]{1,30}[:：][ \t]*\r?\n)"
    r"|\n[ \t\r]*\n[ \t\r]*(?=[^\s\-*•|])"
)
_BULLET = re.compile(r"[ \t]*(?:[-*•]|\d{1,2}[.)])[ \t]+")
_GROUP = re.compile(r"^[^:：]{1,60}[:：]\s*")
_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!Dr)(?<!Mr)(?<!Ms)(?<!Mrs)(?<!Prof)\.(?:\s|$)|[;；。\n]")
_ITEM = re.compile(r"([^,;、，()（）]+)(?:[(（]([^()（）]*)[)）])?")
_APOLOGY = re.compile(r"\b(?:apologies|absent|regrets|excused|not present)\b|缺席|请假", re.IGNORECASE)
_CAPITALISED = r"[A-ZÀ-Þ][\w'’.-]*"
_NAME = re.compile(
    rf"(?:(?:Dr|Mr|Ms|Mrs|Prof)\.? )?{_CAPITALISED}(?: (?:{_CAPITALISED}|de|van|von|der|den|bin|al|da|di|la|le)){{1,4}}"
    r"|[\u3400-\u9fff·]{2,6}"
)
_LONGEST_BLOCK = 4000


def attendees(text: str, start: int) -> list[Person]:
    """The people present from offset `start` on, "attendee", "chair" or "secretary" their roles, each once."""
    roles: dict[str, str] = {}
    for label in _LABELLED.finditer(text, start):
        if label["absent"]:
            continue
        role = "chair" if label["chair"] else "secretary" if label["secretary"] else "attendee"
        for name, said in _people(_block(text, label, single=role != "attendee")):
            known = roles.get(name, "attendee")
            roles[name] = known if known != "attendee" else (said or role)
    return [Person(name=name, role=role) for name, role in roles.items()]


def _block(text: str, label: re.Match[str], *, single: bool) -> str:
    """The words of a label: the rest of its line, else the lines below it up to the next heading."""
    rest = label["rest"] or ""
    if rest.strip(" *\r") or single:
        return rest
    body = label.end()
    while text[body : body + 1] in ("\n", "\r", " "):
        body += 1
    limit = body + _LONGEST_BLOCK
    following = _LABELLED.search(text, body, limit)
    end = _BLOCK_END.search(text, body, limit)
    ends = [found.start() for found in (following, end) if found]
    return text[body : min(ends, default=min(limit, len(text)))]


def _people(block: str) -> Iterator[tuple[str, str]]:
    """The names of a block, each with the role that stands in brackets behind it, or ""."""
    for line in block.splitlines():
        bullet = _BULLET.match(line)
        if line.lstrip().startswith("|"):
            yield from _in_list(line.strip().strip("|").split("|")[0])
        elif bullet and not _GROUP.match(line[bullet.end() :]):
            yield from list(_in_list(re.sub(r"\s[-–—]\s", ", ", line[bullet.end() :])))[:1]
        else:
            for sentence in _SENTENCE_END.split(line):
                yield from _in_list(_GROUP.sub("", sentence.strip(" \t*-")))


def _in_list(sentence: str) -> Iterator[tuple[str, str]]:
    if _APOLOGY.search(sentence):
        return
    for item in _ITEM.finditer(sentence):
        names = [part.strip(" \t\r*_.:|") for part in re.split(r"\band\b|\s&\s|和", item[1])]
        for name, said in zip(names, [""] * (len(names) - 1) + [item[2] or ""], strict=True):
            if _NAME.fullmatch(name):
                yield name, _role(said)


def _role(said: str) -> str:
    if re.match(rf"(?:{_CHAIR})\b|主持|主席", said.strip(), re.IGNORECASE):
        return "chair"
    return "secretary" if re.match(rf"(?:{_SECRETARY})\b|记录|秘书", said.strip(), re.IGNORECASE) else ""
