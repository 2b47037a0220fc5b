"""Who the parties of an agreement are: the names in its preamble, without what is said about them."""

import re
from collections.abc import Iterator

from loaders.agreements.party_names import LEGAL_FORM, NAME, is_name, tidied

_DEFINABLE = re.compile(
    rf"{LEGAL_FORM.pattern}|\b(?:Trust|Fund|University|Bank|Foundation|Institute|Association)\b", re.IGNORECASE
)
_BETWEEN = re.compile(
    r"(?:(?-i:\b(?:PARTIES|Parties|THE PARTIES)[: ]*(?:¶|(?=\(1\)|\(?1[.)] )))|\bb ?e ?t ?w ?e ?e ?n\b"
    r"|\bamong(?:st)?\b|\bentered into by\b(?! and between))[\s:¶,]*(?:and (?:among|between)\b)?",
    re.IGNORECASE,
)
# "Party A (Shipper): Acme Co., Ltd.", 甲方：京东健康
_LETTERED = re.compile(r"\bParty [A-D](?: ?(?:\([^()]{1,30}\)|§))? ?[:：] ?")
_CHINESE = re.compile(r"[甲乙丙丁]方\s?(?:[(（][^()（）]{1,20}[)）]|§)?\s?[:：]\s?([^\s，,;；、（(§¶:：]{2,40})")
_LEAD = re.compile(
    r"[\s:¶,–—-]*(?:(?:the )?(?:following |undersigned )*parties\b[^¶:]{0,60}[¶:]\s*)?"
    r"(?:(?:\(?(?:\d|[a-z]|i+)\)|\d\.) ?)?(?:for |on the one hand,? )?(?-i:(?!the )[a-z][a-z' -]{0,60}, (?=[A-Z]))?",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"[\s,;§¶-]{0,12}(?:;|¶(?= \(\d\))|\band\b|\bAND\b|\bAnd\b|,(?= (?:¶ )?(?:[A-Z]"
    r"|the [A-Z])))[\s:,;¶–—-]{0,12}(?:(?:\(?(?:\d|[a-z]|i{1,3})\)"
    r"|\d\.) ?)?(?:on the other hand,? )?(?:for itself and )?"
)
_PROOF = re.compile(
    r"[\s,]*(?:[§¶.;]|$|an? (?!the )|with |having |located |whose |organi[sz]ed |incorporated |individually"
    r"|on (?:the|behalf) |hereinafter|residing |represented |for itself|as |acting |of [§\d]|formerly |[df]/)",
    re.IGNORECASE,
)
_PART_END = re.compile(r"[\s,]*(?:[¶.;]|$)")
_LIST_GOES_ON = re.compile(r",? and |, [A-Z]")
# "filed with the Securities and Exchange Commission", "insured by the …": spoken about, and no party.
_SPOKEN_OF = re.compile(r"\b(?:by|of|with|from|to|under|in) \Z")
_DEFINED = re.compile(r"[\s,]*(?:an? [^§¶;]{3,200})?§")
_SALUTATION = re.compile(r"(?:Ladies and Gentlemen|LADIES AND GENTLEMEN|\bDear [^:¶]{1,60}):")
_LONGEST_ADDRESS = 300
_LONGEST_OPENING = 800
_END = re.compile(
    r"\b(?:W ?I ?T ?N ?E ?S ?S ?E ?T ?H|WHEREAS|Whereas|RECITALS?|Recitals|BACKGROUND|Background|NOW,? THEREFORE"
    r"|that certain|TABLE OF CONTENTS|Table of Contents|PREAMBLE|Preamble|PRELIMINARY|Source:)\b|§ ?\.(?= )"
    r"|\.\s+(?:¶ )?(?=(?:The|In|For|This|Each|It|All|By|As|On|If|Both|Upon|THE|IN|A\.|1\.)\s)"
)
_RECITALS = re.compile(r"\b(?:W ?I ?T ?N ?E ?S ?S ?E ?T ?H|WHEREAS|Whereas,|RECITALS|NOW,? THEREFORE)\b|¶ Recitals:? ¶")
_FACING = re.compile(rf"¶ ({NAME.pattern}) (?:¶ )?[-–—]? ?(?:and|AND|And|&) ?[-–—]? ?(?:¶ )?({NAME.pattern}) (?=¶)")
_ASIDE = re.compile(r"\(([^()]*)\)")
_PLACE_IN_NAME = re.compile(r"[A-Z][\w. ]{0,30}|\d")
_LONGEST_PREAMBLE = 3000
_MOST_PARTIES = 12


def find_parties(preamble: str) -> list[str]:
    """The parties after the first "between" or "among" of `preamble` that names two, else those it defines."""
    whole = flattened(preamble[: 2 * _LONGEST_PREAMBLE])
    recitals = _RECITALS.search(whole)
    text = whole[: recitals.start() if recitals else _LONGEST_PREAMBLE]
    lettered = [NAME.match(text, letter.end()) for letter in _LETTERED.finditer(text)]
    parties = [name[0] for name in lettered if name and is_name(name[0])]
    parties = parties or [name[1] for name in _CHINESE.finditer(text)]
    if len(set(parties)) > 1:
        return tidied(parties)[:_MOST_PARTIES]
    for anchor in _BETWEEN.finditer(text):
        names = _listed(_scope(text, anchor.end()))
        if len(names) > 1:
            return names
    if salutation := _SALUTATION.search(text):
        return _corresponding(text, salutation)
    on_cover = _FACING.search(text)
    facing = [name for name in on_cover.groups() if " " in name and is_name(name)] if on_cover else []
    return tidied(facing) if len(facing) > 1 else _defined(text) or _defined(whole)


def flattened(text: str) -> str:
    """One line: "¶" for what parts blocks, "§" for what is said in brackets, unless it is part of a name."""
    text = re.sub(r"[-_=]{4,}|\*\*", " ", text).replace("England and Wales", "England & Wales")
    text = re.sub(r"\s*\n\s*\n\s*|\f| {3,}", " ¶ ", text)
    text = re.sub(r"\s+", " ", text)
    for _ in range(3):
        text = _ASIDE.sub(
            lambda aside: aside[0] if _PLACE_IN_NAME.fullmatch(aside[1]) and "“" not in aside[1] else "§", text
        )
        text = text.replace("( ", "(")
    return text


def _scope(text: str, start: int) -> str:
    end = _END.search(text, start + 1, start + _LONGEST_PREAMBLE)
    return text[start : end.start() + end[0].startswith("§") if end else start + _LONGEST_PREAMBLE]


def _listed(text: str) -> list[str]:
    lead = _LEAD.match(text)
    first = NAME.match(text, lead.end() if lead else 0)
    if first is None or not is_name(first[0]):
        return []
    names, end = [first], first.end()
    for separator in _SEPARATOR.finditer(text, end):
        if separator.start() < end:
            continue
        name = NAME.match(text, separator.end())
        is_aside = len(names) > 1 and separator.start() > end
        if name and is_name(name[0]) and _is_proved(text, name, separator[0], is_aside=is_aside):
            names.append(name)
            end = name.end()
    return tidied(_with_joined(text, names))[:_MOST_PARTIES]


def _is_proved(text: str, name: re.Match[str], separator: str, *, is_aside: bool) -> bool:
    """Whether a name is shown to be a party's by its form or by what surrounds it; after a mere comma, by both.

    `is_aside`: two are known and other words stand before it, as in "with offices in Berlin and Munich".
    """
    has_form = LEGAL_FORM.search(name[0]) is not None
    is_described = _PROOF.match(text, name.end()) is not None
    if separator.strip(" §¶") == ",":
        return has_form and (is_described or _LIST_GOES_ON.match(text, name.end()) is not None)
    if is_aside and separator.strip().lower() == "and":
        return has_form or (is_described and _PART_END.match(text, name.end()) is None)
    return has_form or is_described or "§" in separator or separator.rstrip().endswith(")")


def _with_joined(text: str, names: list[re.Match[str]]) -> Iterator[str]:
    """Names with "Marsh and Sons, Ltd." as one party where two more are named beside it."""
    start = names[0].start()
    for name, following in zip(names, [*names[1:], None], strict=True):
        gap = text[name.end() : following.start()] if following else ""
        is_bare = gap == " and " and not LEGAL_FORM.search(name[0]) and len(names) > 2 and following is not names[-1]
        if not is_bare:
            yield text[start : name.end()]
            start = following.start() if following else name.end()


def _defined(text: str) -> list[str]:
    """Names with a legal form that brackets after them define, but no authority that is only spoken of."""
    names = (name for name in NAME.finditer(_scope(text, 0)) if _DEFINED.match(text, name.end()))
    parties = [
        name[0] for name in names if not (name[0].startswith("the ") and _SPOKEN_OF.search(text, 0, name.start()))
    ]
    return tidied(name for name in parties if _DEFINABLE.search(name) and is_name(name))[:4]


def _corresponding(text: str, salutation: re.Match[str]) -> list[str]:
    """Who writes a letter of agreement, as its first sentences define them, and to whom."""
    address = text[max(0, salutation.start() - _LONGEST_ADDRESS) : salutation.start()]
    blocks = (re.split(r"\d", block)[0] for block in address.split("¶"))
    named = (name[0] for block in blocks for name in NAME.finditer(block))
    to = [name for name in named if LEGAL_FORM.search(name) and is_name(name)]
    opening = text[salutation.end() : salutation.end() + _LONGEST_OPENING]
    return tidied([*_defined(opening), *to[-1:]])
