"""One spelling for what is spelled in several ways, so that sentence and quote can be compared word by word."""

import re

from text_to_num import alpha2digit

from assistant.answering.grounding.chinese_numerals import with_digits
from assistant.knowledge.terms import is_chinese, normalised

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": " - ", "‑": "-", "\u00ad": ""})
_CONTRACTIONS = tuple(
    (re.compile(form, re.IGNORECASE), spelled)
    for form, spelled in (
        (r"\bwon't\b", "will not"),
        (r"\bshan't\b", "shall not"),
        (r"\b(?:can't|cannot)\b", "can not"),
        (r"\bain't\b", "is not"),
        (r"n't\b", " not"),
        (r"\btwice\b", "2 times"),
        (r"\bthrice\b", "3 times"),
        (r"\bonce(?=[,.;]|$| (?:an?|per|every|each|in the)\b)", "1 times"),
        (r"'re\b", " are"),
        (r"'ve\b", " have"),
        (r"'ll\b", " will"),
        (r"'m\b", " am"),
        (r"\b(it|that|he|she|there|what|who)'s\b", r"\1 is"),
    )
)
# Of "forty-five", "30-day" and "co-promotion"; a range of figures keeps its hyphen.
_HYPHEN = re.compile(r"(?<=[^\W\d_])-\s?(?=\w)|(?<=\d)-(?=[^\W\d_])")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_LEAD = re.compile(r"\A\s*(?:[-*+•▪◦>#|]+|\d{1,3}[.)](?=\s))\s*")
_MARKUP = re.compile(r"\*\*|__|`|\[(?=[^\]]*\]\()|(?<=\])\([^)]*\)|\]")


def uniform(text: str) -> str:
    """The text on one line, with contractions written out, hyphens open and every number in digits."""
    text = normalised(text).translate(_QUOTES)
    text = " ".join(_MARKUP.sub("", _LEAD.sub("", text)).split())
    text = _DOTTED.sub(lambda found: found[0].replace(".", ""), text)
    for form, spelled in _CONTRACTIONS:
        text = form.sub(spelled, text)
    text = _HYPHEN.sub(" ", text)
    if is_chinese(text):
        text = with_digits(text)
    return str(alpha2digit(text, "en", threshold=0))
