"""People of an article in two languages, who have a name in each: a translation quotes the same people in one order."""

from collections.abc import Sequence

_FEWEST_QUOTES = 2


def translated_names(own: Sequence[str], other: Sequence[str]) -> dict[str, str]:
    """Which of the people quoted in the article's `own` language each of those quoted in the `other` one is.

    Both are names, one a quote, in order; the result is empty unless each name stands where one other does throughout.
    """
    pairs = set(zip(own, other, strict=False))
    is_translation = len(own) == len(other) >= _FEWEST_QUOTES and len(pairs) == len(set(own)) == len(set(other))
    return {theirs: ours for ours, theirs in pairs if theirs != ours} if is_translation else {}
