"""The seam where the exceptions of foreign parsers become LoadErrors."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loaders.errors import LoadError, Malformed


@contextmanager
def reporting_damage(path: Path, file_type: str, remedy: str) -> Iterator[None]:
    """Turn whatever a parser raises inside the block into Malformed.

    Everything is caught because parsers of binary formats meet a damaged file with whatever their code happens
    to stumble on: KeyError, RecursionError, struct.error, errors of zip, zlib and XML.
    """
    try:
        yield
    except LoadError:
        raise
    except Exception as error:
        detail = f"{type(error).__name__}: {error}".splitlines()[0].strip(" :")
        raise Malformed(path, f"damaged {file_type} ({detail:.120})", remedy) from error
