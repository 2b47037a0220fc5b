"""Playbooks: what to do step by step, tables and terms, who owns the text, whether it is current."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from loaders.document import Metadata, Place
from loaders.facets.settling import with_claims
from loaders.facets.title_block import title_block_claims
from loaders.layout.glossary import find_terms, is_glossary
from loaders.layout.lines import Line, lines_of
from loaders.layout.outline import find_outline
from loaders.layout.sections import section_places
from loaders.layout.steps import find_steps
from loaders.layout.tables import Table, find_tables


def read(text: str, metadata: Metadata) -> Metadata:
    """Add steps, rows of tables and terms, sections where the format has none, and what the first lines state."""
    furniture = [place for place in metadata.places if place.kind == "furniture"]
    lines = _outside(furniture, lines_of(text))
    sections = [place for place in metadata.places if place.kind == "section"]
    inferred = [] if sections or metadata.markup == "markdown" else list(section_places(find_outline(lines), len(text)))
    tables = list(find_tables(lines, metadata.markup))
    found = [*inferred, *_found(lines, tables, sections or inferred, metadata)]
    facets = with_claims(metadata.facets, title_block_claims(lines, tables))
    return metadata.model_copy(update={"places": [*metadata.places, *found], "facets": facets})


def _found(
    lines: Sequence[Line], tables: Sequence[Table], sections: Sequence[Place], metadata: Metadata
) -> Iterator[Place]:
    known = {place.start for place in metadata.places if place.kind == "row"}
    glossaries = sorted((place.start, place.end) for place in sections if is_glossary(place.value.split(" > ")[-1]))
    heads = sorted((place.start, place.value.count(" > ")) for place in sections)
    steps = find_steps(lines, heads)
    yield from steps
    for table in tables:
        yield from (row.place() for row in table.rows if row.start not in known)
        # Every row reads with its header, so that the header alone says nothing more. A step stays in one piece.
        if table.start < table.end and not any(step.start <= table.start < step.end for step in steps):
            yield Place(kind="furniture", value="table header", start=table.start, end=table.end)
    yield from find_terms(lines, glossaries, tables)


def _outside(furniture: Sequence[Place], lines: Sequence[Line]) -> list[Line]:
    ranges = sorted((place.start, place.end) for place in furniture)
    starts = [start for start, _ in ranges]
    return [line for line in lines if not ((at := bisect_right(starts, line.start)) and line.end <= ranges[at - 1][1])]
