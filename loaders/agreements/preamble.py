"""What an agreement says before its first clause: where it opens, from when it holds, and what agreement it changes."""

import datetime
import re

from loaders.agreements.parties import flattened
from loaders.agreements.titles import CHANGE, COVER, NEAR, NOUN, PREAMBLE
from loaders.facets.dates import find_date

_HEAD = 12_000
_HEAD_WITH_CONTENTS = 40_000
_CONTENTS = re.compile(r"\bcontents\b", re.IGNORECASE)
_OPENING_WORDS = 800
# One space or line end, not a blank line: "of this\n\nSUPPLY AGREEMENT" is a sentence and a title.
_GAP = r"(?:[ \t]{1,4}\n?[ \t]{0,20}|\n[ \t]{0,20})"
_NUMBER = r"(?: (?:no|number)\.? ?\d+)?"
_SAID = (
    r"(?:\((?=\s?(?:the|this|as|together|including|collectively|hereinafter|[“\"'’]))|\b(?i:made"
    r"|dated|entered|effective|between|among|executed|making)\b)"
)
_OPENING = re.compile(
    rf"\b(?:This|THIS){_GAP}(?:(?:[A-Z0-9&(][^\s]*|and|of|for|to|the|on|in){_GAP}){{0,14}}?(?i:{NOUN}{_NUMBER})\b"
    rf"(?:(?!\b(?:shall|will|may|does|constitutes|contains|supersedes)\b)[^.]){{0,60}}?{_SAID}"
    rf"|(?:^[ \t]*|(?<=   )|(?<= )(?=[A-Z][A-Z&, -]{{4,100}}AGREEMENT\b))"
    rf"(?:[A-Z][\w&/-]*{_GAP}(?:(?:and|of|for|to){_GAP})?){{1,10}}"
    r"(?:AGREEMENT|Agreement)(?:\s?\((?:the|this|hereinafter)?\s?[“\"]|,?\s(?:made|dated|entered|effective)\b)",
    re.MULTILINE,
)
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
    rf"\b(?:(?:to|by an|certain|that|under|restates)\s[^.;]{{0,120}}?|into the (?:[\w-]+ ){{0,6}}?){NOUN},?"
    rf" (?:dated|effective|made)\b[^.;()]{{0,25}}?(?:19|20)\d\d",
    re.IGNORECASE,
)


def preamble_start(text: str) -> int:
    """Where "This … Agreement is made …" begins, behind the cover and the table of contents; 0 where nothing does."""
    opening = _OPENING.search(text, 0, _HEAD_WITH_CONTENTS if _CONTENTS.search(text, 0, _HEAD) else _HEAD)
    return opening.start() if opening else 0


def agreement_date(text: str, start: int) -> datetime.date | None:
    """The date from which it holds, else the one on which it was made, as far as its preamble says."""
    head = " ".join(_ORDINAL.sub("", text[start : start + PREAMBLE]).split())
    head = re.sub(r"(?<=\d),(?=\d{4}\b)", ", ", head)
    head = _OTHERS_DATE.sub(" ", head)
    cover = " ".join(_ORDINAL.sub("", text[: min(start, COVER)]).split())
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
    return next(filter(None, said), None) or (find_date(_SOURCE_LINE.sub("", text[:NEAR])) if is_letter else None)


def amended_agreement(name: str, text: str, start: int) -> str:
    """The agreement that an amendment or a restatement changes, as its preamble names it; else ""."""
    if not (CHANGE.search(name) or _RESTATED.search(name)):
        return ""
    head = flattened(text[start : start + 2 * PREAMBLE])
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
