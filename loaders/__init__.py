"""Files become LangChain Documents here. `load` is the way in; a new format is one module and one line in `LOADERS`."""

import pkgutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from loaders.errors import (
    EmptyFile,
    LoadError,
    Malformed,
    Mislabelled,
    TooLarge,
    UnknownSuffix,
    Unreadable,
)
from loaders.source import SourceFile, read_source

if TYPE_CHECKING:
    from langchain_core.document_loaders import BaseLoader
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

# Named, not imported: the libraries behind the formats take a second to import together, and most runs need one or two.
LOADERS = {
    ".docx": "loaders.docx:DocxLoader",
    ".htm": "loaders.html:HtmlLoader",
    ".html": "loaders.html:HtmlLoader",
    ".md": "loaders.markdown:MarkdownLoader",
    ".pdf": "loaders.pdf:PdfLoader",
    ".txt": "loaders.text:PlainTextLoader",
    ".vtt": "loaders.vtt:VttLoader",
}

SUFFIXES = frozenset(LOADERS)


def load(path: Path, root: Path, max_bytes: int) -> "list[Document]":
    """The documents of one file, in order; their texts joined are the file's canonical text.

    The names of the folders between `root` and the file may say its kind and audience. Raises LoadError, and
    nothing else, whatever the file holds.
    """
    make_loader = _loader_for(path)
    return make_loader(read_source(path, root, max_bytes)).load()


def _loader_for(path: Path) -> "Callable[[SourceFile], BaseLoader]":
    suffix = path.suffix.lower()
    if suffix not in LOADERS:
        problem = f"no loader for the suffix {suffix!r}" if suffix else "no loader for a file without a suffix"
        raise UnknownSuffix(path, problem, f"convert it to one of {', '.join(sorted(LOADERS))}")
    return cast("Callable[[SourceFile], BaseLoader]", pkgutil.resolve_name(LOADERS[suffix]))
