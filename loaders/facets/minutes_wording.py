"""Whether a text is the minutes of a meeting: it says so, who was there and what was decided."""

import re

_HEAD = 1500
_SAMPLE = 20_000
_MARKS = r"^[ \t]*(?:#{1,6} |[-*•] )?(?:\*\*|__)?(?:\d{1,2}[.)] )?"
_MEETING = re.compile(
    rf"{_MARKS}[^.:：\n]{{0,80}}(?:\b(?i:minutes|meeting)\b|会议纪要|会议记录|纪要)[^.。\n]{{0,60}}$", re.MULTILINE
)
_PRESENT = re.compile(
    rf"{_MARKS}(?:(?:members )?present|attendees|in attendance|participants|(?:出席|参会|与会)(?:人员|者)?)"
    r"(?:\*\*|__)?[ \t]*(?:[:：]|$)",
    re.IGNORECASE | re.MULTILINE,
)
_DECIDED = re.compile(
    rf"{_MARKS}(?:decisions?|decided|resolved|resolutions?|actions?|action items?|决定|决议|行动项|待办)\b"
    r"(?:[ \t]+[\d.a-z]{1,8})?(?:[ \t]*\([^()\n]{1,30}\))?[.:：]?(?:\*\*|__)?[ \t]*(?:[.:：]|$|(?<=[.:：*_])[ \t])",
    re.IGNORECASE | re.MULTILINE,
)


def is_minutes(text: str) -> bool:
    """Whether `text` (front matter left out) is minutes, in English or Chinese; a transcript records no decisions."""
    head = text[:_HEAD]
    return bool(_MEETING.search(head) and _PRESENT.search(head) and _DECIDED.search(text[:_SAMPLE]))
