"""Files inside files: the members of an archive, the attachments of a mail. Each goes through its own loader."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from loaders.errors import LoadError, Malformed, UnknownSuffix
from loaders.registry import documents_of, loader_for
from loaders.source import SourceFile

if TYPE_CHECKING:
    from langchain_core.documents import Document

# A member of an archive inside an archive is at depth 2: exports are often packed twice.
MAX_DEPTH = 2


@dataclass(frozen=True)
class Member:
    """A file inside a file: its path there, and how to get its bytes, given the path for its LoadErrors."""

    name: str
    read: Callable[[Path], bytes]


@dataclass(frozen=True)
class Contents:
    """What members gave: their documents in order, and a line for each member, or sort of member, left out."""

    documents: "list[Document]"
    problems: list[str]


def load_members(source: SourceFile, members: Iterable[Member]) -> Contents:
    """The documents of all members that load; each one's metadata says in `member` where it was."""
    documents: list[Document] = []
    problems: list[str] = []
    unknown: Counter[str] = Counter()
    for member in members:
        name = _folded(member.name)
        try:
            loaded = documents_of(_source_of(source, name, member))
        except UnknownSuffix as error:
            unknown[error.path.suffix.lower() or "no suffix"] += 1
        except LoadError as error:
            problems.append(f"{name}: {error.reason}")
        else:
            problems += [f"{name}: {problem}" for document in loaded for problem in document.metadata["problems"]]
            documents += [_inside(name, document) for document in loaded]
    problems += [f"no loader for {count} × {suffix}" for suffix, count in sorted(unknown.items())]
    return Contents(documents, problems)


def _source_of(source: SourceFile, name: str, member: Member) -> SourceFile:
    if source.depth == MAX_DEPTH:
        raise Malformed(source.path, "nested too deeply", "unpack what holds it")
    relative = PurePosixPath(name)
    if relative.is_absolute() or PureWindowsPath(name).drive or ".." in relative.parts:
        raise Malformed(source.path, "its path leads out of the file that holds it", "give it a plain name")
    path = source.path / relative
    # Nothing is unpacked that has no loader.
    loader_for(path)
    folders = (*source.folders, *relative.parent.parts)
    return SourceFile(path, folders, member.read(path), source.depth + 1, source.allowance, source.root)


def _inside(name: str, document: "Document") -> "Document":
    inner = document.metadata["member"]
    document.metadata |= {"member": f"{name}/{inner}" if inner else name, "problems": []}
    return document


def _folded(name: str) -> str:
    """The path on one line, with forward slashes."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name.replace("\\", "/"))
