from collections.abc import Callable

import pytest
from langchain_core.documents import Document

from loaders.document import Metadata

INTERVIEW = """An introduction about the guest.
Pulse: How did the alliance start?
Josh Hanson: Slowly.
It took a year.
Pulse: What makes a partner?
JH: Trust. One thing: time.
"""
PANEL = """---
kind: talk
people: [Ann Lee (moderator), Bob Ray, Cho Min]
---
# Panel

**Ann Lee:** Welcome. Who begins?

**Bob Ray (Acme):** I do.

**Cho Min**: Then I.

## Resources

See the website.
"""
Q_AND_A = """---
people: [{name: Eve Stone, role: interviewer}, {name: Josh Hanson, role: guest}]
---
Q: Why partner?
A: To learn.
Q: And what?
"""
CHINESE = "记者：为什么合作？\n王伟：为了学习。\n记者：学到了什么？\n王伟：很多。\n"


def _turns(document: Document) -> list[tuple[str, str, str]]:
    """Speaker, role and speech of each turn."""
    places = Metadata.of(document).places
    names = {(place.start, place.end): place.value for place in places if place.kind == "speaker"}
    return [
        (names.get((place.start, place.end), ""), place.value, document.page_content[place.start : place.end])
        for place in places
        if place.kind == "role"
    ]


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        (
            INTERVIEW,
            [
                ("Pulse", "interviewer", "How did the alliance start?"),
                ("Josh Hanson", "guest", "Slowly.\nIt took a year."),
                ("Pulse", "interviewer", "What makes a partner?"),
                ("Josh Hanson", "guest", "Trust. One thing: time."),
            ],
        ),
        (
            PANEL,
            [
                ("Ann Lee", "moderator", "Welcome. Who begins?"),
                ("Bob Ray", "speaker", "I do."),
                ("Cho Min", "speaker", "Then I."),
            ],
        ),
        (
            Q_AND_A,
            [
                ("Eve Stone", "interviewer", "Why partner?"),
                ("Josh Hanson", "guest", "To learn."),
                ("Eve Stone", "interviewer", "And what?"),
            ],
        ),
        (
            "Q: Why partner?\n\nA: To learn.\n\nQ: And what?\n",
            [("", "interviewer", "Why partner?"), ("", "guest", "To learn."), ("", "interviewer", "And what?")],
        ),
        (
            CHINESE,
            [
                ("", "interviewer", "为什么合作？"),
                ("王伟", "guest", "为了学习。"),
                ("", "interviewer", "学到了什么？"),
                ("王伟", "guest", "很多。"),
            ],
        ),
        ("By: Ann\nTitle: CEO\nBy: Bob\nTitle: CFO\n", []),
        ("Note: one.\nTags: a\nNote: two.\nTags: b\nNote: three.\n", []),
        ("Employee empowerment: it matters.\nTrust: it matters too.\n", []),
        ("http://example.org\nQ1: results\n10:30: lunch\n", []),
    ],
)
def test_each_turn_is_credited_to_who_speaks(
    load_content: Callable[[str, str], Document], text: str, turns: list[tuple[str, str, str]]
) -> None:
    assert _turns(load_content("notes.md", text)) == turns


@pytest.mark.parametrize("text", [INTERVIEW, PANEL, Q_AND_A, CHINESE])
def test_labels_are_furniture_and_inside_no_turn(load_content: Callable[[str, str], Document], text: str) -> None:
    places = Metadata.of(load_content("notes.md", text)).places
    labels = [place for place in places if place.value == "label"]
    spoken = [place for place in places if place.kind in ("speaker", "role")]
    assert len(labels) == len({place.start for place in spoken})
    assert all(label.end <= place.start or place.end <= label.start for label in labels for place in spoken)


def test_two_turns_make_a_dialogue_of_a_known_interview_only(load_content: Callable[[str, str], Document]) -> None:
    text = "Ann Lee: We began.\nAnn Lee: And went on.\n"
    assert [name for name, _, _ in _turns(load_content("interviews/notes.txt", text))] == ["Ann Lee", "Ann Lee"]
    assert _turns(load_content("articles/notes.txt", text)) == []


def test_who_speaks_is_who_the_document_is_about(load_content: Callable[[str, str], Document]) -> None:
    facets = Metadata.of(load_content("notes.txt", INTERVIEW)).facets
    assert facets.kind == "interview"
    assert [(person.name, person.role) for person in facets.people] == [
        ("Pulse", "interviewer"),
        ("Josh Hanson", "guest"),
    ]
