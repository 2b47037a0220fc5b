"""What was left out of an agreement before it was filed, and the mark that stands for it."""

import re
from collections.abc import Iterator

from loaders.document import Markup, Place

_MARK = re.compile(
    r"\[[\s…]*(?:\*[\s…]*)+\]|\[\s*[●•]+\s*\]|\[\s*(?:REDACTED|Redacted|redacted|OMITTED|Omitted)\s*\]"
    r"|\[\s*CONFIDENTIAL (?:TREATMENT|INFORMATION|PORTION)[^\[\]]{0,160}\]|\*{3,}"
)
# The note at a filing's head that explains the mark redacts nothing.
_LEGEND = re.compile(
    r"\b(?:marked|marking|replaced|denoted|indicated|designated|identified|symbol|brackets|asterisks?"
    r"|omitted)\b[^.]{0,60}$",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(
    r"[”\"’']?\s*(?:=|indicates|denotes|means|certain (?:confidential )?information"
    r"|confidential (?:treatment|portions))",
    re.IGNORECASE,
)


def redaction_places(text: str, markup: Markup) -> Iterator[Place]:
    """A place over each mark; Markdown's rules and emphasis are none."""
    for mark in _MARK.finditer(text):
        start, end = mark.span()
        if mark[0][0] == "*" and _is_decoration(text, start, end, markup):
            continue
        if not (_LEGEND.search(text[max(0, start - 80) : start]) or _EXPLAINED.match(text, end)):
            yield Place(kind="redaction", value=mark[0], start=start, end=end)


def _is_decoration(text: str, start: int, end: int, markup: Markup) -> bool:
    """Asterisks that touch a word set it in bold; a line of nothing else is a rule."""
    before = text.rfind("\n", 0, start) + 1
    after = text.find("\n", end)
    line = text[before : after if after >= 0 else len(text)]
    is_rule = not line.strip("* \t\r") and (markup == "markdown" or end - start > len("*****"))
    return is_rule or (markup == "markdown" and (text[end : end + 1].isalnum() or text[start - 1 : start].isalnum()))
