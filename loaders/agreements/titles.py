"""What an agreement is called: the titles on its cover and over its preamble, and the words after "This"."""

import re
from collections.abc import Iterator

PREAMBLE = 3500
COVER = 3000
NEAR = 600
# "Amended and Restated" before the words of the preamble.
_MOST_ADDED = 3
_CLAUSE_NAME = re.compile(r"^\d|\bEntire Agreement\b", re.IGNORECASE)
NOUN = r"(?:agreement|amendment|addendum|supplement|contract|lease|memorandum of understanding|term sheet|deed)"
_OWN_NAME = re.compile(
    rf"(?:this\s+)?([\w&,’'/®™() -]{{0,110}}?\b{NOUN})\b( (?:no|number)\.? ?\d+)?"
    r"(?=\s*(?:[(,]|(?:is|dated|made|entered|effective|between|by|among|including)\b))",
    re.IGNORECASE,
)
_TITLE_NOUNS = frozenset("agreement amendment addendum supplement contract lease deed understanding".split())
_MOST_WORDS = 16
_NOUNS = re.compile(rf"\b{NOUN}\b", re.IGNORECASE)
_FIRST_NAME = re.compile(
    rf"(.*?\b{NOUN})\b(?!\s+(?:and|to|of|for|no|amendment|addendum|supplement)\b)", re.IGNORECASE | re.DOTALL
)
_TITLE_NUMBER = re.compile(r"(?:no|number)\.? ?\d+$", re.IGNORECASE)
CHANGE = re.compile(r"\b(?:amendment|addendum|supplement)\b", re.IGNORECASE)
_NOT_TITLE = re.compile(
    r"^(?:(?:(?:EXHIBITS?|Exhibits?|EX|Ex)\b[-. ]*[\d.()a-zA-Z]{0,10}|(?:EXECUTION|Execution|CONFORMED"
    r"|Conformed) (?:VERSION|COPY|Version|Copy)|FORM OF|Form [Oo]f|CONFIDENTIAL|Confidential)[ ,]*)+(?![a-z])"
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
# e-business, iPhone
_SMALL_LETTER = re.compile(r"[a-z](?:-[a-z]|[A-Z])")
_ACRONYM = re.compile(r"[B-DF-HJ-NP-TV-XZ]{2,}")
_SMALL = frozenset("a an and as at by for from in its of on or the to with".split())
_FIRST_WORDS = re.compile(r"\W*([A-Z][A-Z ,&/-]{2,80}AGREEMENT)\b")


def agreement_name(text: str, start: int) -> str:
    """What the agreement calls itself: the title before its preamble at `start`, else the words after "This"; or ""."""
    opening = _OWN_NAME.match(text, start)
    own = _named(_once(opening[1]) + (opening[2] or "")) if opening else ""
    near = _several_words(_titles(text[max(0, start - NEAR) : start]))
    cover = _several_words(_titles(text[: min(start or PREAMBLE, COVER)]))
    agreeing = [title for title in cover[::-1] + near if own.lower() in title.lower()]
    fuller = [title for title in agreeing if len(title.split()) <= len(own.split()) + _MOST_ADDED]
    if len(own.split()) > 1 and (len(own.split()) > _MOST_ADDED or not CHANGE.search(own)):
        return (fuller or [own])[-1]
    first = _FIRST_WORDS.match(text)
    return next(filter(None, [*near[-1:], *cover[:1], own, _named(first[1]) if first else ""]), "")


def _once(words: str) -> str:
    """The name once: "SUPPLY AGREEMENT This Supply Agreement" has it twice."""
    longest = max(re.split(r"\bthis\s", words, flags=re.IGNORECASE), key=lambda part: len(part.split()))
    first = _FIRST_NAME.match(longest)
    return first[1] if first else longest


def _several_words(titles: Iterator[str]) -> list[str]:
    return [name for name in map(_named, titles) if len(name.split()) > 1 and not _CLAUSE_NAME.search(name)]


def _titles(head: str) -> Iterator[str]:
    """Lines that are titles, and titles at either end of a line: filings are often run together."""
    for line in re.split(r"\n\s*\n|\n(?=[^a-z])| {3,}|\f", head):
        words = _NOT_TITLE.sub("", " ".join(line.replace("*", "").replace("#", "").split())).split()
        yield from filter(None, (_title_to(words, end) for end in range(len(words))))


def _title_to(words: list[str], end: int) -> str:
    """The capitalised words up to the noun at `end`, if they end the line, or begin it and other words follow."""
    if words[end].strip(",.:;").lower() not in _TITLE_NOUNS or not words[end][0].isupper():
        return ""
    begin = end
    while begin and end - begin < _MOST_WORDS and _goes_before_noun(words[begin - 1]):
        begin -= 1
    while words[begin].lower() in _SMALL:
        begin += 1
    number = _TITLE_NUMBER.match(" ".join(words[end + 1 : end + 3]))
    last = end + (2 if number else 0)
    following = words[last + 1] if last + 1 < len(words) else ""
    title = " ".join(words[begin : last + 1])
    if begin == 0 and len(words) <= _MOST_WORDS and " ".join(words).isupper():
        return " ".join(words).strip(",.:;")
    ends_line = following.lower() in ("", "between", "by", "dated")
    opens_line = begin == 0 and title.isupper() and not following.isupper()
    return title.strip(",.:;") if ends_line or opens_line else ""


def _goes_before_noun(word: str) -> bool:
    is_ended = word.endswith((".", ":", ";", ")", "]")) and word.lower() not in ("no.", "u.s.")
    return not is_ended and (not word[0].islower() or word.lower() in _SMALL or bool(_SMALL_LETTER.match(word)))


def _named(words: str) -> str:
    words = _NOT_TITLE.sub("", re.sub(r"\([^()]*\)?", "", " ".join(words.split()))).strip(" ,-")
    words = re.sub(
        r"^\S*[a-z]\S*[.:;] |^.*\b(?:INC|CORP|LTD|LLC|CORPORATION|LIMITED|COMPANY)\b[.,]* |^(?:and|AND|And) ", "", words
    )
    if not _NOUNS.search(words):
        return ""
    return titled(words) if words.isupper() else words[:1].upper() + words[1:]


def titled(words: str) -> str:
    """SUPPLY AND LICENSE AGREEMENT as "Supply and License Agreement"."""
    capitalised = (
        _WORD.sub(lambda word: word[0] if _ACRONYM.fullmatch(word[0]) else word[0].capitalize(), word)
        for word in words.split()
    )
    return " ".join(
        word.lower() if number and len(word) > 1 and word.lower() in _SMALL else word
        for number, word in enumerate(capitalised)
    )
