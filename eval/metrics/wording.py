"""Texts made comparable: what writes the same words differently does not count."""

import re
import unicodedata

_ARTICLES = frozenset(("a", "an", "the"))
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "*": "", "`": ""})
_HAN = r"\u3400-\u9fff\uf900-\ufaff"
_TOKENS = re.compile(rf"[{_HAN}]|[^\s{_HAN}]+")


def plain(text: str) -> str:
    """Lower case, straight quotation marks, single spaces, no Markdown."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_STRAIGHT).casefold().split())


def tokens(text: str) -> list[str]:
    """The words without case, punctuation and articles; Chinese characters one by one.

    As SQuAD compares answers (Rajpurkar et al. 2016), and CMRC 2018 those in Chinese (Cui et al. 2019).
    """
    kept = "".join(
        character for character in text.lower() if not unicodedata.category(character).startswith(("P", "S"))
    )
    return [token for token in _TOKENS.findall(kept) if token not in _ARTICLES]
