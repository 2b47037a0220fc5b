"""What is known about a document as a whole, each facet from the best place that says it."""

import re
from collections.abc import Iterable, Mapping

from loaders.document import FacetOrigin, Facets, Kind
from loaders.facets.claims import Claims
from loaders.facets.file_name import file_name_claims, without_identifier
from loaders.facets.folder_file import folder_file_claims, overridden
from loaders.partial_dates import is_vaguer
from loaders.source import SourceFile

_KIND_OF_FOLDER: Mapping[str, Kind] = {
    "talks": "talk",
    "interviews": "interview",
    "playbooks": "playbook",
    "agreements": "agreement",
    "minutes": "minutes",
    "articles": "article",
}
_DECLARED = ("front matter", "folder file", "folder")
_AUDIENCE_FOLDER = re.compile(r"(public|restricted|internal)|(partner|team)-([a-z0-9-]+)")


def settle_facets(source: SourceFile, declared: Claims, inferred: Claims) -> Facets:
    """Each facet as declared in the file, else by its folders' `_folder.toml` or names, its content, its name, else by
    default. Raises the LoadErrors of a `_folder.toml`.
    """
    stated, told = _stated(source), _told(source)
    named = file_name_claims(source.path)
    kind = declared.kind or stated.kind or told.kind or inferred.kind or "article"
    if kind == "agreement" and "agreement" in source.path.stem.lower():
        # An agreement is headed "Agency Agreement"; its file's name says whose.
        inferred = inferred.model_copy(update={"title": None})
    if is_vaguer(inferred.date, named.date):
        inferred = inferred.model_copy(update={"date": None})
    defaults = Claims(kind=kind, audience="restricted" if kind == "agreement" else "internal")
    return _first_said(
        {
            "front matter": declared,
            "folder file": stated,
            "folder": told,
            "content": inferred,
            "file name": named,
            "default": defaults,
        }
    )


def with_claims(facets: Facets, found: Claims) -> Facets:
    """The facets with what a closer look at the content found; what a person declared or a folder says stays."""
    said = {name: value for name in Claims.model_fields if (value := getattr(found, name))}
    better = {
        name: value
        for name, value in said.items()
        if facets.origins.get(name) not in _DECLARED and not is_vaguer(value, getattr(facets, name))
    }
    origins: dict[str, FacetOrigin] = facets.origins | dict.fromkeys(better, "content")
    return Facets.model_validate({**facets.model_dump(), **better, "origins": origins})


def placed_claims(source: SourceFile) -> Claims:
    """What a file's folders say of it, in their `_folder.toml` or by their names. Raises as `settle_facets` does."""
    return overridden(_told(source), _stated(source))


def _stated(source: SourceFile) -> Claims:
    return folder_file_claims(source.path, len(source.folders) + source.depth)


def _told(source: SourceFile) -> Claims:
    return folder_claims((source.root, *source.folders))


def folder_claims(folders: Iterable[str]) -> Claims:
    """The kind and audience that folder names tell; the folder nearest to the file counts."""
    told = Claims()
    for folder in (without_identifier(name.lower()) for name in folders):
        if match := _AUDIENCE_FOLDER.fullmatch(folder):
            told.audience = match[1] or f"{match[2]}:{match[3]}"
        else:
            told.kind = _KIND_OF_FOLDER.get(folder, told.kind)
    return told


def _first_said(layers: Mapping[FacetOrigin, Claims]) -> Facets:
    values: dict[str, object] = {}
    origins: dict[str, FacetOrigin] = {}
    for origin, claims in layers.items():
        for facet in Claims.model_fields:
            value = getattr(claims, facet)
            if value and facet not in values:
                values[facet], origins[facet] = value, origin
    return Facets.model_validate(values | {"origins": origins})
