"""`aliases.toml`: the other names of people, partners, alliances and assets, in the root of an ingested folder."""

import reprlib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from loaders.errors import Malformed, Unreadable
from loaders.facets.folder_file import read_small, read_toml

ALIASES_FILE = "aliases.toml"

_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Named(BaseModel):
    """What bears a name, "" where the file does not say, and its other names."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["", "person", "partner", "alliance", "asset"] = ""
    aliases: tuple[_Name, ...]


def read_aliases(root: Path) -> dict[str, Named]:
    """What each name in the `aliases.toml` of a folder stands for; empty without such a file.

    Raises Malformed, naming the key, also when an alias has two owners; TooLarge or Unreadable.
    """
    file = root / ALIASES_FILE
    try:
        content = read_small(file) if file.is_file() else b""
    except OSError as error:
        problem = f"could not be read ({error.strerror or error})"
        raise Unreadable(file, problem, "check that you may read it") from error
    named = {name.strip(): _entry(file, name, entry) for name, entry in read_toml(file, content).items()}
    _check_owners(file, named)
    return named


def _entry(file: Path, name: str, entry: object) -> Named:
    try:
        return Named.model_validate(entry)
    except ValidationError as error:
        location = error.errors(include_url=False, include_context=False)[0]["loc"]
        key = f'["{name}"] {location[0]}' if location else f'"{name}"'
        value = entry.get(location[0], "missing") if location and isinstance(entry, dict) else entry
        problem = f"{ALIASES_FILE}: {key} cannot be {reprlib.repr(value)}"
        remedy = 'write aliases = ["…"] under the name, and kind = "person", "partner", "alliance" or "asset"'
        raise Malformed(file, problem, remedy) from error


def _check_owners(file: Path, named: dict[str, Named]) -> None:
    owners = {name.casefold(): name for name in named}
    for name, entry in named.items():
        for alias in entry.aliases:
            owner = owners.setdefault(alias.casefold(), name)
            if owner != name:
                problem = f"{ALIASES_FILE}: {alias!r} stands for both {owner!r} and {name!r}"
                raise Malformed(file, problem, "keep it under one of them")
