"""The lines of a text with their offsets, for readers that go by how a document is laid out."""

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n\f]+")


@dataclass(frozen=True)
class Line:
    """A line without white space at its end, `[start, end)` of the document; `gap` tells of a blank one before it."""

    text: str
    start: int
    end: int
    gap: bool

    @property
    def indent(self) -> int:
        """How far in it begins, a tab counting as four."""
        lead = self.text[: len(self.text) - len(self.text.lstrip())]
        return len(lead.expandtabs(4))


def lines_of(text: str) -> list[Line]:
    """The lines that hold more than white space."""
    lines: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        words = match[0].rstrip()
        if words:
            gap = text.count("\n", last, match.start()) > 1 or "\f" in text[last : match.start()] or not lines
            lines.append(Line(words, match.start(), match.start() + len(words), gap))
            last = match.start() + len(words)
    return lines
