"""Plain text: the canonical text is the decoded file, to the last line end."""

from collections.abc import Callable, Iterator

from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

from loaders.decoding import decode
from loaders.document import Markup, Metadata, Place, document_from
from loaders.errors import EmptyFile
from loaders.facets.front_matter import FrontMatter, read_front_matter
from loaders.facets.inference import inferred_claims, named_people, title_line
from loaders.facets.settling import placed_claims, settle_facets
from loaders.kinds.dialogue import find_turns, kind_of, turn_places
from loaders.layout.sections import Heading, section_places
from loaders.source import SourceFile

HeadingFinder = Callable[[str, int], list[Heading]]


class PlainTextLoader(BaseLoader):
    """Front matter and labelled turns, and nothing taken for markup."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source

    def lazy_load(self) -> Iterator[Document]:
        yield text_document(self._source, "plain", lambda _text, _start: [])


def text_document(source: SourceFile, markup: Markup, find_headings: HeadingFinder) -> Document:
    """The document of a text file; `find_headings` gives the headings of a text from an offset on."""
    text = decode(source.content, source.path)
    front_matter = read_front_matter(text, source.path)
    if not text[front_matter.end :].strip():
        raise EmptyFile(source.path, "nothing in it but front matter", "put text under the front matter")
    headings = find_headings(text, front_matter.end)
    return document_from(text, _metadata(source, text, front_matter, headings, markup))


def _metadata(
    source: SourceFile, text: str, front_matter: FrontMatter, headings: list[Heading], markup: Markup
) -> Metadata:
    declared, start = front_matter.declared, front_matter.end
    kind = declared.kind or placed_claims(source).kind
    turns = find_turns(text, start, kind, declared.people or [])
    before_speech = text[start : turns[0].label] if turns else text[start:]
    titles = [*(heading.title for heading in headings[:1]), title_line(before_speech)]
    inferred = inferred_claims(text[start:], titles)
    inferred.kind = kind_of(text, turns) or inferred.kind
    inferred.people = named_people(turn.speaker for turn in turns)
    places = [*section_places(headings, len(text)), *turn_places(turns)]
    if start:
        places.insert(0, Place(kind="furniture", value="front matter", start=0, end=start))
    return Metadata(facets=settle_facets(source, declared, inferred), places=places, markup=markup)
