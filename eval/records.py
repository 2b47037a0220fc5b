"""Reading a benchmark's data files. What is wrong with one is said in one line."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from assistant.errors import UsageError
from assistant.validation import fault_in

T = TypeVar("T")
Record = TypeVar("Record", bound=BaseModel)


def read_lines(file: Path, model: type[Record]) -> list[Record]:
    """The records of a JSONL file, one a line. Raises UsageError."""
    # A line of JSON may hold other characters that `splitlines` would cut it at.
    lines = enumerate(_text(file).split("\n"), start=1)
    return [_validated(TypeAdapter(model), line, f"{file}:{number}") for number, line in lines if line.strip()]


def read_json(file: Path, shape: type[T]) -> T:
    """The content of a JSON file. Raises UsageError."""
    return _validated(TypeAdapter(shape), _text(file), str(file))


def folder_in(data: Path, name: str) -> Path:
    """A folder of the data. Raises UsageError where it is missing."""
    if not (data / name).is_dir():
        raise UsageError(f"{data / name}: no such folder; --data names the folder that holds it")
    return data / name


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise UsageError(f"{file}: no such file; --data names the folder that holds it") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: cannot be read ({error}); replace it") from error


def _validated(adapter: TypeAdapter[T], text: str, place: str) -> T:
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        fault = fault_in(error.errors()[0])
        told = ": ".join(filter(None, (place, fault.field, fault.problem)))
        raise UsageError(f"{told}; correct the file") from error
