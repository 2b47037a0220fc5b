"""How documents are found by name, and how far each can be relied on."""

from datetime import date

import pytest

from assistant.service.listing import freshness_of, goes_by
from loaders.document import Facets

MINUTES = Facets.model_validate(
    {
        "title": "Larch minutes",
        "kind": "minutes",
        "owner": "Tobias Fennick",
        "people": [{"name": "Benoît Charlier"}],
        "partners": ["Quillmere"],
        "alliances": ["合作项目"],
    }
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("benoit LAR", True),
        ("CHARLIER", True),
        ("quillmere fennick 2024/", True),
        ("合作", True),
        (" ", True),
        ("larch ilse", False),
        ("minutess", False),
    ],
)
def test_a_document_goes_by_parts_of_its_names_without_accents_or_case(typed: str, found: bool) -> None:
    assert goes_by("2024/larch.docx", MINUTES, typed) == found


@pytest.mark.parametrize(
    ("status", "review", "expected"),
    [
        ("current", "2026-03-10", "current"),
        ("current", "2025-12-01", "due"),
        ("current", "2026-01-31", "current"),
        ("current", "2026-01", "current"),
        ("current", "2025-12", "due"),
        ("current", "2026", "current"),
        ("current", None, "current"),
        ("Approved", None, "current"),
        ("draft", "2027-01-01", "draft"),
        ("Superseded by B", "2027-01-01", "superseded"),
        ("", None, "plain"),
    ],
)
def test_freshness(status: str, review: str | None, expected: str) -> None:
    facets = Facets.model_validate({"title": "A", "kind": "playbook", "status": status, "review_date": review})
    assert freshness_of(facets, date(2026, 1, 31)) == expected
