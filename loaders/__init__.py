"""Files become LangChain Documents here. `load` is the way in; a new format is one module and one line in `LOADERS`."""

from pathlib import Path
from typing import TYPE_CHECKING

from loaders.damage import reporting_damage
from loaders.errors import (
    EmptyFile,
    LoadError,
    Malformed,
    Mislabelled,
    TooLarge,
    UnknownSuffix,
    Unreadable,
)
from loaders.registry import LOADERS, documents_of
from loaders.source import read_source

if TYPE_CHECKING:
    from langchain_core.documents import Document

__all__ = [
    "SUFFIXES",
    "EmptyFile",
    "LoadError",
    "Malformed",
    "Mislabelled",
    "TooLarge",
    "UnknownSuffix",
    "Unreadable",
    "load",
]

SUFFIXES = frozenset(LOADERS)


def load(path: Path, root: Path, max_bytes: int) -> "list[Document]":
    """The documents of one file, in order; their texts joined are the file's canonical text.

    The names of the folders between `root` and the file may say its kind and audience. Raises LoadError, and
    nothing else, whatever the file holds.
    """
    from loaders.kinds.readers import read_kinds

    source = read_source(path, root, max_bytes)
    documents = documents_of(source)
    with reporting_damage(path, f"{path.suffix} file", "save it anew or convert it to another format"):
        return read_kinds(documents)
