"""What a playbook keeps: steps whole, rows under their header, terms with their definition, who owns it."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.documents import Document

from loaders.document import Facets, Markup, Metadata
from loaders.kinds.playbook import read

LoadContent = Callable[[str, str], Document]


def _read(text: str, markup: Markup = "plain") -> Metadata:
    return read(text, Metadata(facets=Facets(title="Launch", kind="playbook"), markup=markup))


def _places(text: str, kind: str, markup: Markup = "plain") -> list[tuple[str, str]]:
    places = sorted(_read(text, markup).places, key=lambda place: place.start)
    return [(place.value, text[place.start : place.end]) for place in places if place.kind == kind]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "1. Name the managers.\n   - of both parties\n\n   In writing.\n2. Meet.\n\nThen rest.",
            [("1", "1. Name the managers.\n   - of both parties\n\n   In writing."), ("2", "2. Meet.")],
        ),
        (
            "Do this:\n1) Agree on a date for\nthe meeting.\n2) Write\nthe charter.\n\nAfterwards, rest.",
            [("1", "1) Agree on a date for\nthe meeting."), ("2", "2) Write\nthe charter.")],
        ),
        (
            "Step 1: Name them.\n\nBoth parties do.\n\nStep 2 – Meet.\n• monthly\n\nThe end.",
            [("1", "Step 1: Name them.\n\nBoth parties do."), ("2", "Step 2 – Meet.\n• monthly")],
        ),
        ("1. a\n   1. b\n   2. c\n2. d", [("1", "1. a\n   1. b\n   2. c"), ("2", "2. d")]),
        (
            "4.1 Ask the partner.\n4.2 Ask the executives.",
            [("4.1", "4.1 Ask the partner."), ("4.2", "4.2 Ask the executives.")],
        ),
        ("步骤一：任命经理\n步骤二：召开会议", [("一", "步骤一：任命经理"), ("二", "步骤二：召开会议")]),
        ("In 2024 we met.\n12. May was warm.", []),
        ("1. alone", []),
    ],
)
def test_a_step_holds_all_that_belongs_to_it(text: str, steps: list[tuple[str, str]]) -> None:
    assert _places(text, "step") == steps


def test_a_step_that_is_a_heading_runs_to_the_next(load_content: LoadContent) -> None:
    text = (
        "# Launch\n\n## Step 1: Meet\n\nTalk.\n\n### Notes\n\nWrite.\n\n## Step 2: Sign\n\nHere.\n\n## After\n\nRest.\n"
    )
    document = load_content("playbooks/launch.md", text)
    metadata = read(text, Metadata.of(document))
    steps = {(place.start, place.end) for place in metadata.places if place.kind == "step"}
    assert sorted(text[start:end] for start, end in steps) == [
        "## Step 1: Meet\n\nTalk.\n\n### Notes\n\nWrite.",
        "## Step 2: Sign\n\nHere.",
    ]


@pytest.mark.parametrize(
    ("markup", "text", "rows"),
    [
        (
            "markdown",
            "| Phase | Owner |\n|:--|--:|\n| Launch | **AM** |\n| Close\\|out | |\n\nText.",
            ["Phase: Launch; Owner: AM", "Phase: Close|out"],
        ),
        ("markdown", "Phase | Owner\n--- | ---\nLaunch | AM\n", ["Phase: Launch; Owner: AM"]),
        ("plain", "Phase    Days\nLaunch   30\nExit     90\n", ["Phase: Launch; Days: 30", "Phase: Exit; Days: 90"]),
        ("plain", "Phase\tDays\nLaunch\t30\nExit\t90\n", ["Phase: Launch; Days: 30", "Phase: Exit; Days: 90"]),
        (
            "plain",
            "Phase: Launch; Days: 30\n\nPhase: Exit; Days: 90",
            ["Phase: Launch; Days: 30", "Phase: Exit; Days: 90"],
        ),
        ("plain", "Some prose.  More prose.\nAnd a second line.\n", []),
    ],
)
def test_every_row_reads_under_its_header(markup: Markup, text: str, rows: list[str]) -> None:
    assert [value for value, _ in _places(text, "row", markup)] == rows


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        (
            "GLOSSARY\n\nJSC: joint steering committee,\nof both parties\nCRE – commercially reasonable efforts\n",
            [
                ("JSC", "JSC: joint steering committee,\nof both parties"),
                ("CRE", "CRE – commercially reasonable efforts"),
            ],
        ),
        ("**JSC** – joint steering committee\n\n**Note:** read on.", [("JSC", "**JSC** – joint steering committee")]),
        ("“Alliance” means the parties’ joint work.", [("Alliance", "“Alliance” means the parties’ joint work.")]),
        ("术语表\n\n联盟经理：负责合作的人\n", [("联盟经理", "联盟经理：负责合作的人")]),
        ("| Term | Meaning |\n|---|---|\n| JSC | committee |", [("JSC", "| JSC | committee |")]),
        ("Owner: Ann\nJSC: on Monday", []),
    ],
)
def test_a_definition_is_kept_with_its_term(text: str, terms: list[tuple[str, str]]) -> None:
    assert _places(text, "term") == terms


def test_plain_text_has_sections_where_they_are_plain() -> None:
    text = "1. Scope\n\nThis is for launches.\n\n2. Escalation\n\n2.1 Days\n\nThirty.\n\nWIND-DOWN\n\nTwo years.\n"
    assert [value for value, _ in _places(text, "section")] == [
        "1. Scope",
        "2. Escalation",
        "2. Escalation > 2.1 Days",
        "WIND-DOWN",
    ]


@pytest.mark.parametrize(
    "head",
    [
        "**Owner:** Ann Lee | **Status:** superseded by Launch 3 | Review by: 1 May 2026\nSupersedes: Launch 1\n",
        "| Field | Value |\n|---|---|\n| Owner | Ann Lee |\n| Status | superseded by Launch 3 |\n"
        "| Review date | 2026-05-01 |\n| Supersedes | Launch 1 |\n",
        "负责人：Ann Lee\n状态：superseded by Launch 3\n复审日期：2026年5月1日\n取代：Launch 1\n",
    ],
)
def test_the_first_lines_say_who_owns_it_and_whether_it_is_current(head: str) -> None:
    facets = _read(f"Launch\n\n{head}\nAlliance: Heron; Owner: Bob\n\nAlliance: Swan; Owner: Cho\n").facets
    assert (facets.owner, facets.status) == ("Ann Lee", "superseded by Launch 3")
    assert (facets.review_date, facets.supersedes) == (date(2026, 5, 1), "Launch 1")
    assert facets.origins["owner"] == "content"


PIECES = st.sampled_from(
    [
        "1. ",
        "2. ",
        "2.1 ",
        "Step 1: ",
        "步骤二",
        "\n",
        "\n\n",
        "\r\n",
        "| a ",
        "|--|",
        "- ",
        "  ",
        "\t",
        "**JSC** – ",
        "Glossary",
        "A: b; C: d",
        "## ",
        "\f",
        "Review by: ",
    ]
)


@given(st.lists(PIECES | st.text(max_size=4)).map("".join), st.sampled_from(["plain", "markdown", "pdf"]))
def test_places_of_any_text_lie_in_it_and_steps_are_apart(text: str, markup: Markup) -> None:
    places = _read(text, markup).places
    assert all(0 <= place.start < place.end <= len(text) for place in places)
    for kind in ("section", "step", "row"):
        ranges = sorted((place.start, place.end) for place in places if place.kind == kind)
        assert all(before[1] <= after[0] for before, after in pairwise(ranges))
