"""Several posts in one file, as a saved blog page has them, become several documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from loaders.document import Metadata, Person, Place
from loaders.facets.claims import Claims
from loaders.facets.settling import with_claims
from loaders.webpages.bylines import Byline
from loaders.webpages.page_lines import Line, is_title_line, lines_of, prose_flags


@dataclass(frozen=True)
class Head:
    """A post's head: its title's line, and what the byline under it says."""

    start: int
    end: int
    title: str
    byline: Byline


def split_posts(text: str, metadata: Metadata) -> list[tuple[str, Metadata]]:
    """The posts of `text`, each a slice with its own title, author and date, its places moved along with it.

    The slices joined are `text`; what stands before the first post is furniture of it. A file that has no two posts,
    or is no article, comes back as it is.
    """
    heads = post_heads(text) if metadata.facets.kind == "article" else []
    if len(heads) < 2:
        return [(text, metadata)]
    cuts = [0, *(head.start for head in heads[1:]), len(text)]
    slices = zip(heads, pairwise(cuts), strict=True)
    return [(text[start:end], _of_post(metadata, head, start, end)) for head, (start, end) in slices]


def post_heads(text: str) -> list[Head]:
    """The titles that have a dated byline under them and running text under that, all bylines of one form."""
    lines = lines_of(text)
    prose = prose_flags(lines)
    heads = list(_titled_bylines(lines))
    starts = [head.start for head in heads[1:]] + [len(text)]
    written = [line.start for line, is_prose in zip(lines, prose, strict=True) if is_prose]
    bodied, at = [], 0
    for head, end in zip(heads, starts, strict=False):
        while at < len(written) and written[at] < head.end:
            at += 1
        if at < len(written) and written[at] < end:
            bodied.append(head)
    return [head for head in bodied if _form(head) == _form(bodied[0])]


def _titled_bylines(lines: Sequence[Line]) -> Iterator[Head]:
    """Bylines may take several lines: "By Jane Roe", and the date under it."""
    title: Line | None = None
    byline = Byline()
    for line, following in zip_longest(lines, lines[1:]):
        found = None if line.is_of_page else line.byline
        if found is None:
            title, byline = line if is_title_line(line.text) else None, Byline()
            continue
        byline = Byline(
            byline.authors or found.authors, byline.date or found.date, byline.is_labelled or found.is_labelled
        )
        is_last = following is None or following.byline is None
        if title and byline.date and is_last:
            yield Head(title.start, line.end, title.text.strip("#* "), byline)


def _form(head: Head) -> tuple[bool, bool]:
    """Comments have names and dates too, but not in the form of the posts' bylines."""
    return head.byline.is_labelled, bool(head.byline.authors)


def _of_post(metadata: Metadata, head: Head, start: int, end: int) -> Metadata:
    people = [Person(name=name, role="author") for name in head.byline.authors]
    claims = Claims(title=head.title, people=people or None, date=head.byline.date)
    places = list(_within(metadata.places, start, end))
    if start == 0 < head.start:
        places.insert(0, Place(kind="furniture", value="page", start=0, end=head.start))
    problems = [] if start else metadata.problems  # those of the file are told once
    return metadata.model_copy(
        update={"facets": with_claims(metadata.facets, claims), "places": places, "problems": problems}
    )


def _within(places: Sequence[Place], start: int, end: int) -> Iterator[Place]:
    for place in places:
        first, last = max(place.start, start), min(place.end, end)
        if first < last:
            yield place.model_copy(update={"start": first - start, "end": last - start})
