"""Whether a word that opens a sentence is a word like any other, or a name: how often it is written with a capital."""

from functools import lru_cache

from assistant.knowledge.tokens import VOCABULARY, encoding_from


@lru_cache(maxsize=20_000)
def is_common(word: str) -> bool:
    """Whether the word is seen in lower case, and more often so than with a capital.

    The shipped vocabulary lists pieces of text from the frequent to the rare; a name is rare or missing there in lower
    case.
    """
    lower, capital = _rank(word.lower()), _rank(word.capitalize())
    return lower is not None and (capital is None or lower < capital)


def _rank(word: str) -> int | None:
    tokens = encoding_from(VOCABULARY).encode_ordinary(f" {word}")
    return tokens[0] if len(tokens) == 1 else None
