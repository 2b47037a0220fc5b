"""Facets as one place states them: front matter, a folder's name, the content. What it leaves unsaid is None."""

import datetime
import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, StringConstraints

from loaders.document import Kind, Person
from loaders.facets.dates import date_of

_PERSON = re.compile(r"(?P<name>[^()]*[^()\s])\s*(?:\((?P<role>[^()]*)\))?\s*\Z")


def _listed(value: object) -> object:
    """A lone string is a list with commas between its items."""
    return [item.strip() for item in value.split(",") if item.strip()] if isinstance(value, str) else value


def _dated(value: object) -> object:
    # A year alone is a number to YAML.
    found = date_of(str(value)) if isinstance(value, str | int) else value
    if not isinstance(found, datetime.date):
        raise ValueError("no date in it")  # noqa: TRY004 (pydantic reports ValueErrors)
    return found


def _person(value: object) -> object:
    match = _PERSON.match(value) if isinstance(value, str) else None
    return {"name": match["name"], "role": match["role"] or ""} if match else value


def _primary_subtag(value: object) -> object:
    return re.split("[-_]", value)[0].lower() if isinstance(value, str) else value


_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_Names = Annotated[list[_Text], BeforeValidator(_listed)]
_Date = Annotated[datetime.date, BeforeValidator(_dated)]
_Audience = Annotated[str, StringConstraints(pattern=r"^(public|internal|restricted|(partner|team):[a-z0-9-]+)$")]
_Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$"), BeforeValidator(_primary_subtag)]
_People = Annotated[list[Annotated[Person, BeforeValidator(_person)]], BeforeValidator(_listed)]


class Claims(BaseModel):
    """The facets that can be stated, and the forms accepted for each. Other keys are somebody else's and pass."""

    title: _Text | None = None
    kind: Kind | None = None
    date: _Date | None = None
    language: _Language | None = None
    audience: _Audience | None = None
    people: _People | None = None
    partners: _Names | None = None
    alliances: _Names | None = None
    assets: _Names | None = None
    owner: _Text | None = None
    status: _Text | None = None
    review_date: _Date | None = None
    supersedes: _Text | None = None
    amends: _Text | None = None
