"""Interviews and talks as a whole: who led them, and a title for those that have none."""

from collections.abc import Sequence

from loaders.document import Facets, Metadata, Person
from loaders.facets.claims import Claims
from loaders.facets.file_name import readable_name
from loaders.facets.settling import with_claims
from loaders.turns.introductions import interviewer_credits

_HEAD = 1500
_MOST_NAMED = 3
_HEARD = ("guest", "speaker")
_SPEECH = ("speaker", "role", "time")


def read(text: str, metadata: Metadata) -> Metadata:
    """The metadata with the interviewer whom a line below or above names, and a title from who speaks.

    "Interview with Jane Roe" says more than most files' names; a talk whose file has a telling one keeps that.
    """
    for person, start, end in interviewer_credits(text):
        metadata = _credited(metadata, person, len(text[:start].rstrip()), end)
    facets = metadata.facets
    named = [person.name for person in facets.people if person.role in _HEARD][: _MOST_NAMED + 1]
    if not 0 < len(named) <= _MOST_NAMED or not _lacks_title(text, metadata):
        return metadata
    return metadata.model_copy(update={"facets": with_claims(facets, Claims(title=_made_title(facets, named)))})


def _credited(metadata: Metadata, person: Person, before: int, end: int) -> Metadata:
    """The line of the credit is nobody's speech, though it follows upon the last turn, which ends at `before`."""
    facets = metadata.facets
    if all(known.name != person.name for known in facets.people):
        facets = with_claims(facets, Claims(people=[*facets.people, person]))
    places = [
        place.model_copy(update={"end": before})
        if place.kind in _SPEECH and place.start < before < place.end <= end
        else place
        for place in metadata.places
    ]
    return metadata.model_copy(update={"facets": facets, "places": places})


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
