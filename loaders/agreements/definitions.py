"""Defined terms of an agreement: each with the words that define it, whole."""

import bisect
import re
from collections.abc import Iterator, Sequence

from loaders.document import Place

_QUOTED = r"[“\"](?P<{0}>[A-Z0-9][^“”\"\n]{{0,80}}(?:\n[^“”\"\n]{{1,60}})?)[”\"]"
_MEANS = re.compile(
    _QUOTED.format("term") + r"\**(?:,? or [“\"][^“”\"\n]{1,60}[”\"])?,?(?:\s*\((?!the\b)[^()]{0,60}\))?\s*"
    r"(?:(?:shall |will )?(?:mean|have the (?:same )?meaning|refer to|include)\b|means\b"
    r"|has the (?:same )?meaning|refers to\b"
    r"|is defined\b|includes\b|指)"
)
_NAMED = re.compile(r"\((?:[^()“”\"]{0,60}\s)?" + _QUOTED.format("term") + r"[^()]{0,120}\)")
_SENTENCE_END = re.compile(
    r"(?<![A-Z]\.[A-Z])(?<!\bNo)(?<!\b(?:Co))(?<!\b(?:Inc"
    r"|Ltd))(?<!Corp)[.!?][”\"’')]*\s+(?=[\[(“\"'A-Z0-9*])|\n[ \t]*\n\s*|\f|[。；]"
)
_LONGEST = 800
_BREAK = re.compile(r"[;,:]\s")


def term_places(text: str, sections: Sequence[Place]) -> Iterator[Place]:
    """Each term with its definition: from the term to the end of the clause's words on it, or the naming sentence."""
    ends = sorted(
        {*(match.end() for match in _SENTENCE_END.finditer(text)), *(place.start for place in sections), len(text)}
    )
    meanings = list(_MEANS.finditer(text))
    starts = [match.start() for match in meanings] + [len(text)]
    for match, following in zip(meanings, starts[1:], strict=True):
        end = min(_paragraph_end(text, match.start(), ends), following)
        yield _place(text, match, match.start(), end)
    for match in _NAMED.finditer(text):
        start, end = _sentence(match.start("term"), ends)
        yield _place(text, match, *_shortened(text, start, end, match.start(), match.end()))


def _paragraph_end(text: str, start: int, ends: Sequence[int]) -> int:
    """The last end of a sentence before the paragraph's, the next clause's or the longest definition's end."""
    blank = text.find("\n\n", start, start + _LONGEST)
    limit = min(start + _LONGEST, blank if blank >= 0 else len(text))
    first = bisect.bisect_right(ends, start)
    last = bisect.bisect_right(ends, limit) - 1
    if blank >= 0:
        return blank
    return ends[last] if last >= first else limit


def _sentence(position: int, ends: Sequence[int]) -> tuple[int, int]:
    number = bisect.bisect_right(ends, position)
    return (ends[number - 1] if number else 0), ends[min(number, len(ends) - 1)]


def _shortened(text: str, start: int, end: int, marked: int, marked_end: int) -> tuple[int, int]:
    """A long sentence is cut at its own breaks, so that what it names stays with the words before the name."""
    if end - start <= _LONGEST:
        return start, end
    breaks = [found.end() for found in _BREAK.finditer(text, max(start, marked_end - _LONGEST), marked)]
    earliest = max(start, marked_end - _LONGEST)
    cut = start if earliest == start else next(iter(breaks), earliest)
    close = [found.start() + 1 for found in _BREAK.finditer(text, marked_end, min(end, cut + _LONGEST))]
    return cut, max([marked_end, *close[:1]])


def _place(text: str, match: re.Match[str], start: int, end: int) -> Place:
    end = start + len(text[start:end].rstrip())
    return Place(
        kind="term", value=" ".join(match["term"].split()).rstrip(",."), start=start, end=max(end, match.end())
    )
