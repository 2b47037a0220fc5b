"""A case of a suite: a question, who asks it, and what a right answer is.

Its JSON Schema, `suites/case.schema.json`, is written from these models.
"""

import re
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

_HAN = re.compile(r"[\u3400-\u9fff]")


class Gold(BaseModel):
    """Where in a source the answer stands: a slice, a page, turns, or words that stand there; or just the source.

    `start` and `end` count the characters of the source's canonical text; `turn_start` and `turn_end` count turns from
    0, both included.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: Annotated[
        str, Field(description="the file's path below its corpus folder; a quote may find it by itself")
    ] = ""
    start: Annotated[int | None, Field(ge=0)] = None
    end: Annotated[int | None, Field(ge=1)] = None
    page: Annotated[str | None, BeforeValidator(lambda page: str(page) if isinstance(page, int) else page)] = None
    turn_start: Annotated[int | None, Field(ge=0)] = None
    turn_end: Annotated[int | None, Field(ge=0)] = None
    quote: Annotated[
        str | None, Field(min_length=1, description="words of the source as they stand, line breaks aside")
    ] = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if not self.source and self.quote is None:
            raise ValueError("name the source, or give a quote")
        for first, last in (("start", "end"), ("turn_start", "turn_end")):
            one, other = getattr(self, first), getattr(self, last)
            if (one is None) != (other is None):
                raise ValueError(f"give both {first} and {last}, or neither")
            if one is not None and other < one:
                raise ValueError(f"{last} is before {first}")
        return self

    @property
    def is_exact(self) -> bool:
        """Whether it says where in the source."""
        return any(each is not None for each in (self.start, self.page, self.turn_start, self.quote))


class Exchange(BaseModel):
    """An earlier question of the conversation, and its answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: str
    answer: str


class Complaint(BaseModel):
    """What a case that comes from feedback was answered, from which sources, and why the asker was not content."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    answered: str
    retrieved: tuple[str, ...] = ()
    reason: str | None = None


class Case(BaseModel):
    """One question. `as` names the parties that ask, as `ally ask --as` does; without it everything is visible."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=True, validate_by_alias=True)

    id: Annotated[str, Field(min_length=1)]
    question: Annotated[str, Field(min_length=1)]
    answerable: Annotated[bool, Field(description="whether the sources that the asker may see answer it")] = True
    expected_answers: Annotated[tuple[str, ...], Field(description="right answers, each of them whole")] = ()
    must: Annotated[
        tuple[tuple[str, ...], ...],
        Field(description="what a right answer has: one wording of each; without it, one of the expected answers"),
    ] = ()
    gold: tuple[Gold, ...] = ()
    speaker: Annotated[str | None, Field(description="who has to be credited")] = None
    history: tuple[Exchange, ...] = ()
    lang: Annotated[str, Field(description="of the question: `en`, `zh`; by its script where it is not given")] = ""
    tags: tuple[str, ...] = ()
    viewer: Annotated[
        tuple[str, ...] | None, Field(alias="as", description='the parties present: ["public,partner:acme"]')
    ] = None
    secret: Annotated[tuple[str, ...], Field(description="words that must not reach this asker on any path")] = ()
    injected: Annotated[tuple[str, ...], Field(description="sentences planted in a source, not to be quoted")] = ()
    reviewed: Annotated[bool, Field(description="false for a case that nobody has looked at; it never gates")] = True
    complaint: Complaint | None = None

    @model_validator(mode="before")
    @classmethod
    def _language_by_script(cls, given: Any) -> Any:
        if isinstance(given, dict) and not given.get("lang") and isinstance(given.get("question"), str):
            return given | {"lang": "zh" if _HAN.search(given["question"]) else "en"}
        return given
