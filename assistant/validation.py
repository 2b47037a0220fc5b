"""What pydantic finds wrong with something a person gave, told in one line on every surface."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_PROBLEMS = {
    "missing": "missing",
    "extra_forbidden": "not known here",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "string_type": "must be text",
    "list_type": "must be a list",
    "model_attributes_type": "must be an object",
    "model_type": "must be an object",
    "path_type": "must be a path",
}


@dataclass(frozen=True)
class Fault:
    """The field at fault as a dotted path, its value, and what is wrong with it."""

    field: str
    value: object
    problem: str


def fault_in(details: Mapping[str, Any]) -> Fault:
    """The fault that one of pydantic's error details describes."""
    return Fault(".".join(map(str, details["loc"])), details["input"], _problem(details))


def _problem(details: Mapping[str, Any]) -> str:
    kind = str(details["type"])
    if kind in _PROBLEMS:
        return _PROBLEMS[kind]
    if kind.startswith("date_"):
        return "must be a day, written as 2024-05-02"
    if kind == "literal_error":
        return "must be one of " + str(details["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
    return str(details["msg"]).replace("Input should be", "must be")
