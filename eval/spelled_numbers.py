"""English whole numbers in words and in digits, for rewording sentences."""

import re

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_FIGURE = re.compile(r"(?<![\w.,$€£¥/(-])([2-9]|[1-9]\d{1,2})(?![\w.,%/)-]|\.\d)(?= [a-z])")
_LEGAL = re.compile(r"\b([A-Za-z]+(?:[ -][a-z]+)?) \((\d{1,3})\)")


def spelled(number: int) -> str:
    """A number from 0 to 999 in words."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
    hundreds, rest = divmod(number, 100)
    return f"{_ONES[hundreds]} hundred" + (f" and {spelled(rest)}" if rest else "")


_WORDS = {spelled(number): number for number in range(2, 1000)}
_TENS_AND_ONES = rf"(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_ONES[1:10])}))?"
_WORD = re.compile(rf"\b(?:{_TENS_AND_ONES}|{'|'.join(reversed(_ONES[2:]))})\b(?![- ]hundred| thousand| million| \()")


def in_digits(text: str) -> str:
    """The text with "thirty (30)" as "30", and other small numbers in digits."""
    text = _LEGAL.sub(
        lambda found: found[2] if _WORDS.get(found[1].lower().replace(" ", "-")) == int(found[2]) else found[0], text
    )
    return _WORD.sub(lambda found: str(_WORDS[found[0]]), text)


def in_words(text: str) -> str:
    """The text with whole numbers below a thousand, where they count something, in words."""
    return _FIGURE.sub(lambda found: spelled(int(found[1])), text)
