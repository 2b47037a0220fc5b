"""Headings become section places, each with the path of headings that leads to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.document import Place


@dataclass(frozen=True)
class Heading:
    """A heading that starts at offset `start`; `level` 1 is the outermost of HTML and Markdown."""

    level: int
    title: str
    start: int


def section_places(headings: Sequence[Heading], end: int) -> Iterator[Place]:
    """One place a heading, up to the next heading of any level, so that no two overlap; the last runs to `end`."""
    path: list[Heading] = []
    ends = [heading.start for heading in headings[1:]] + [end]
    for heading, section_end in zip(headings, ends, strict=False):
        path = [outer for outer in path if outer.level < heading.level] + [heading]
        value = " > ".join(step.title for step in path)
        yield Place(kind="section", value=value, start=heading.start, end=section_end)
