"""A file as every loader gets it: read once, checked for size and emptiness."""

import stat
from dataclasses import dataclass, field
from pathlib import Path

from loaders.errors import EmptyFile, TooLarge, Unreadable

MAX_UNPACKED = 200_000_000


class Allowance:
    """How many bytes a file may still be unpacked to; the files inside it draw on the same allowance."""

    def __init__(self, size: int = MAX_UNPACKED) -> None:
        self._size = self._left = size

    def spend(self, size: int, path: Path) -> None:
        """Take `size` bytes off. Raises TooLarge when there are not as many left."""
        if size > self._left:
            raise TooLarge(path, f"unpacks to more than {self._size / 1e6:g} MB", "unpack or split it")
        self._left -= size


@dataclass(frozen=True)
class SourceFile:
    """A file's bytes, and the names of the folders between the root of its collection and the file, outermost first.

    `root` is the name of that root. A file inside another, a member of an archive, has the path
    "archive.zip/folder/name.md" and a depth of 1 or more.
    """

    path: Path
    folders: tuple[str, ...]
    content: bytes
    depth: int = 0
    allowance: Allowance = field(default_factory=Allowance)
    root: str = ""

    def __post_init__(self) -> None:
        """Raises EmptyFile."""
        if not self.content.strip():
            raise EmptyFile(self.path, "the file is empty", "put text into it or remove it")


def read_source(path: Path, root: Path, max_bytes: int) -> SourceFile:
    """Read the file at `path`. Raises Unreadable, TooLarge or EmptyFile."""
    content = _read(path, max_bytes)
    folders = path.parent.relative_to(root).parts if path.is_relative_to(root) else ()
    return SourceFile(path, folders, content, root=root.resolve().name)


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
