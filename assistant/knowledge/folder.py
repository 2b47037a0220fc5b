"""What lies in a folder that is to be ingested: its files, and what in it cannot be taken."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import UsageError
from loaders.facets.aliases import ALIASES_FILE
from loaders.facets.folder_file import FOLDER_FILE


@dataclass(frozen=True)
class FoundFile:
    """A file, its path relative to the folder with forward slashes, and its state on disk."""

    path: str
    size: int
    mtime_ns: int


@dataclass
class Scan:
    """What a folder holds. `refused` says why, by path; `unread` are the folders whose contents could not be seen."""

    folder: Path
    files: list[FoundFile] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    def hides(self, path: str) -> bool:
        """Whether the path lies where this scan could not look, so that its absence means nothing."""
        return path in self.refused or any(path.startswith(f"{folder}/") for folder in self.unread)


def scan_folder(folder: Path) -> Scan:
    """Every file below `folder`, hidden ones apart, in the order of their paths. Raises UsageError."""
    if not folder.exists():
        raise UsageError(f"{folder}: no such folder; check the path")
    if not folder.is_dir():
        raise UsageError(f"{folder}: a file, not a folder; name the folder that holds it")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise UsageError(f"{folder}: may not be read; check its permissions")
    folder = folder.resolve()
    scan = Scan(folder)
    _look(folder, folder, scan)
    scan.files.sort(key=lambda file: file.path)
    if not scan.files and not scan.refused:
        raise UsageError(
            f"{folder}: empty; nothing was loaded and nothing removed; to drop what came from it: ally forget FOLDER"
        )
    return scan


def _look(root: Path, folder: Path, scan: Scan) -> None:
    for entry in _entries(root, folder, scan):
        path = Path(entry.path).relative_to(root).as_posix()
        if not _is_text(entry.name):
            scan.refused[path.encode(errors="replace").decode()] = "its name is not valid UTF-8; rename it"
        elif entry.is_symlink() and (problem := _bad_link(root, Path(entry.path))):
            scan.refused[path] = problem
            scan.unread.append(path)
        elif entry.is_dir():
            _look(root, Path(entry.path), scan)
        elif path == ALIASES_FILE or entry.name == FOLDER_FILE:
            continue  # says something of the documents and is none
        elif entry.is_file():
            stat = entry.stat()
            scan.files.append(FoundFile(path, stat.st_size, stat.st_mtime_ns))
        else:
            scan.refused[path] = "not a regular file; move it out of the folder"


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _entries(root: Path, folder: Path, scan: Scan) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from (entry for entry in entries if not entry.name.startswith("."))
    except OSError as error:
        path = folder.relative_to(root).as_posix()
        scan.refused[path] = f"the folder cannot be read ({error.strerror}); check its permissions"
        scan.unread.append(path)


def _bad_link(root: Path, link: Path) -> str | None:
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return "a link that leads nowhere or in a circle; remove it"
    if not target.is_relative_to(root.resolve()):
        return f"a link out of the folder, to {target}; copy the file into the folder"
    if target.is_dir():
        return f"a link to a folder, {target.name}/; it is loaded where it really is"
    return None
