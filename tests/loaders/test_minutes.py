import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.documents import Document

from loaders.document import Facets, Metadata
from loaders.kinds.minutes import read

LoadContent = Callable[[str, str], Document]

MINUTES = """# Alder joint steering committee, meeting 4

Date: 3 March 2025. Signed by both alliance managers on 20 March 2025.

## Present

For Thistle: Anna Marsh (chair), J. Roe. For Alder: Dr. Léa Petit and Omar Said (secretary). Max Bell sent apologies.

## Apologies

Vera Stone

## 1. Budget

**Decision 4.1.** The budget is EUR 2 million. Owner: Anna Marsh, to inform finance. Due: 31 March 2025.

Decision 3.2, taken in May, was carried out.

Resolved: to move the launch. Votes: all in favour.

## Actions

| No. | Action | Owner | Due |
|---|---|---|---|
| A1 | Send the plan | J. Roe | 2 April 2025 |

## Decisions

- Omar Said will book the room by 5 May 2025
- Close the log (Léa Petit, 6 May 2025)
"""


def minutes(text: str) -> Metadata:
    return read(text, Metadata(facets=Facets(title="The body", kind="minutes"), markup="markdown"))


def decisions(text: str) -> list[tuple[str, str, str | None]]:
    found = [place for place in minutes(text).places if place.kind == "decision"]
    return [(text[p.start : p.end], *map(json.loads(p.value).get, ("owner", "due"))) for p in found]


def test_facets() -> None:
    facets = minutes(MINUTES).facets
    assert (facets.title, str(facets.date), facets.status) == ("The body", "2025-03-03", "approved")
    assert {person.name: person.role for person in facets.people} == {
        "Anna Marsh": "chair",
        "J. Roe": "attendee",
        "Dr. Léa Petit": "attendee",
        "Omar Said": "secretary",
    }


def test_decisions_have_owners_and_due_dates() -> None:
    assert [(words.split()[0], owner, due) for words, owner, due in decisions(MINUTES)] == [
        ("**Decision", "Anna Marsh", "2025-03-31"),
        ("Resolved:", "", None),
        ("|", "J. Roe", "2025-04-02"),
        ("Omar", "Omar Said", "2025-05-05"),
        ("Close", "Léa Petit", "2025-05-06"),
    ]


def test_rows_are_readable_with_their_header() -> None:
    rows = [place.value for place in minutes(MINUTES).places if place.kind == "row"]
    assert rows == ["No.: A1; Action: Send the plan; Owner: J. Roe; Due: 2 April 2025"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Draft 2, not signed. Approved by nobody.", "draft"),
        ("Status: approved", "approved"),
        ("The minutes of the previous meeting were approved by all.", ""),
        ("会议纪要（草案）", "draft"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert minutes(text).facets.status == status


def test_chinese_minutes() -> None:
    text = (
        "日期：2025年3月3日\n出席人员：李明（主席）、王芳\n缺席：张伟\n\n"
        "决定1：批准预算。负责人：王芳。截止日期：2025年4月1日\n"
    )
    assert [(person.name, person.role) for person in minutes(text).facets.people] == [
        ("李明", "chair"),
        ("王芳", "attendee"),
    ]
    assert [(owner, due) for _, owner, due in decisions(text)] == [("王芳", "2025-04-01")]


def test_an_owner_in_the_next_paragraph_belongs_to_the_decision() -> None:
    text = "Decision 7: we wait.\n\nOwner: Anna Marsh. Due: 1 May 2025.\n\nOther matters."
    assert decisions(text) == [(text[: text.index("\n\nOther")], "Anna Marsh", "2025-05-01")]


FRAGMENTS = st.sampled_from(
    [
        "Present: ",
        "Decision 1. ",
        "Owner: ",
        "Due: ",
        "| Owner | Due |\n",
        "|---|---|\n",
        "| A | B |\n",
        "## Actions\n",
        "- ",
        "\n\n",
        "A B",
        "(chair)",
        ", and ",
        "决定：",
        "负责人：",
        "Status: draft",
        "Resolved that ",
        "\r\n",
    ]
)


@given(st.lists(st.one_of(FRAGMENTS, st.text(max_size=20))).map("".join))
def test_any_text_is_read_and_its_places_lie_in_it(text: str) -> None:
    assert all(0 <= place.start < place.end <= len(text) for place in minutes(text).places)


@pytest.mark.parametrize(
    "unit",
    [
        "A ",
        "Present:\n",
        "| a ",
        "|\n",
        "Owner: A. ",
        "Decision 1. ",
        "- ",
        "\n",
        "#",
        "(",
        "## Actions\n- a\n",
        "Actions\n- a\n",
    ],
)
def test_long_repetitions_are_read(unit: str) -> None:
    minutes(unit * (100_000 // len(unit)))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# Larch committee, meeting 4\n\n## Present\n\nAnn Lee\n\n**Decision 4.1.** We go on.\n", "minutes"),
        ("Minutes of the JSC\n\nAttendees: Ann Lee, Bob Ray\n\nActions:\n- Bob to write the plan\n", "minutes"),
        ("联合指导委员会会议纪要\n\n出席：王伟、李娜\n\n决定：扩大试点。\n", "minutes"),
        ("Notes of a meeting in Oslo\n\nPresent: Ann Lee, Bob Ray\n\nWe talked about the weather.\n", "article"),
        ("How to run a meeting\n\nDecide early. Keep minutes.\n\nDecisions:\n- need an owner\n", "article"),
    ],
)
def test_minutes_are_known_by_their_wording(load_content: LoadContent, text: str, kind: str) -> None:
    assert Metadata.of(load_content("notes.md", text)).facets.kind == kind
