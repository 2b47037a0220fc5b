"""The lists of a document, whole: bullets, numbered steps and table rows, with the line that announces them."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant.answering.quotable import LIST_ITEM, before_heading, opens_list
from assistant.knowledge.opened import OpenDocument
from assistant.knowledge.sentences import Span
from loaders.document import Place

LONGEST = 4000
FEWEST_ITEMS = 2
LONGEST_HEADING = 80

_BOLD = re.compile(r"\*\*[^*\n]+\*\*:?")  # a line in bold stands for a heading
# A line that goes on with the item before it: indented, or in lower case as text broken into lines is.
_CARRIED_ON = re.compile(r"[ \t]+\S|[a-z]")
_NUMBERED = re.compile(r"\s*\d{1,3}[.)]\s")
_FIRST = re.compile(r"\s*(?:1[.)]|[-*+•▪◦])\s")
_RULE = re.compile(r"^\s*\|?[\s:|-]*-{3,}[\s:|-]*$")


def lists_of(document: OpenDocument) -> list[Span]:
    """The ranges of its lists in the source's text; steps numbered on across headings also make one list together."""
    single = [
        _with_lead(span, document)
        for group in _groups(_items(document), document)
        if len(group) >= FEWEST_ITEMS
        for span in [(group[0][0], group[-1][1])]
    ]
    longer = [run for run in _running_on(document) if not any(a <= run[0] and run[1] <= b for a, b in single)]
    return [span for span in (*single, *longer) if span[1] - span[0] <= LONGEST]


def lead_of(text: str) -> str:
    """The first line of a list where it announces the items, as a sentence or as a heading; else ""."""
    first, _, rest = text.partition("\n")
    heads = _NUMBERED.match(first) and _FIRST.match(rest) and len(first) <= LONGEST_HEADING
    return first if opens_list(first) or heads or _BOLD.fullmatch(first.strip()) else ""


def _items(document: OpenDocument) -> list[Span]:
    """Steps and rows as the loader found them, and the lines that are written as items."""
    places = (place for kind in ("step", "row") for place in document.of_kind(kind))
    marked = [_before_heading(place, document) for place in places]
    lines = [line for line in _lines(document) if not any(start < line[1] and line[0] < end for start, end in marked)]
    return sorted([*marked, *lines])


def _before_heading(place: Place, document: OpenDocument) -> Span:
    start, end = before_heading(document.text, (place.start - document.start, place.end - document.start))
    return document.start + start, document.start + end


def _lines(document: OpenDocument) -> Iterator[Span]:
    at, item = document.start, None
    for line in document.text.splitlines(keepends=True):
        end = at + len(line.rstrip())
        if LIST_ITEM.match(line) or (line.startswith("|") and not _RULE.match(line)):
            if item:
                yield item
            item = at, end
        elif item and _CARRIED_ON.match(line):
            item = item[0], end
        elif item:
            yield item
            item = None
        at += len(line)
    if item:
        yield item


def _groups(items: Sequence[Span], document: OpenDocument) -> Iterator[list[Span]]:
    """Items that follow each other under one heading, with nothing of their own standing between."""
    group: list[Span] = []
    for item in items:
        if group and not _follows(group[-1], item, document):
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _follows(one: Span, after: Span, document: OpenDocument) -> bool:
    between = document.slice(one[1], after[0])
    if any(place.start == after[0] or one[1] < place.start < after[0] for place in document.of_kind("section")):
        return False
    return not between.strip()


def _with_lead(span: Span, document: OpenDocument) -> Span:
    """The list with the sentence in front that announces it."""
    before = document.slice(document.start, span[0]).rstrip()
    lead = before[before.rfind("\n") + 1 :]
    if (opens_list(lead) and not LIST_ITEM.match(lead)) or _BOLD.fullmatch(lead.strip()):
        return document.start + len(before) - len(lead), span[1]
    return span


def _running_on(document: OpenDocument) -> Iterator[Span]:
    """The steps whose numbers go on across headings."""
    steps = [place for place in document.of_kind("step") if place.value.isdecimal()]
    for _, run in groupby(enumerate(steps), lambda pair: int(pair[1].value) - pair[0]):
        places: list[Place] = [place for _, place in run]
        if len(places) >= FEWEST_ITEMS:
            yield places[0].start, places[-1].end
