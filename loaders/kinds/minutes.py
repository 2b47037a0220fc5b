"""Minutes: when a body met, who was there, whether the minutes are approved, and what was decided."""

import datetime
import re

from loaders.document import Metadata
from loaders.facets.claims import Claims
from loaders.facets.dates import find_date
from loaders.facets.settling import with_claims
from loaders.meetings.attendance import attendees
from loaders.meetings.decisions import decision_places

_HEAD = 2500
_HELD = re.compile(
    r"^[\s#*_-]{0,10}(?:date(?: of (?:the )?meeting)?|meeting date|held(?: on)?|会议时间|会议日期|时间"
    r"|日期)[*_]{0,2}\s?[:：](.{4,80})"
    r"|\b(?:held on|meeting (?:of|on)|meeting held(?: on)?)\s(.{4,40})",
    re.IGNORECASE | re.MULTILINE,
)
_STATED = re.compile(
    r"^[\s#*_-]{0,10}(?:status|状态)[*_]{0,2}\s?[:：][\s*]{0,3}(\w[\w -]{0,30})", re.IGNORECASE | re.MULTILINE
)
_DRAFT = re.compile(
    r"\b(?:draft|unapproved|unsigned|not (?:yet )?(?:approved|signed)|for approval)\b|草案|草稿|待批准", re.IGNORECASE
)
_APPROVED = re.compile(
    r"\b(?:approved|signed|adopted) (?:by|on|at)\b|\b(?:approved|final) minutes\b|已批准|已通过|已签署|审核通过",
    re.IGNORECASE,
)
# These minutes may say that those of the meeting before were approved.
_OTHERS = re.compile(r"\b(?:previous|last|prior|earlier)\b|\bminutes of\b|上次|上一次", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.\n。]{1,400}")


def read(text: str, metadata: Metadata) -> Metadata:
    """The metadata with the meeting's facets and decisions; the title stays, for it names the body."""
    front_matter = [place.end for place in metadata.places if place.value == "front matter"]
    start = max(front_matter, default=0)
    head = text[start : start + _HEAD]
    claims = Claims(date=_date(head), status=_status(head), people=attendees(text, start) or None)
    facets = with_claims(metadata.facets, claims)
    places = [*metadata.places, *decision_places(text, start)]
    return metadata.model_copy(update={"facets": facets, "places": places})


def _date(head: str) -> datetime.date | None:
    held = (find_date(match[1] or match[2]) for match in _HELD.finditer(head))
    return next(filter(None, held), None)


def _status(head: str) -> str | None:
    """Draft or approved, as the minutes say of themselves; a draft signed later is said to be approved."""
    stated = _STATED.search(head)
    if stated:
        return stated[1].strip().lower()
    own = [sentence for sentence in _SENTENCE.findall(head) if not _OTHERS.search(sentence)]
    if any(_DRAFT.search(sentence) for sentence in own):
        return "draft"
    return "approved" if any(_APPROVED.search(sentence) for sentence in own) else None
