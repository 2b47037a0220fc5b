"""Whether a sentence speaks of the one who writes it: an answer tells what sources say, and never says "I"."""

import re

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|「[^」]*」|『[^』]*』")
# Where a clause begins: in "Phase I" it is a number.
_FIRST_PERSON = re.compile(
    r"(?:^|[,;:.(–—-]\s*|\b(?:and|but|so|that|because|if|as|when|while|where)\s+)I\b"
    r"|\bI['’](?:m|ve|ll|d)\b|\b(?:my|me|myself)\b|我(?!们|方|司|国)"
)


def in_first_person(sentence: str) -> bool:
    """Whether it says "I" outside quotation marks, where the words would be a speaker's."""
    return bool(_FIRST_PERSON.search(_QUOTED.sub("", sentence)))
