"""The numbers that Word prints before list items and headings: they are counted on the page, not kept in the text."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from string import ascii_lowercase
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_LEVELS = 9
_BULLET = "-"


def _letters(number: int) -> str:
    """a, b, … z, aa, bb, as Word counts."""
    rounds, letter = divmod(number - 1, len(ascii_lowercase))
    return ascii_lowercase[letter] * (rounds % _LEVELS + 1)


def _roman(number: int) -> str:
    digits = [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
    roman = ""
    for value, letters in digits:
        count, number = divmod(number, value)
        roman += letters * min(count, _LEVELS)
    return roman


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
}


class Numbering:
    """Counts as one reads: ask for the label of each paragraph once, in order."""

    def __init__(self, word: WordDocument) -> None:
        # python-docx keeps the numbering definitions as XML only.
        self._definitions: dict[str, Any] = {}
        self._lists: dict[str, Any] = {}
        part = next((rel.target_part for rel in word.part.rels.values() if rel.reltype.endswith("/numbering")), None)
        root: Any = getattr(part, "element", ())
        for element in root:
            if element.tag == qn("w:abstractNum"):
                self._definitions[element.get(qn("w:abstractNumId"))] = element
            elif element.tag == qn("w:num"):
                self._lists[element.get(qn("w:numId"))] = element
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)

    def label(self, paragraph: Paragraph) -> tuple[str, int] | None:
        """What is printed before the paragraph ("3.", "(a)", "4.2", "-") and its level from 0; None: no list item."""
        number_id, level = _membership(paragraph)
        definition = self._lists.get(number_id)
        abstract_id = _value(definition, "w:abstractNumId")
        levels = self._levels(abstract_id)
        if definition is None or level not in levels:
            return (_BULLET, level) if number_id not in ("", "0") else None
        counts = self._counts[abstract_id]
        self._restart(definition, counts)
        start = int(_value(levels[level], "w:start") or 1)
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [deeper for deeper in counts if deeper > level]:
            del counts[deeper]
        if _value(levels[level], "w:numFmt") in ("bullet", "none", ""):
            return _BULLET, level
        printed = _value(levels[level], "w:lvlText")
        for above in range(level + 1):
            shape = _FORMATS.get(_value(levels.get(above), "w:numFmt"), str)
            printed = printed.replace(f"%{above + 1}", shape(counts.get(above, 1)))
        return printed.strip() or _BULLET, level

    def _restart(self, definition: Any, counts: dict[int, int]) -> None:
        """A list that says where it starts does so once, at its first paragraph."""
        for override in definition.findall(qn("w:lvlOverride")):
            if start := _value(override, "w:startOverride"):
                counts[int(override.get(qn("w:ilvl"), "0"))] = int(start) - 1
                definition.remove(override)

    def _levels(self, abstract_id: str) -> dict[int, Any]:
        definition = self._definitions.get(abstract_id)
        levels = [] if definition is None else definition.findall(qn("w:lvl"))
        return {int(level.get(qn("w:ilvl"), "0")): level for level in levels}


def _membership(paragraph: Paragraph) -> tuple[str, int]:
    """The list that a paragraph is in, by itself or by its style, and the level there; "" for none."""
    number_id, level = "", ""
    properties = paragraph._p.pPr
    style = paragraph.style
    seen = 0
    while properties is not None or style is not None:
        own = None if properties is None else properties.find(qn("w:numPr"))
        number_id = number_id or _value(own, "w:numId")
        level = level or _value(own, "w:ilvl")
        if number_id or style is None or seen > _LEVELS:
            break
        properties, style, seen = style.element.find(qn("w:pPr")), style.base_style, seen + 1
    return number_id, min(int(level or 0), _LEVELS - 1)


def _value(element: Any, tag: str) -> str:
    """The value of a child such as <w:numId w:val="3"/>, or ""."""
    child = None if element is None else element.find(qn(tag))
    return "" if child is None else str(child.get(qn("w:val"), ""))
