"""What a document of each kind keeps beyond its format: clauses, steps, decisions, posts, who is quoted.

A kind's module has `read(text, metadata) -> Metadata`, which adds places and claims; a kind is one module and one
line here. Formats know nothing of kinds, so a playbook keeps its steps whether it comes as Word, PDF or Markdown.
"""

import pkgutil
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from loaders.document import Kind, Metadata, document_from

if TYPE_CHECKING:
    from langchain_core.documents import Document

Reader = Callable[[str, Metadata], Metadata]

# In the order in which they read; named, not imported, so that a kind that does not occur costs nothing.
READERS: dict[Kind, tuple[str, ...]] = {
    "agreement": ("loaders.kinds.agreement:read",),
    "playbook": ("loaders.kinds.playbook:read", "loaders.kinds.voice:read"),
    "minutes": ("loaders.kinds.minutes:read",),
    "article": ("loaders.kinds.article:read", "loaders.kinds.playbook:read", "loaders.kinds.voice:read"),
    "interview": ("loaders.kinds.voice:read", "loaders.kinds.conversation:read"),
    "talk": ("loaders.kinds.conversation:read",),
}

# Labelled turns make an interview or a talk of what was taken for an article.
_SPOKEN: tuple[Kind, ...] = ("article", "interview", "talk")

_REGISTER = "loaders.kinds.register:read"
_TABLE_SHARE = 0.8


def read_kinds(documents: "Iterable[Document]") -> "list[Document]":
    """The documents of a file with what their kind keeps; an article of several posts becomes several documents.

    A register has no steps, posts or quotations, but its rows may define terms.
    """
    from loaders.kinds.posts import split_posts

    documents = list(documents)
    if all(_is_table(document) for document in documents):
        read = _reader(_REGISTER)
        registers = [(document.page_content, Metadata.of(document)) for document in documents]
        return [document_from(text, read(text, metadata)) for text, metadata in registers]
    posts = [post for document in documents for post in split_posts(document.page_content, Metadata.of(document))]
    return [document_from(text, _read(text, metadata)) for text, metadata in posts]


def _is_table(document: "Document") -> bool:
    """Whether rows are nearly all that there is."""
    metadata = Metadata.of(document)
    in_rows = sum(place.end - place.start for place in metadata.places if place.kind == "row")
    return in_rows > _TABLE_SHARE * len(document.page_content)


def _read(text: str, metadata: Metadata) -> Metadata:
    if metadata.facets.kind in _SPOKEN:
        metadata = _reader("loaders.kinds.dialogue:read")(text, metadata)
    for name in READERS[metadata.facets.kind]:
        metadata = _reader(name)(text, metadata)
    return metadata


def _reader(name: str) -> Reader:
    read: Reader = pkgutil.resolve_name(name)
    return read
