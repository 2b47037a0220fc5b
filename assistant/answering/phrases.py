"""Ally's own words in an answer, in the language of the question; everything else is the sources'."""

from dataclasses import dataclass

from assistant.knowledge.terms import is_chinese


@dataclass(frozen=True)
class Phrases:
    """Templates, filled by name."""

    not_answered: str
    sources_changed: str
    not_mentioned: str
    either: str
    ask_owner: str
    no_clause: str
    no_minutes: str
    no_statement: str
    nothing_on: str
    judgement: str
    searched: str
    without: str
    redacted: str
    superseded: str
    before: str
    draft: str
    approved: str
    reported: str
    reported_by: str
    differ: str
    comma: str
    unsourced: str
    unreachable: str
    unusable: str
    broke_off: str


_ENGLISH = Phrases(
    not_answered="The sources do not answer this.",
    sources_changed="The sources of this answer have changed; ask again.",
    not_mentioned="The sources do not answer this: nothing in them mentions {names}.",
    either=" or ",
    ask_owner="“{title}” is owned by {owner}, who may know.",
    no_clause="No such clause found; searched: {titles}.",
    no_minutes="No minutes of {period} found; searched: {titles}.",
    no_statement="No statement by {person} about this found.",
    nothing_on="No answer to this found for: {names}.",
    judgement="Whether that is so is a judgement, which the sources do not make. Interpretation: {legal}.",
    searched="Searched: {n} of {n} agreements.",
    without="No such clause found in: {titles}.",
    redacted="{mark} is redacted in the source.",
    superseded="“{title}” is {status}.",
    before="Before {title} ({date}) changed it: {words}",
    draft="“{title}” is a draft and not to be relied on.",
    approved="“{title}” is approved.",
    reported="{words} (as reported in “{title}”)",
    reported_by="{words} (as reported by {author})",
    differ="The sources differ.",
    comma=", ",
    unsourced="{sentence} (not in the sources)",
    unreachable="The language model could not be reached; this answer is in the sources' own words.",
    unusable="The language model gave no usable answer; this one is in the sources' own words.",
    broke_off="The language model broke off; this is what it had written and the sources carry.",
)
_CHINESE = Phrases(
    not_answered="资料中没有答案。",
    sources_changed="这个回答所依据的资料已有变动，请重新提问。",
    not_mentioned="资料中没有答案：没有任何资料提到{names}。",
    either="或",
    ask_owner="《{title}》由{owner}负责，可以向其询问。",
    no_clause="没有找到这样的条款；已查：{titles}。",
    no_minutes="没有找到{period}的会议纪要；已查：{titles}。",
    no_statement="没有找到{person}关于此事的发言。",
    nothing_on="没有找到以下各方的答案：{names}。",
    judgement="这需要作出判断，资料本身不作判断。条款的解释请问：{legal}。",
    searched="已查：{n}份协议，共{n}份。",
    without="以下协议中没有找到这样的条款：{titles}。",
    redacted="{mark}在原文中已被隐去。",
    superseded="《{title}》的状态：{status}。",
    before="在{title}（{date}）修改之前：{words}",
    draft="《{title}》是草案，不能作为依据。",
    approved="《{title}》已批准。",
    reported="{words}（转述，见《{title}》）",
    reported_by="{words}（{author}转述）",
    differ="各资料说法不一。",
    comma="、",
    unsourced="{sentence}（资料中没有）",
    unreachable="无法连接语言模型；此答案使用资料原文。",
    unusable="语言模型没有给出可用的答案；此答案使用资料原文。",
    broke_off="语言模型中途中断；以上是其已写出且有资料依据的部分。",
)


def phrases_for(question: str) -> Phrases:
    """The words to answer this question in."""
    return _CHINESE if is_chinese(question) else _ENGLISH
