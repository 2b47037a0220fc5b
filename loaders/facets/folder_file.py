"""`_folder.toml`: facets that a folder states for the files in it and below it."""

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path

from loaders.errors import Malformed, TooLarge, Unreadable
from loaders.facets.claims import Claims
from loaders.facets.front_matter import claims_from

FOLDER_FILE = "_folder.toml"
_MAX_BYTES = 100_000


def folder_file_claims(path: Path, levels: int) -> Claims:
    """What the `_folder.toml` beside `path`, and those in the `levels` folders above, state; the nearest counts.

    Raises Malformed, TooLarge or Unreadable, of the `_folder.toml`.
    """
    stated = Claims()
    for file, content in reversed(list(_contents(path, levels))):
        stated = overridden(stated, _parsed(file, content))
    return stated


def overridden(claims: Claims, nearer: Claims) -> Claims:
    """The claims with those that a nearer place makes in their stead."""
    return claims.model_copy(update={name: getattr(nearer, name) for name in nearer.model_fields_set})


def folder_state(path: Path, root: Path) -> str:
    """A digest of every `_folder.toml` that speaks of the file at `path` below `root`; "" if there is none.

    A file is to be loaded again when it changes. Raises TooLarge or Unreadable.
    """
    levels = len(path.parent.relative_to(root).parts)
    contents = [content for _, content in _contents(path, levels)]
    return hashlib.sha256(b"\0".join(contents)).hexdigest() if contents else ""


def _contents(path: Path, levels: int) -> Iterator[tuple[Path, bytes]]:
    """Each `_folder.toml` and its bytes, the nearest first."""
    for folder in list(path.parents)[: levels + 1]:
        file = folder / FOLDER_FILE
        try:
            # Inside an archive there is no folder to look into.
            if file.is_file():
                yield file, read_small(file)
        except OSError as error:
            problem = f"could not be read ({error.strerror or error})"
            raise Unreadable(file, f"{FOLDER_FILE} {problem}", "check that you may read it") from error


def read_small(file: Path) -> bytes:
    """The bytes of a file of settings. Raises TooLarge, or OSError."""
    if file.stat().st_size > _MAX_BYTES:
        raise TooLarge(file, f"{file.name} is over {_MAX_BYTES / 1e3:g} kB", "keep nothing but facets in it")
    return file.read_bytes()


def read_toml(file: Path, content: bytes) -> dict[str, object]:
    """The tables and values of a TOML file. Raises Malformed."""
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        detail = str(error).splitlines()[0] if isinstance(error, ValueError) else "nested too deeply"
        raise Malformed(file, f"{file.name} is not valid TOML ({detail:.120})", "correct it") from error


def _parsed(file: Path, content: bytes) -> Claims:
    return claims_from(read_toml(file, content), file, where=FOLDER_FILE)
