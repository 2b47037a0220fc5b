"""Facets that a document declares: a block of YAML at its head, "key: value" lines of a note, Keywords."""

import re
import reprlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from loaders.errors import Malformed
from loaders.facets.claims import Claims

_BLOCK = re.compile(
    r"---[ \t]*\r?\n(?P<yaml>\s*[A-Za-z][\w -]*:.*?)(?<=\n)---[ \t]*(?:\r?\n|\Z)",
    re.DOTALL,
)
# Nearly front matter: to take it for text would open to everybody what somebody meant to close.
_OPEN_BLOCK = re.compile(r"\s*-{3,}[ \t]*[\r\n]+(?:[^\r\n]*[\r\n]+){0,20}?audience[ \t]*:", re.IGNORECASE)
# As in alliance; audience: public, status: current.
_KEYWORD_END = re.compile(r"[;\n]|,(?=[\w -]{1,30}[:：=])")
_KEYWORD_COLON = re.compile(r"[:：=]")
_NEARLY = 0.8
_REMEDIES = {
    "kind": "write one of talk, interview, playbook, agreement, minutes, article",
    "audience": "write public, internal, restricted, partner:<name> or team:<name>, in a-z, 0-9 and hyphens",
    "date": "write it as 2024-05-02",
    "review_date": "write it as 2024-05-02",
    "language": "write a code such as en or zh",
    "people": "write a list of names, each with its role in brackets: Jane Roe (guest)",
}


@dataclass(frozen=True)
class FrontMatter:
    """What is declared at a text's head, and where the head ends (0: there is none)."""

    end: int
    declared: Claims


def read_front_matter(text: str, path: Path) -> FrontMatter:
    """The front matter between two "---" lines at the start of `text`. Raises Malformed."""
    block = _BLOCK.match(text)
    if block is None:
        if _OPEN_BLOCK.match(text):
            remedy = "put it first in the file, between two lines of three hyphens"
            raise Malformed(path, "front matter names an audience and cannot be told from the text", remedy)
        return FrontMatter(0, Claims())
    try:
        # BaseLoader builds nothing but strings, lists and mappings. SafeLoader would take `title: No` for False
        # and stumble over `date: 2024-02-30` without saying which key it was.
        values = yaml.load(block["yaml"], Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        raise Malformed(path, f"front matter is not valid YAML near line {line}", "correct or remove it") from error
    if not isinstance(values, dict):
        return FrontMatter(0, Claims())
    return FrontMatter(block.end(), claims_from(values, path))


def read_pairs(lines: Iterable[str], path: Path) -> Claims:
    """What lines of the form "key: value" declare; other lines are passed over. Raises Malformed."""
    pairs = (line.partition(":") for line in lines)
    return claims_from({key: value for key, colon, value in pairs if colon}, path)


def read_keywords(keywords: str, path: Path) -> Claims:
    """What the property Keywords of a PDF or an Office file declares. Raises Malformed for an audience that is none.

    Other programs write there too: what is no facet, or no value for one, is passed over.
    """
    declared = Claims()
    for part in _KEYWORD_END.split(keywords):
        key, *rest = _KEYWORD_COLON.split(part, maxsplit=1)
        try:
            found = claims_from({key: rest[0]} if rest else {}, path, where="Keywords")
        except Malformed:
            if _means_audience(_folded(key)):
                raise
        else:
            declared = declared.model_copy(update=found.model_dump(exclude_none=True))
    return declared


def claims_from(values: Mapping[Any, object], path: Path, where: str = "front matter") -> Claims:
    """The claims among declared values; a key without a value declares nothing. Raises Malformed, naming `where`."""
    named = {_folded(str(key)): value for key, value in values.items()}
    trimmed = {key: value.strip() if isinstance(value, str) else value for key, value in named.items()}
    filled = {key: value for key, value in trimmed.items() if value}
    for key in filled:
        if key != "audience" and _means_audience(key):
            # Passed over, it would open to everybody what somebody meant to close.
            raise Malformed(path, f"{where}: {key} is no key", "write audience there, or another word")
    try:
        return Claims.model_validate(filled)
    except ValidationError as error:
        key = str(error.errors(include_url=False, include_context=False)[0]["loc"][0])
        problem = f"{where}: {key} cannot be {reprlib.repr(filled[key])}"
        raise Malformed(path, problem, _REMEDIES.get(key, "write plain text there")) from error


def _folded(key: str) -> str:
    return re.sub(r"[\s-]+", "_", key.strip().lower())


def _means_audience(key: str) -> bool:
    return bool(get_close_matches(key, ["audience"], cutoff=_NEARLY))
