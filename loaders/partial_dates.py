"""Dates of which only the month or the year is known: they read "2020-02" and "2020" and count as its first day."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer


class Month(date):
    """A month, as its first day."""

    def isoformat(self) -> str:
        return f"{self.year:04}-{self.month:02}"


class Year(date):
    """A year, as its first day."""

    def isoformat(self) -> str:
        return f"{self.year:04}"


def date_from(iso: str) -> date:
    """The day, Month or Year that "2020-02-05", "2020-02" or "2020" is. Raises ValueError."""
    match iso.split("-"):
        case [year]:
            return Year(int(year), 1, 1)
        case [year, month]:
            return Month(int(year), int(month), 1)
        case _:
            return date.fromisoformat(iso)


def is_vaguer(found: object, known: object) -> bool:
    """Whether `found` is the Month or Year in which the date `known` lies."""
    return isinstance(found, Month | Year) and str(known).startswith(f"{found}-")


def _read(value: object) -> object:
    return date_from(value) if isinstance(value, str) else value


PartialDate = Annotated[date, BeforeValidator(_read), PlainSerializer(str, return_type=str, when_used="json")]
