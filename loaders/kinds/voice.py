"""Voice in prose: what is quoted, what is reported, and who is credited with it; the rest is the author's own.

Without a language model: a statement is credited where the words around it name a speaker, by the patterns in which
English and Chinese prose does so, and is left open ("") where they do not do so plainly.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import itemgetter

from loaders.document import Metadata, Person, Place
from loaders.facets.claims import Claims
from loaders.facets.settling import with_claims
from loaders.statements.crediting import Statement, StatementReader
from loaders.statements.mentions import Names
from loaders.statements.prose import Span, paragraphs
from loaders.statements.translation import translated_names

_APART = ("furniture", "speaker", "role")


def read(text: str, metadata: Metadata) -> Metadata:
    """`metadata` with the quoted and reported statements of the prose, and those quoted by full name as people."""
    prose = paragraphs(text, metadata.markup, _without(metadata.places, len(text)))
    names = Names(text, [person.name for person in metadata.facets.people])
    reader = StatementReader(text, names)
    statements = [said for paragraph in prose for said in _joined(text, reader.read(paragraph))]
    places = [Place(kind=said.kind, value=said.person, start=said.start, end=said.end) for said in statements]
    known = metadata.facets.people
    same_as = _translated(statements, metadata.places)
    quoted = _quoted_people(statements, {person.name for person in known})
    people = [*known, *(person.model_copy(update={"same_as": same_as.get(person.name, "")}) for person in quoted)]
    facets = with_claims(metadata.facets, Claims(people=people)) if people != known else metadata.facets
    return metadata.model_copy(update={"facets": facets, "places": [*metadata.places, *places]})


def _without(places: Iterable[Place], length: int) -> Iterator[Span]:
    """The pieces of the text outside furniture and outside turns, whose speaker is known."""
    at = 0
    for start, end in sorted((place.start, place.end) for place in places if place.kind in _APART):
        if at < start:
            yield at, start
        at = max(at, end)
    if at < length:
        yield at, length


def _joined(text: str, statements: Iterable[Statement]) -> list[Statement]:
    """Statements of one paragraph, those of one person that follow each other as one."""
    ordered = sorted(statements, key=lambda said: said.start)
    joined = ordered[:1]
    for before, after in pairwise(ordered):
        is_more = (before.kind, before.person) == (after.kind, after.person)
        if is_more and not text[before.end : after.start].strip():
            joined[-1] = Statement(after.kind, after.person, joined[-1].start, after.end)
        else:
            joined.append(after)
    return joined


def _translated(statements: Iterable[Statement], places: Iterable[Place]) -> dict[str, str]:
    """The names of one language that are names of the other's people."""
    stretches = sorted((place.start, place.end) for place in places if place.kind == "language")
    own, other = list[str](), list[str]()
    for said in statements:
        if said.kind == "quoted" and said.person:
            at = bisect_right(stretches, said.start, key=itemgetter(0))
            (other if at and said.start < stretches[at - 1][1] else own).append(said.person)
    return translated_names(own, other)


def _quoted_people(statements: Iterable[Statement], known: set[str]) -> list[Person]:
    names = dict.fromkeys(said.person for said in statements if said.kind == "quoted")
    full = (name for name in names if " " in name or not name.isascii())
    return [Person(name=name, role="quoted") for name in full if name not in known]
