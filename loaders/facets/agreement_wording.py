"""Whether a text is an agreement: by how it opens, and by how often it speaks of itself as agreements do.

An article about an agreement has its title and its parties too, but not its wording.
"""

import re

_HEAD = 1500
_COVER = 8000
_SAMPLE = 20_000

_CALLED = r"(?:Agreement|AGREEMENT|Contract|CONTRACT|Amendment|AMENDMENT|Addendum|ADDENDUM)"
_NAMED = re.compile(rf"\b{_CALLED}\b")
# What filings put between the lines of a cover, when these are no lines any more.
_GAP = re.compile(r"[ \t]{3,}|\t")
# A line that ends in what the document is, or goes on with its number, its date or its parties.
_TITLE = re.compile(
    rf"^(?:[^.:\n]{{0,120}}[\s*_(“\"])?{_CALLED}(?:\s*(?:No\.?|NO\.?|#)?\s*\d{{1,3}})?[^\w\n]*"
    r"(?:(?i:dated?|between|by|among|effective|made|with|to|for|as of|no)\b.*|\(.*|[A-Z\d].{0,60})?$",
    re.MULTILINE,
)
# The sentence that makes it: "This Supply Agreement (the “Agreement”) is entered into … by and between …".
_MADE = re.compile(
    r"\b(?:[Tt]his|THIS)\s+(?:[A-Z(“\"][\w&,/.’'()”\"-]*\s+|(?:and|of|for|to|the|\d+|&|-)\s+){0,14}?"
    r"(?:agreement|Agreement|AGREEMENT|Contract|CONTRACT|Amendment|AMENDMENT)\b"
    r"[^.]{0,160}?\b(?i:made|entered|dated|effective)\b(?s:.{0,300}?)\b(?i:between|among|by)\b",
)
_OWN_NAME = re.compile(rf"\b(?:[Tt]his|THIS) (?:(?:(?:[A-Z][\w-]*|and),? ){{0,5}}{_CALLED}|agreement|contract)\b")
_LEGAL_WORD = re.compile(
    r"\b(?:here(?:to|by|of|in|under|with|inafter|unto|inabove)|there(?:to|of|under)|whereas|witnesseth)\b",
    re.IGNORECASE,
)
_CHINESE_PARTIES = re.compile(
    "(?s:.*)".join(
        rf"(?:{party}\s*方\s*(?:[(（][^)）\n]*[)）])?\s*[:：]|[“\"(（]{party}方[”\")）])" for party in "甲乙"
    )
)

# How often, in all and in a thousand characters, a text with so much of an opening has to speak so.
_FEWEST_MADE = 2
_FEWEST_TITLED, _DENSITY_TITLED = 3, 0.2
_FEWEST_NAMED, _DENSITY_NAMED, _FEWEST_OWN_NAMES = 8, 0.7, 3


def is_agreement(text: str) -> bool:
    """Whether `text` (front matter left out) is an agreement or an amendment, in English or Chinese."""
    head, sample = _GAP.sub("\n", text[:_HEAD]), text[:_SAMPLE]
    if _CHINESE_PARTIES.search(head):
        return True
    own_names = len(_OWN_NAME.findall(sample))
    spoken = own_names + len(_LEGAL_WORD.findall(sample))
    if spoken >= _FEWEST_MADE and _MADE.search(text[:_COVER]):
        return True
    density = 1000 * spoken / max(len(sample), 1)
    if spoken >= _FEWEST_TITLED and density >= _DENSITY_TITLED and _TITLE.search(head):
        return True
    is_legal = spoken >= _FEWEST_NAMED and density >= _DENSITY_NAMED and own_names >= _FEWEST_OWN_NAMES
    return is_legal and bool(_NAMED.search(head))
