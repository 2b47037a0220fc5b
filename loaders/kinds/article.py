"""Articles as they are saved from web pages: the page around them told apart, their title, authors and date found."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.document import Facets, Metadata, Person
from loaders.facets.claims import Claims
from loaders.facets.settling import with_claims
from loaders.layout.lines import lines_of as layout_lines
from loaders.layout.tables import find_tables
from loaders.webpages.bylines import Byline
from loaders.webpages.languages import language_of_line, language_places, predominant_language
from loaders.webpages.page_furniture import furniture_flags, furniture_places
from loaders.webpages.page_lines import Line, is_page_line, is_title_line, lines_of, prose_flags

_FEWEST_TITLE_WORDS = 3
_TITLE_REACH = 3


@dataclass(frozen=True)
class Origin:
    """What the lines around an article say of it: its byline, and the index of the title's line if there is one.

    `is_headed`: the title's line has a byline under it.
    """

    byline: Byline
    title: int | None
    is_headed: bool


def read(text: str, metadata: Metadata) -> Metadata:
    """`metadata` with furniture and stretches of the other language; title, authors and date as their lines say."""
    lines = list(_outside_furniture(lines_of(text), metadata))
    running = prose_flags(lines)
    if not any(running):
        return metadata  # a table or a list of notes: without running text nothing tells a page from what is on it
    prose = [flag or row for flag, row in zip(running, _row_flags(text, lines), strict=True)]
    origin = _origin(lines, prose)
    flags = furniture_flags(lines, prose, origin.title)
    said = [line for line, flag in zip(lines, flags, strict=True) if not flag]
    language = predominant_language(said) if said else metadata.facets.language
    facets = _facets(metadata.facets, lines, origin, language)
    places = [*furniture_places(lines, flags), *language_places(said, facets.language)]
    return metadata.model_copy(update={"facets": facets, "places": [*metadata.places, *places]})


def _outside_furniture(lines: Sequence[Line], metadata: Metadata) -> Iterator[Line]:
    places = sorted(
        ((place.start, place.end) for place in metadata.places if place.kind == "furniture"),
        reverse=True,
    )
    furniture_end = 0
    for line in lines:
        while places and places[-1][0] < line.end:
            furniture_end = max(furniture_end, places.pop()[1])
        if furniture_end <= line.start:
            yield line


def _row_flags(text: str, lines: Sequence[Line]) -> list[bool]:
    """Line by line, whether it is a row of a table, which looks like a menu: "| Alliance | Owner |"."""
    # As in Markdown only: a page's menu may stand in columns.
    tables = [(table.start, table.rows[-1].end) for table in find_tables(layout_lines(text), "markdown")]
    starts = [start for start, _ in tables]
    return [
        bool(at := bisect_right(starts, line.start)) and line.start < tables[at - 1][1] and not line.byline
        for line in lines
    ]


def _origin(lines: Sequence[Line], prose: Sequence[bool]) -> Origin:
    """The bylines above the running text count first, then labelled ones below it."""
    first = next((at for at, is_prose in enumerate(prose) if is_prose), len(lines))
    bylines = {at: found for at, line in enumerate(lines) if not prose[at] and (found := line.byline)}
    above = [at for at in bylines if at < first]
    below = [at for at in bylines if at > first and bylines[at].is_labelled]
    counted = [bylines[at] for at in [*above, *below]]
    byline = Byline(
        next((found.authors for found in counted if found.authors), []),
        next((found.date for found in counted if found.date), None),
    )
    return Origin(byline, _title(lines, first, above), is_headed=bool(above))


def _title(lines: Sequence[Line], first_prose: int, bylines: Sequence[int]) -> int | None:
    """The line above the byline, where there is one; else the first that is no menu's."""
    if bylines:
        near = range(bylines[0] - 1, max(-1, bylines[0] - 1 - _TITLE_REACH), -1)
        titles = [at for at in near if is_title_line(lines[at].text)]
        language = predominant_language(lines)
        # A bilingual article is headed in both languages.
        return next((at for at in titles if language_of_line(lines[at].text) == language), next(iter(titles), None))
    fit = [at for at, line in enumerate(lines[:first_prose]) if is_title_line(line.text)]
    worded = [at for at in fit if len(lines[at].text.split()) >= _FEWEST_TITLE_WORDS or not lines[at].text.isascii()]
    return next(iter(worded), None)


def _facets(facets: Facets, lines: Sequence[Line], origin: Origin, language: str) -> Facets:
    found = origin.byline
    people = [Person(name=name, role="author") for name in found.authors]
    others = [person for person in facets.people if person.name not in found.authors and person.role != "author"]
    claims = Claims(
        title=_better_title(facets, lines, origin),
        date=found.date,
        language=language,
        people=[*people, *others] if people else None,
    )
    return with_claims(facets, claims)


def _better_title(facets: Facets, lines: Sequence[Line], origin: Origin) -> str | None:
    """The title's line, unless the document's own properties gave a title that is no menu's."""
    if origin.title is None:
        return None
    is_from_lines = origin.is_headed and any(line.text == facets.title for line in lines[: origin.title])
    is_told = facets.origins.get("title") == "content"
    if is_told and not is_page_line(facets.title) and not is_from_lines:
        return None
    return lines[origin.title].text.strip("#* ")
