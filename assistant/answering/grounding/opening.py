"""Phrases that open or link and claim nothing: they need no quote."""

import re

from assistant.answering.grounding.words import words_of
from assistant.knowledge.terms import terms

_OF_ANSWERS = frozenset(
    term
    for word in """
    source sources document documents passage passages answer answers question questions summary summarise summarize
    short brief briefly following follows point points key main according based provided provide information context
    overall note notes noted mention mentioned state stated describe described list listed example instance addition
    additionally moreover furthermore however therefore thus hence first second third firstly secondly thirdly finally
    lastly next sum conclusion conclude detail details relevant available material materials quote quotes cite cited
    excerpt excerpts extract extracts above below regard regarding respect hand important importantly worth noting look
    see several view aspect aspects topic subject thing things way help hope happy know further let's likewise similarly
    specifically notably particular particularly generally general also meanwhile contrast summarised summarized put
    simply words other shows show found find text texts explain explained explains turn turning related reads
    根据 资料 来源 文件 以下 如下 总结 总之 综上所述 综上 所述 要点 主要 信息 提供 问题 回答 答案 首先 其次 再次 最后
    此外 另外 相关 内容 具体 来说 简而言之 概括 方面 几点 几个 下面 总的 总的来说 因此 所以 同时 不过 然而 例如 比如
    可以 看到 得知 可知
    文档 材料 总体 而言 一下 归纳 第一 第二 第三 以上 情况 说明 关于 这个 这些
    """.split()
    for term in terms(word)
)
_NEGATED = re.compile(r"\b(?:not?|never|nothing|none|neither|nor|cannot|without)\b|n't\b|[不没未无]", re.IGNORECASE)
_ANNOUNCES = re.compile(
    r"(?:here (?:is|are)|here's|below (?:is|are)|the following|this is) [^.!?\d]{1,120}:"
    r"|(?:以下|下面)(?:是|为)[^。！？\d]{1,40}[:：]",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^[^,，:：]{1,60}[,，:：]\s*")
_VERDICT = re.compile(r"^(?P<verdict>yes|no|是的|不是|是|否|不)\s*[,，.。:：—-]\s*", re.IGNORECASE)


def claims_nothing(sentence: str) -> bool:
    """Whether the sentence speaks of the answer and its sources alone; that they lack something is a claim."""
    if _NEGATED.search(sentence) or _VERDICT.match(f"{sentence},"):
        return False
    return bool(_ANNOUNCES.fullmatch(sentence.strip())) or _is_about_answer(sentence)


def without_lead(sentence: str) -> str:
    """The sentence without an opening such as "In short," that claims nothing."""
    lead = _LEAD.match(sentence)
    return sentence[lead.end() :] if lead and lead.end() < len(sentence) and claims_nothing(lead[0]) else sentence


def parted_verdict(sentence: str) -> tuple[bool | None, str]:
    """Whether the sentence opens with yes or no, None for neither, and what follows."""
    match = _VERDICT.match(sentence)
    if not match:
        return None, sentence
    return match["verdict"].casefold() in ("yes", "是的", "是"), sentence[match.end() :]


def _is_about_answer(sentence: str) -> bool:
    words = words_of(sentence)
    return not any(word.term and not word.is_content and word.term[0].isdecimal() for word in words) and all(
        word.term in _OF_ANSWERS for word in words if word.is_content
    )
