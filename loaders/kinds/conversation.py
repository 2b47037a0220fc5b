"""Interviews and talks as a whole: who led them and when, and a title for those that have none."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from loaders.document import Facets, Metadata, Person, Place
from loaders.facets.claims import Claims
from loaders.facets.dates import date_of, find_month
from loaders.facets.file_name import readable_name
from loaders.facets.settling import with_claims
from loaders.turns.introductions import Credit, interviewer_credits

_HEAD = 1500
_MOST_NAMED = 3
_HEARD = ("guest", "speaker")
_SPEECH = ("speaker", "role", "time")


def read(text: str, metadata: Metadata) -> Metadata:
    """The metadata with the interviewer and the date that a line below or above names, and a title from who speaks.

    "Interview with Jane Roe" says more than most files' names; a talk whose file has a telling one keeps that.
    """
    metadata = _credited(text, metadata, list(interviewer_credits(text)))
    facets = metadata.facets
    named = [person.name for person in facets.people if person.role in _HEARD][: _MOST_NAMED + 1]
    if not 0 < len(named) <= _MOST_NAMED or not _lacks_title(text, metadata):
        return metadata
    return metadata.model_copy(update={"facets": with_claims(facets, Claims(title=_made_title(facets, named)))})


def _credited(text: str, metadata: Metadata, credit_lines: Sequence[Credit]) -> Metadata:
    """The line of a credit is nobody's speech, though it follows upon the last turn."""
    if not credit_lines:
        return metadata
    facets = metadata.facets
    people = _with_interviewers(facets.people, [credit.interviewer for credit in credit_lines], text)
    dates = (date_of(credit.rest.strip(" ,.")) or find_month(credit.rest) for credit in credit_lines)
    found = Claims(people=people, date=None if facets.date else next(filter(None, dates), None))
    places = [_without_credit(place, text, credit_lines) for place in metadata.places]
    return metadata.model_copy(update={"facets": with_claims(facets, found), "places": places})


def _without_credit(place: Place, text: str, credit_lines: Sequence[Credit]) -> Place:
    at = bisect_left(credit_lines, place.end, key=attrgetter("start"))
    if place.kind not in _SPEECH or not at:
        return place
    last = credit_lines[at - 1]
    said = text[place.start : last.start].rstrip()
    return place.model_copy(update={"end": place.start + len(said)}) if said and place.end <= last.end else place


def _with_interviewers(people: Sequence[Person], interviewers: Sequence[Person], text: str) -> list[Person]:
    """A label that the text gives an article, as in "The Pulse sat down with …", is a publication, not a person."""
    persons = [
        person
        for person in people
        if person.role != "interviewer" or not re.search(rf"\b[Tt]he {re.escape(person.name)}\b", text)
    ]
    known = {person.name for person in persons}
    return [*persons, *(person for person in dict.fromkeys(interviewers) if person.name not in known)]


def _lacks_title(text: str, metadata: Metadata) -> bool:
    facets = metadata.facets
    if facets.origins.get("title") == "file name":
        return facets.kind == "interview" or not readable_name(facets.title)
    turns = [place.start for place in metadata.places if place.kind in ("speaker", "role") or place.value == "label"]
    # The first words that somebody says are no title.
    is_said = facets.origins.get("title") == "content" and facets.title not in _folded(text[: min(turns, default=0)])
    return bool(turns) and is_said and facets.title in _folded(text[min(turns) : min(turns) + _HEAD])


def _made_title(facets: Facets, named: Sequence[str]) -> str:
    if facets.language == "zh":
        return f"{'、'.join(named)}{'访谈' if facets.kind == 'interview' else '演讲'}"
    people = " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))
    return f"Interview with {people}" if facets.kind == "interview" else f"Talk by {people}"


def _folded(text: str) -> str:
    return " ".join(text.split())
