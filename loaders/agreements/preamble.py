"""What an agreement says of itself before its first clause: its name, its date and the agreement that it changes."""

import datetime
import re
from collections.abc import Iterator

from loaders.agreements.parties import flattened
from loaders.facets.dates import find_date

_HEAD = 12_000
_HEAD_WITH_CONTENTS = 40_000
_CONTENTS = re.compile(r"\bcontents\b", re.IGNORECASE)
_PREAMBLE = 3500
_OPENING_WORDS = 800
_COVER = 3000
_NEAR = 600
# "Amended and Restated" before the words of the preamble.
_MOST_ADDED = 3
_CLAUSE_NAME = re.compile(r"^\d|\bEntire Agreement\b", re.IGNORECASE)
_NOUN = r"(?:agreement|amendment|addendum|supplement|contract|lease|memorandum of understanding|term sheet|deed)"
# One space or line end, not a blank line: "of this\n\nSUPPLY AGREEMENT" is a sentence and a title.
_GAP = r"(?:[ \t]{1,4}\n?[ \t]{0,20}|\n[ \t]{0,20})"
_NUMBER = r"(?: (?:no|number)\.? ?\d+)?"
_SAID = (
    r"(?:\((?=\s?(?:the|this|as|together|including|collectively|hereinafter|[“\"'’]))|\b(?i:made"
    r"|dated|entered|effective|between|among|executed|making)\b)"
)
_OPENING = re.compile(
    rf"\b(?:This|THIS){_GAP}(?:(?:[A-Z0-9&(][^\s]*|and|of|for|to|the|on|in){_GAP}){{0,14}}?(?i:{_NOUN}{_NUMBER})\b"
    rf"(?:(?!\b(?:shall|will|may|does|constitutes|contains|supersedes)\b)[^.]){{0,60}}?{_SAID}"
    rf"|(?:^[ \t]*|(?<=   )|(?<= )(?=[A-Z][A-Z&, -]{{4,100}}AGREEMENT\b))"
    rf"(?:[A-Z][\w&/-]*{_GAP}(?:(?:and|of|for|to){_GAP})?){{1,10}}"
    r"(?:AGREEMENT|Agreement)(?:\s?\((?:the|this|hereinafter)?\s?[“\"]|,?\s(?:made|dated|entered|effective)\b)",
    re.MULTILINE,
)
_OWN_NAME = re.compile(
    rf"(?:this\s+)?([\w&,’'/®™() -]{{0,110}}?\b{_NOUN})\b( (?:no|number)\.? ?\d+)?"
    r"(?=\s*(?:[(,]|(?:is|dated|made|entered|effective|between|by|among|including)\b))",
    re.IGNORECASE,
)
_TITLE_NOUNS = frozenset("agreement amendment addendum supplement contract lease deed understanding".split())
_MOST_WORDS = 16
_NOUNS = re.compile(rf"\b{_NOUN}\b", re.IGNORECASE)
_FIRST_NAME = re.compile(
    rf"(.*?\b{_NOUN})\b(?!\s+(?:and|to|of|for|no|amendment|addendum|supplement)\b)", re.IGNORECASE | re.DOTALL
)
_TITLE_NUMBER = re.compile(r"(?:no|number)\.? ?\d+$", re.IGNORECASE)
_CHANGE = re.compile(r"\b(?:amendment|addendum|supplement)\b", re.IGNORECASE)
_NOT_TITLE = re.compile(
    r"^(?:(?:(?:EXHIBITS?|Exhibits?|EX|Ex)\b[-. ]*[\d.()a-zA-Z]{0,10}|(?:EXECUTION|Execution|CONFORMED"
    r"|Conformed) (?:VERSION|COPY|Version|Copy)|FORM OF|Form [Oo]f|CONFIDENTIAL|Confidential)[ ,]*)+(?![a-z])"
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
# e-business, iPhone
_SMALL_LETTER = re.compile(r"[a-z](?:-[a-z]|[A-Z])")
_ACRONYM = re.compile(r"[B-DF-HJ-NP-TV-XZ]{2,}")
_SMALL = frozenset("a an and as at by for from in its of on or the to with".split())

_DATED = (
    r"(?:,? (?:dated|effective|made|entered into)(?: and effective)?(?: as)?(?: of"
    r"| on)? [^.;,()§]{4,20}(?:, ?(?:19|20)\d\d)?)?"
)
_AMENDED = re.compile(
    r"\b(?i:amendment|addendum|supplement|amends?|restates?|reference is|party to|parties to"
    rf"|entered into)\b(?:[^.;]|No\.|NO\.){{0,60}}?"
    rf"\b(?:to|restates?|amends?|the|that|a|an) (?:the |that |certain |fully executed |original |a |an )*"
    rf"((?:[A-Z][\w&’'/®™-]*,? (?:(?:and|of|for|to|&) )?){{1,9}}(?:Agreement|AGREEMENT|Contract|Lease){_DATED})"
)
_SUPERSEDED = re.compile(
    rf"\bsupersedes?\b[^.;]{{0,80}}?\b(?:the|that) (?:certain )?"
    rf"((?:[A-Z][\w&’'/®™-]* (?:(?:and|of|for|to|&) )?){{1,9}}Agreement{_DATED})"
)
_FIRST_WORDS = re.compile(r"\W*([A-Z][A-Z ,&/-]{2,80}AGREEMENT)\b")
# What the filing service prints on a page.
_SOURCE_LINE = re.compile(r"Source:[^\n]*")
_RESTATED = re.compile(r"\bamended and restated\b", re.IGNORECASE)

_ORDINAL = re.compile(r"(?<=\d)\s*(?:s ?t|n ?d|r ?d|t ?h)\b")
_DATE_SAID = [
    re.compile(form, re.IGNORECASE)
    for form in (
        # No longer than one date: "made on …, but effective as of … (the "Effective Date")".
        r"([^§]{4,32})[, ]*\((?:the |this )?[“\"]?(?:Amendment )?Effective Date",
        r"\bEffective Date[”\"]?(?:\s*[:：]|\s+(?:means|is|shall be|shall mean|of this \w+ is))\s*(.{4,50})",
        r"\beffective\s+(?:as of|as from|as at|on|from|this)?(.{4,50})",
        r"\b(?:made|entered|executed|dated?)\b(.{4,90})",
    )
]
_OTHERS_DATE = re.compile(
    rf"\b(?:(?:to|by an|certain|that|under|restates)\s[^.;]{{0,120}}?|into the (?:[\w-]+ ){{0,6}}?){_NOUN},?"
    rf" (?:dated|effective|made)\b[^.;()]{{0,25}}?(?:19|20)\d\d",
    re.IGNORECASE,
)


def preamble_start(text: str) -> int:
    """Where "This … Agreement is made …" begins, behind the cover and the table of contents; 0 where nothing does."""
    opening = _OPENING.search(text, 0, _HEAD_WITH_CONTENTS if _CONTENTS.search(text, 0, _HEAD) else _HEAD)
    return opening.start() if opening else 0


def agreement_name(text: str, start: int) -> str:
    """What the agreement calls itself: the title before its preamble at `start`, else the words after "This"; or ""."""
    opening = _OWN_NAME.match(text, start)
    own = _named(_once(opening[1]) + (opening[2] or "")) if opening else ""
    near = _several_words(_titles(text[max(0, start - _NEAR) : start]))
    cover = _several_words(_titles(text[: min(start or _PREAMBLE, _COVER)]))
    agreeing = [title for title in cover[::-1] + near if own.lower() in title.lower()]
    fuller = [title for title in agreeing if len(title.split()) <= len(own.split()) + _MOST_ADDED]
    if len(own.split()) > 1 and (len(own.split()) > _MOST_ADDED or not _CHANGE.search(own)):
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


def agreement_date(text: str, start: int) -> datetime.date | None:
    """The date from which it holds, else the one on which it was made, as far as its preamble says."""
    head = " ".join(_ORDINAL.sub("", text[start : start + _PREAMBLE]).split())
    head = re.sub(r"(?<=\d),(?=\d{4}\b)", ", ", head)
    head = _OTHERS_DATE.sub(" ", head)
    cover = " ".join(_ORDINAL.sub("", text[: min(start, _COVER)]).split())
    defined = _DATE_SAID[:2]
    attempts = [
        (head[:300], _DATE_SAID),
        (head, defined),
        (cover, defined),
        (head[:_OPENING_WORDS], _DATE_SAID),
        (cover, _DATE_SAID),
    ]
    said = (find_date(words[1]) for part, forms in attempts for form in forms for words in form.finditer(part))
    is_letter = not _OPENING.match(text, start)
    return next(filter(None, said), None) or (find_date(_SOURCE_LINE.sub("", text[:_NEAR])) if is_letter else None)


def amended_agreement(name: str, text: str, start: int) -> str:
    """The agreement that an amendment or a restatement changes, as its preamble names it; else ""."""
    if not (_CHANGE.search(name) or _RESTATED.search(name)):
        return ""
    head = flattened(text[start : start + 2 * _PREAMBLE])
    named = _AMENDED.search(head)
    if named:
        return named[1].strip()
    after = re.search(r"\b(?:to|of) (?:the )?(.*(?:Agreement|Contract|Lease).*)", name)
    return after[1] if after else ""


def superseded_agreement(text: str) -> str:
    """A particular agreement that this one says it supersedes; "all prior agreements" are none."""
    for mention in re.finditer(r"\bsupersedes?\b", text):
        named = _SUPERSEDED.match(flattened(text[mention.start() : mention.start() + 400]))
        if named:
            return named[1].strip()
    return ""


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
