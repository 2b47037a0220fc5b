"""The labels that stand before speech: "Jane Roe: …", "**Jane Roe**" on a line of its own, "Q: …"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# The part in the conversation that a label names instead of a person.
ROLES = {
    "q": "interviewer",
    "question": "interviewer",
    "interviewer": "interviewer",
    "问": "interviewer",
    "记者": "interviewer",
    "采访者": "interviewer",
    "a": "guest",
    "answer": "guest",
    "guest": "guest",
    "interviewee": "guest",
    "答": "guest",
    "嘉宾": "guest",
    "受访者": "guest",
    "moderator": "moderator",
    "host": "moderator",
    "facilitator": "moderator",
    "主持人": "moderator",
    "audience": "audience",
    "audience member": "audience",
    "audience question": "audience",
    "attendee": "audience",
    "member of the audience": "audience",
    "question from the audience": "audience",
    "questioner": "audience",
    "听众": "audience",
    "观众": "audience",
    "speaker": "speaker",
}

NAME = r"(?P<name>[^\W\d_][\w.'’·-]*(?: (?:[^\W\d_][\w.'’·-]*|\d{1,3}\b)){0,4})"
# What may follow a name: a bracket with one inside it ("(Leader (North, Lib.))"), or an office after a comma.
QUALIFIER = (
    r"(?P<qualifier> ?[(（](?:[^()（）\n]|[(（][^()（）\n]*[)）]){1,120}[)）]"
    r"|(?:, [^\W\d_][\w&.'’/-]*(?: [\w&.'’/-]+){0,5}){1,2})?"
)
EMPHASIS = r"(?:\*{1,3}|_{1,3})?"

_BEFORE_WORDS = re.compile(
    rf"^[ \t]*{EMPHASIS}{NAME}{QUALIFIER}{EMPHASIS} ?[:：](?!//){EMPHASIS}\s*(?=\S)", re.MULTILINE
)
_ON_ITS_OWN = re.compile(rf"^[ \t]*\*\*{NAME}{QUALIFIER}\*\*[ \t]*\r?\n\s*(?=\S)", re.MULTILINE)
_CLOCK = re.compile(r"\d:\d\d")
_QUALIFIED = re.compile(r"^([^(（,]*[^(（,\s]) ?[(（,]")

_ELIDED = re.compile(r"[dl]['’][^\W\d_]")
_PARTICLES = frozenset({"al", "bin", "da", "de", "del", "der", "di", "du", "la", "le", "of", "the", "van", "von"})
_NUMBERED = frozenset(
    {"audience", "caller", "guest", "interviewee", "interviewer", "member", "panelist", "panellist", "participant"}
    | {"person", "speaker", "unknown", "voice"}
)
# What forms, notes and captions put before a colon.
_NO_NAMES = frozenset(
    """abstract action actions address agenda also apologies appendix article attachments attendees attention attn
    author background bcc by cautions caution cc chapter conclusion conclusions contact context copyright date dated
    deadline decision decisions disclaimer due duration email e-mail example examples exhibit fax figure from goal http
    https important introduction item keywords link location minutes name next note notes objective outcome overview
    owner participants phase phone place posted present purpose re recommendation recommendations recorded recording
    reference references result results scope section signature source sources stage status step steps subject summary
    supersedes table tags takeaway takeaways tel telephone time tip title to topic topics transcript update venue
    version warning website week
    例如 来源 主题 作者 决议 出席 参会人 地点 备注 总结 摘要 日期 时间 标题 注 注意 状态 版本 电话 结论 编者按 行动 议题
    译者注 负责人 邮箱 附件 关键词""".split()
)


@dataclass(frozen=True)
class Label:
    """What stands before speech, `[start, end)`, white space and markup included.

    `name` is the speaker as written, "" where a time code stands alone; `time` is "HH:MM:SS" or ""; labels of one
    `layout` look alike.
    """

    name: str
    start: int
    end: int
    time: str = ""
    layout: str = "colon"


def find_labels(text: str, start: int) -> Iterator[Label]:
    """What might be a speaker's label, from offset `start` on: far from every line with a colon is speech."""
    for match in _BEFORE_WORDS.finditer(text, start):
        if label := label_of(match, layout="bold colon" if match[0].lstrip()[0] == "*" else "colon"):
            yield label
    for match in _ON_ITS_OWN.finditer(text, start):
        if label := label_of(match, layout="bold line"):
            yield label


def label_at_start(text: str) -> Label | None:
    """The label that `text` begins with, whether or not a person of that name speaks elsewhere."""
    match = _BEFORE_WORDS.match(text)
    return label_of(match) if match else None


def label_of(match: re.Match[str], time: str = "", layout: str = "colon") -> Label | None:
    """The label that a pattern of NAME and QUALIFIER found, if a speaker can be called that."""
    qualifier = match["qualifier"] or ""
    if not is_name(match["name"]) or _CLOCK.search(qualifier):
        return None
    return Label(match["name"] + qualifier, match.start(), match.end(), time, layout)


def bare_name(name: str) -> str:
    """The name without what is said of its bearer: "Ann Lee (Acme)" and "Ann Lee, Acme" are "Ann Lee"."""
    match = _QUALIFIED.match(name)
    return match[1] if match else name


def is_name(label: str) -> bool:
    """Whether a speaker can be called `label`: words with capitals, or in a script without, and no form's field."""
    if label.casefold() in ROLES:
        return not label[0].islower()
    words = label.split()
    folded = {word.casefold().rstrip(".") for word in words}
    if label[0].islower() or folded & _NO_NAMES:
        return False
    if words[-1].isdecimal():
        return bool(folded & _NUMBERED)
    return all(word in _PARTICLES or not word[0].islower() or _ELIDED.match(word) for word in words)
