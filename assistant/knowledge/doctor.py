"""Whether the indexes hold what the catalog says they should, and the catalog's own health."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select, text

from assistant.knowledge import outstanding, stored_vectors
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.indexes import Indexes
from assistant.knowledge.schema import documents, passages, sources


@dataclass(frozen=True)
class AudienceCount:
    """How many passages each part holds for one audience."""

    audience: str
    catalog: int
    vectors: int
    lexical: int


@dataclass
class Diagnosis:
    """What was counted, and in `problems` a line for each thing that is not as it should be."""

    sources: int = 0
    documents: int = 0
    passages: int = 0
    bytes: dict[str, int] = field(default_factory=dict)
    audiences: list[AudienceCount] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def examine(catalog: Catalog, indexes: Indexes) -> Diagnosis:
    """Compare catalog and indexes id by id, audience by audience."""
    found = Diagnosis(bytes=_sizes(catalog.data))
    expected = outstanding.passages_by_audience(catalog)
    with catalog.reading() as connection:
        found.sources = connection.execute(select(func.count()).select_from(sources)).scalar_one()
        found.documents = connection.execute(select(func.count()).select_from(documents)).scalar_one()
        found.problems += [
            f"catalog: {line}" for line in connection.execute(text("PRAGMA integrity_check")).scalars() if line != "ok"
        ]
    found.passages = sum(map(len, expected.values()))
    found.problems += _misquoted(catalog)
    if missing := stored_vectors.unembedded(catalog, indexes.model, found.passages):
        found.problems.append(f"catalog: {len(missing)} passages have no vector")
    for audience in sorted({*expected, *indexes.vectors.audiences(indexes.model)}):
        ids = expected.get(audience, set())
        held = {"vectors": indexes.vectors.ids(audience, indexes.model), "lexical": indexes.lexical.ids(audience)}
        found.audiences.append(AudienceCount(audience, len(ids), len(held["vectors"]), len(held["lexical"])))
        for name, having in held.items():
            found.problems += _difference(name, audience, ids, having)
    if strays := indexes.lexical.size() - sum(each.lexical for each in found.audiences):
        found.problems.append(f"lexical: {strays} passages are of audiences not in the catalog")
    return found


def _difference(name: str, audience: str, expected: set[str], held: set[str]) -> Sequence[str]:
    lines = []
    if missing := len(expected - held):
        lines.append(f"{name}: {missing} of {len(expected)} passages for {audience} are missing")
    if extra := len(held - expected):
        lines.append(f"{name}: {extra} passages for {audience} are not in the catalog")
    return lines


def _misquoted(catalog: Catalog) -> list[str]:
    """Passages whose text is not the slice of their source that they claim to be."""
    query = (
        select(sources.c.path, func.count())
        .join(documents, documents.c.source_id == sources.c.id)
        .join(passages, passages.c.document_id == documents.c.id)
        .where(passages.c.text != func.substr(sources.c.text, passages.c.start + 1, passages.c.end - passages.c.start))
        .group_by(sources.c.path)
        .order_by(sources.c.path)
    )
    with catalog.reading() as connection:
        return [f"catalog: {n} passages of {path} differ from its text" for path, n in connection.execute(query)]


def _sizes(data: Path) -> dict[str, int]:
    return {
        part.name: sum(
            file.stat().st_size for file in ([part] if part.is_file() else part.rglob("*")) if file.is_file()
        )
        for part in sorted(data.iterdir())
        if not part.name.startswith("indexes.")
    }
