"""What an answer is made of before it is checked: statements with the quotes that carry them."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.quoting import Quote


@dataclass(frozen=True)
class Statement:
    """A sentence, or a list, of an answer, and the quotes that carry it.

    One without quotes claims nothing, or is not `verified` and says so in its text. One that is `apart` stands on a
    line of its own, as all of its draft do.
    """

    text: str
    quotes: Sequence[Quote]
    verified: bool = True
    apart: bool = False


@dataclass(frozen=True)
class Draft:
    """An answer to be checked, or a refusal with the nearest quotes.

    `notes` are what the answer says of itself (how many documents were searched, what is redacted), `apart` whether
    each statement stands on a line of its own, `support` how likely it is that the sources answer the question.
    """

    statements: Sequence[Statement] = ()
    notes: Sequence[str] = ()
    apart: bool = False
    support: float = 0.0
    refusal: str = ""
    nearest: Sequence[Quote] = ()
