"""What goes wrong in a derived index, put in plain words: it can always be built again from the catalog."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import DerivedIndexError, IndexDamaged

_NOT_WRITABLE = re.compile(r"disk is full|no space|file too large|read-?only|permission denied|quota", re.IGNORECASE)


@contextmanager
def index_errors(folder: Path, kinds: tuple[type[Exception], ...] = (OSError,)) -> Iterator[None]:
    """Translate these kinds of error, which the library behind an index raises, naming its folder and what to do."""
    try:
        yield
    except kinds as error:
        said = " ".join(str(error).split())
        if _NOT_WRITABLE.search(said):
            remedy = "free disk space or check permissions, then repeat"
            raise DerivedIndexError(f"{folder}: cannot be written ({said}); {remedy}") from error
        raise IndexDamaged(f"{folder}: {said}; rebuild it with: ally doctor --repair") from error
