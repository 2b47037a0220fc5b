"""A file as every loader gets it: read once, checked for size and emptiness."""

import stat
from dataclasses import dataclass
from pathlib import Path

from loaders.errors import EmptyFile, TooLarge, Unreadable


@dataclass(frozen=True)
class SourceFile:
    """A file's bytes, and the names of the folders between the root of its collection and the file, outermost first."""

    path: Path
    folders: tuple[str, ...]
    content: bytes


def read_source(path: Path, root: Path, max_bytes: int) -> SourceFile:
    """Read the file at `path`. Raises Unreadable, TooLarge or EmptyFile."""
    content = _read(path, max_bytes)
    if not content.strip():
        raise EmptyFile(path, "the file is empty", "put text into it or remove it")
    folders = path.parent.relative_to(root).parts if path.is_relative_to(root) else ()
    return SourceFile(path, folders, content)


def _read(path: Path, max_bytes: int) -> bytes:
    try:
        status = path.stat()
        # Opening a named pipe would wait for ever.
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable(path, "not a regular file", "remove it from the folder")
        if status.st_size > max_bytes:
            raise TooLarge(
                path,
                f"{status.st_size / 1e6:.1f} MB is over the limit of {max_bytes / 1e6:g} MB",
                "split it, or raise the setting max_file_mb",
            )
        return path.read_bytes()
    except OSError as error:
        problem = f"could not be read ({error.strerror or error})"
        raise Unreadable(path, problem, "check that it exists and that you may read it") from error
