"""Time codes in plain transcripts: "[00:12:34] Jane Roe: …", "Jane Roe (00:12): …", "Jane Roe  0:12" over her words."""

import re
from collections.abc import Sequence
from itertools import pairwise

from loaders.turns.labels import EMPHASIS, NAME, QUALIFIER, Label, label_of

_CLOCK = r"(?:\d{1,2}:)?\d{1,3}:[0-5]\d(?:[.,]\d{1,3})?"
_TIME = rf"(?P<time>{_CLOCK})(?:[ \t]*(?:-->|[-–—])[ \t]*{_CLOCK})?"
_PERHAPS_BOXED = rf"[\[(（【<]?{_TIME}[\])）】>]?"
_NAMED = rf"{EMPHASIS}{NAME}{QUALIFIER}{EMPHASIS}"
_DASH = r"[ \t]*+(?:[-–—|,·][ \t]*+)?"
_LINE_END = r"[ \t]*\r?\n\s*"
_ENDS = rf"(?: ?[:：]{EMPHASIS}\s*|{_LINE_END})(?=\S)"

_TIME_THEN_NAME = re.compile(rf"^[ \t]*{EMPHASIS}{_PERHAPS_BOXED}{EMPHASIS}{_DASH}{_NAMED}{_ENDS}", re.MULTILINE)
_NAME_THEN_TIME = re.compile(rf"^[ \t]*{_NAMED}{_DASH}{_PERHAPS_BOXED}{EMPHASIS}{_ENDS}", re.MULTILINE)
_TIME_BOXED = re.compile(rf"^[ \t]*{EMPHASIS}[\[(（【<]{_TIME}[\])）】>]{EMPHASIS}\s*(?=\S)", re.MULTILINE)
# Captions of a subtitle file have their number on the line above.
_TIME_ALONE = re.compile(rf"^(?:\d{{1,5}}[ \t]*\r?\n)?[ \t]*{_TIME}{_LINE_END}(?=\S)", re.MULTILINE)

_FEWEST = 2
_IN_ORDER = 0.9
_DAWN = "00:07:00"


def find_timed_labels(text: str, start: int) -> list[Label]:
    """The labels with a time code, and the time codes that stand alone, from offset `start` on; none in an agenda.

    Several may be found at one place: "[00:12] Plan:" is a label if Plan speaks, else a time code.
    """
    labels = [
        label
        for pattern in (_TIME_THEN_NAME, _NAME_THEN_TIME)
        for match in pattern.finditer(text, start)
        if (label := label_of(match, _clock(match["time"]), "timed"))
    ]
    labels += [
        Label("", match.start(), match.end(), _clock(match["time"]), "timed")
        for pattern in (_TIME_BOXED, _TIME_ALONE)
        for match in pattern.finditer(text, start)
    ]
    labels.sort(key=lambda label: label.start)
    return labels if _run_on([label.time for label in labels]) else []


def _clock(code: str) -> str:
    """The time as "HH:MM:SS"; "62:03" is past the hour."""
    seconds = 0
    for part in re.split("[.,]", code)[0].split(":"):
        seconds = seconds * 60 + int(part)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _run_on(times: Sequence[str]) -> bool:
    """Whether the times run on as those of a recording do: in order, and not as a day's timetable.

    "09:00" and "10:30" read as minutes and seconds: a timetable starts late and goes by five.
    """
    in_order = sum(before <= after for before, after in pairwise(times))
    is_timetable = bool(times) and times[0] >= _DAWN and all(int(time[-1]) % 5 == 0 for time in times)
    return len(times) >= _FEWEST and in_order >= _IN_ORDER * (len(times) - 1) and not is_timetable
