"""The models that ship with the program, each file of them held against the checksum that stands beside it."""

import hashlib
from collections.abc import Collection
from pathlib import Path

from assistant.errors import AllyError

SUMS = "SHA256SUMS"


class ShippedModel:
    """The files of a model in a folder, with their SHA-256 in `sums`."""

    def __init__(self, folder: Path, kind: str, files: Collection[str], failure: type[AllyError]) -> None:
        """Raises the `failure`, which calls it the `kind` of model that it is, where a checksum is missing."""
        self.folder = folder
        self._kind = kind
        self._failure = failure
        try:
            lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
            self.sums = {name: digest for digest, name in (line.split() for line in lines)}
        except (OSError, ValueError) as error:
            raise self._incomplete(error) from error
        if missing := set(files) - self.sums.keys():
            raise self._incomplete(f"no checksum of {min(missing)}")

    def verify(self) -> None:
        """Raises the failure for a file that is missing or is not the one that was listed."""
        for name, expected in self.sums.items():
            try:
                found = hashlib.sha256((self.folder / name).read_bytes()).hexdigest()
            except OSError as error:
                raise self._incomplete(error) from error
            if found != expected:
                raise self._failure(
                    f"{self.folder / name}: damaged, its checksum is not the listed one; reinstall ally"
                )

    def _incomplete(self, reason: object) -> AllyError:
        return self._failure(f"{self.folder}: the {self._kind} model is incomplete ({reason}); reinstall ally")
