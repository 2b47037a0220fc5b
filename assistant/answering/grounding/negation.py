"""What a sentence denies its quote denies, and what the quote denies the sentence does not affirm."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answering.grounding.words import Word

MOST = 0.6  # of a sentence's content terms
REACH = 4  # content words that a negation may bear on

_CUES = frozenset(
    """not never no none nobody nothing neither nor without cannot hardly scarcely
    不 没 没有 未 无 不得 不能 不会 不可 不应 不应当 不需 不需要 不必 未经 未能 并非 并不 并未 不是 尚未 从未
    无权 无须 无需 勿 不再 不由
    没有人 无人 非""".split()
)
# Words that deny as well, though a quote may say the same with another word.
_SOFT = re.compile(
    r"fail\w*|lack\w*|refus\w*|prohibit\w*|forbid\w*|forbade|forbidden|barred|prevent\w*|refrain\w*|unable|absent|absence"
    r"|declin\w*|free|exclud\w*|except|unless|禁止|拒绝|缺乏"
)
_IDLE_BEFORE = frozenset("only later less more fewer earlier sooner limited merely matter doubt exceed".split())
_NOBODY = frozenset(("neither", "no", "none", "nobody"))
_PREFIXES = ("non", "un", "in", "im", "ir", "dis", "il")
_STOPS = frozenset(".;:,!?()。；：，！？（）") | {"but", "unless", "except", "if", "because", "但", "除非"}


@dataclass(frozen=True)
class Negation:
    """A word that denies, the content terms after it in order, the nearest first, and all those of its clause."""

    cue: str
    reach: Sequence[str]
    clause: frozenset[str] = frozenset()
    soft: bool = False


def negations(words: Sequence[Word]) -> list[Negation]:
    found = []
    for at, word in enumerate(words):
        spelled = word.spelled.casefold()
        if spelled in _CUES and not _is_idle(words, at):
            found.append(Negation(spelled, _reach(words[at + 1 :]), _clause(words, at)))
        elif _SOFT.fullmatch(spelled):
            found.append(Negation(spelled, _reach(words[at + 1 :]), soft=True))
        elif spelled == "non" and at + 1 < len(words):
            found.append(Negation(spelled, [words[at + 1].term]))
    return found


def denies(words: Sequence[Word]) -> bool:
    """Whether one of the words denies."""
    spelled = [word.spelled.casefold() for word in words]
    return any((each in _CUES and not _is_idle(words, at)) or _SOFT.fullmatch(each) for at, each in enumerate(spelled))


def _is_idle(words: Sequence[Word], at: int) -> bool:
    """Whether it denies nothing, as in "not only", "no later than" and "whether or not"."""
    before, _, *after = (_spelled(words, place) for place in range(at - 1, at + 3))
    return after[0] in _IDLE_BEFORE or after == ["to", "exceed"] or (before == "or" and _spelled(words, at) == "not")


def _spelled(words: Sequence[Word], at: int) -> str:
    return words[at].spelled.casefold() if 0 <= at < len(words) else ""


def _clause(words: Sequence[Word], at: int) -> frozenset[str]:
    """The content terms between the marks around a word; what has no doer denies the whole sentence."""
    start = end = at
    ends = ".。" if words[at].spelled.casefold() in _NOBODY else ".;:,()。；：，（）"
    while start and words[start - 1].spelled not in ends:
        start -= 1
    while end < len(words) and words[end].spelled not in ends:
        end += 1
    return frozenset(word.term for word in words[start:end] if word.is_content)


def _reach(words: Iterable[Word]) -> list[str]:
    reached: list[str] = []
    for word in words:
        if word.spelled.casefold() in _STOPS:
            if reached:
                break
        elif word.is_content:
            reached.append(word.term)
            if len(reached) == REACH:
                break
    return reached


def disagreement(claimed: Sequence[Word], quoted: Sequence[Word], other_language: bool = False) -> str:
    """Why the negations differ, or "". In another language it cannot be compared what they bear on."""
    mine, theirs = negations(claimed), negations(quoted)
    hard = [each for each in mine if not each.soft]
    if other_language:
        firm = [each for each in theirs if not each.soft]
        return "the sentence denies and the quote does not, or the other way round" if bool(hard) != bool(firm) else ""
    terms, quoted_terms = {word.term for word in claimed}, {word.term for word in quoted}
    for each in hard:
        if not _is_denied(each, theirs, quoted_terms):
            return f"the quote does not have “{each.cue}” there"
    for each in theirs:
        if not each.soft and each.reach and each.reach[0] in terms and not _is_denied(each, mine, terms):
            return f"the sentence leaves out “{each.cue}”"
    if not hard and any(_denies_all(each, claimed) for each in theirs):
        return "the sentence affirms what the quote denies"
    return "" if mine or theirs else _by_prefix(_lower(claimed), _lower(quoted))


def _denies_all(negation: Negation, claimed: Sequence[Word]) -> bool:
    """Whether most of the sentence stands in the clause that is denied."""
    content = {word.term for word in claimed if word.is_content}
    return negation.cue != "without" and len(content & negation.clause) > MOST * len(content)


def _is_denied(negation: Negation, others: Sequence[Negation], other_terms: set[str]) -> bool:
    shared = [term for term in negation.reach if term in other_terms]
    if not shared:
        return bool(others) or not negation.reach
    return any(shared[0] in other.reach or (other.reach and other.reach[0] in negation.reach) for other in others)


def _by_prefix(claimed: set[str], quoted: set[str]) -> str:
    """Whether "unlikely" stands for "likely", or the other way round."""
    for with_prefix, without in ((claimed - quoted, quoted - claimed), (quoted - claimed, claimed - quoted)):
        for word in with_prefix:
            if any(word.startswith(prefix) and word.removeprefix(prefix) in without for prefix in _PREFIXES):
                return f"“{word}” is the opposite of what the other says"
    return ""


def _lower(words: Sequence[Word]) -> set[str]:
    return {word.spelled.casefold() for word in words}
