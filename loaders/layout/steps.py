"""Numbered steps, each with all that belongs to it: "1.", "2)", "4.2", "Step 3:", "步骤三"."""

import re
import sys
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from loaders.document import Place
from loaders.layout.lines import Line

_WORDED = re.compile(
    r"[ \t]*(?P<heading>#{1,6} )?(?:\*\*|__)?"
    r"(?:step[ \t]*(?P<step>\d{1,2})\b"
    r"|(?:步骤[ \t]*|第(?=[^步\n]{1,3}步))(?P<chinese>\d{1,2}|[一二三四五六七八九十]{1,3}))",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"[ \t]*(?:\*\*|__)?(?P<parents>(?:\d{1,2}\.){0,3})(?P<number>\d{1,2})(?P<close>[.)]?(?=[ \t]+\S)|[、）])"
)
_BELONGING = re.compile(r"[ \t]+\S|[ \t]*(?:[-*+•▪◦·–]|\[[ xX]\]|[a-z][.)]|\([a-z]\))[ \t]")
_DEEPEST = 100
_HAN = "一二三四五六七八九十"


@dataclass(frozen=True)
class _Item:
    """A line that may begin a step: what steps of its list share, its number in the list, and as printed."""

    line: int
    style: tuple[str, str, int]
    number: int
    printed: str


def find_steps(lines: Sequence[Line], heads: Sequence[tuple[int, int]]) -> list[Place]:
    """The outermost numbered steps of a text, in order; they never overlap.

    `heads` are the sections' starts in order, each with how deep it lies; a step ends where a section begins, unless
    the step is that section's heading. Two steps make a list; "Step 3" needs no other.
    """
    titles = {start for start, _ in heads}
    runs = [run for run in _runs(lines, titles) if len(run) > 1 or run[0].style[0] == "step"]
    places: list[Place] = []
    for run in sorted(runs, key=lambda run: (run[0].line, -len(run))):
        for place in _places(run, lines, heads):
            if not places or place.start >= places[-1].end:
                places.append(place)
    return places


def _runs(lines: Sequence[Line], titles: Container[int]) -> Iterator[list[_Item]]:
    """Lists whose numbers follow on from 1. A list that another interrupts goes on after it."""
    open_runs: list[list[_Item]] = []
    for item in _items(lines, titles):
        follows = next((at for at in range(len(open_runs) - 1, -1, -1) if _goes_on(open_runs[at], item)), None)
        if follows is not None:
            yield from open_runs[follows + 1 :]
            del open_runs[follows + 1 :]
            open_runs[-1].append(item)
        elif item.number in (0, 1) or item.style[0] == "step":
            same = [at for at, run in enumerate(open_runs) if run[0].style == item.style]
            if same:
                yield from open_runs[same[0] :]
                del open_runs[same[0] :]
            open_runs.append([item])
    yield from open_runs


def _goes_on(run: Sequence[_Item], item: _Item) -> bool:
    last = run[-1]
    # Markdown counts for those who write "1." before every item.
    repeats = item.number == last.number == 1 and item.line - last.line <= len(run) + 1 and item.style[1] == "."
    return item.style == last.style and (item.number == last.number + 1 or repeats)


def _items(lines: Sequence[Line], titles: Container[int]) -> Iterator[_Item]:
    """The lines that may begin a step. "2. Scope" over a section is no step; "Step 2: Scope" is."""
    for at, line in enumerate(lines):
        if worded := _WORDED.match(line.text):
            printed = worded["step"] or worded["chinese"]
            yield _Item(at, ("step", worded["heading"] or "", 0), _number(printed), printed)
        elif line.start not in titles and (numbered := _NUMBERED.match(line.text)):
            parents, number, close = numbered["parents"], numbered["number"], numbered["close"]
            if parents or close:
                yield _Item(at, (parents, close, line.indent), int(number), parents + number)


def _places(run: Sequence[_Item], lines: Sequence[Line], heads: Sequence[tuple[int, int]]) -> Iterator[Place]:
    for position, item in enumerate(run):
        after = run[position + 1].line if position + 1 < len(run) else _end_of_last(lines, item, heads)
        start = lines[item.line].start
        limit = _section_end(start, heads)
        last = max((line for line in range(item.line, after) if lines[line].start < limit), default=item.line)
        yield Place(kind="step", value=item.printed, start=start, end=lines[last].end)


def _end_of_last(lines: Sequence[Line], item: _Item, heads: Sequence[tuple[int, int]]) -> int:
    """Nothing follows that would show where the last step ends: its own paragraph, and the lists under it, are its own.

    A step that is a heading runs to the end of its section.
    """
    start = lines[item.line].start
    at = bisect_right(heads, (start, _DEEPEST))
    if at and heads[at - 1][0] == start:
        return len(lines)
    at = item.line + 1
    while at < len(lines) and not _WORDED.match(lines[at].text) and (not lines[at].gap or _is_under(lines[at])):
        at += 1
    return at


def _is_under(line: Line) -> bool:
    return bool(_BELONGING.match(line.text))


def _section_end(start: int, heads: Sequence[tuple[int, int]]) -> int:
    """Where the next section begins that is no part of what begins at `start`."""
    at = bisect_right(heads, (start, _DEEPEST))
    own = heads[at - 1][1] if at and heads[at - 1][0] == start else _DEEPEST
    return next((head for head, depth in heads[at:] if depth <= own), sys.maxsize)


def _number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    value = (_HAN.find(tens[-1:]) + 1 if tens else 1) * 10 if ten else 0
    return value + (_HAN.find(ones) + 1 if ones else 0)
