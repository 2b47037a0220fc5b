"""Who speaks when, in every layout that transcripts and interviews come in."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.documents import Document

from loaders.document import Facets, Metadata, Person
from loaders.kinds.dialogue import find_turns, read, turn_places

LoadContent = Callable[[str, str], Document]


def _said(text: str, people: tuple[Person, ...] = ()) -> list[tuple[str, str, str]]:
    """Speaker, time of the first words, and words of each turn of a document of unknown kind."""
    return [
        (turn.speaker.name or turn.speaker.role, turn.stretches[0].time, text[turn.start : turn.end])
        for turn in find_turns(text, 0, None, people)
    ]


ANN, BOB = ("Ann Lee", "00:00:03", "Welcome."), ("Bob Ray", "01:02:09", "Thanks.\nAll of you.")


@pytest.mark.parametrize(
    "text",
    [
        "[00:00:03] Ann Lee: Welcome.\n[01:02:09] Bob Ray: Thanks.\nAll of you.",
        "(0:03) Ann Lee: Welcome.\n\n(1:02:09) Bob Ray: Thanks.\nAll of you.",
        "00:00:03.120 Ann Lee: Welcome.\n01:02:09.5 Bob Ray: Thanks.\nAll of you.",
        "[00:00:03 --> 00:00:09] Ann Lee: Welcome.\n[01:02:09 --> 01:02:12] Bob Ray: Thanks.\nAll of you.",
        "[0:03] **Ann Lee:** Welcome.\n\n[62:09] **Bob Ray:** Thanks.\nAll of you.",
        "[0:03]\nAnn Lee: Welcome.\n[62:09]\nBob Ray: Thanks.\nAll of you.",
        "Ann Lee (00:03): Welcome.\nBob Ray (62:09): Thanks.\nAll of you.",
        "Ann Lee [00:00:03]\nWelcome.\n\nBob Ray [01:02:09]\nThanks.\nAll of you.",
        "Ann Lee  0:03  \nWelcome.\n\nBob Ray  1:02:09  \nThanks.\nAll of you.",
        "**Ann Lee** (0:03)\nWelcome.\n\n**Bob Ray** (1:02:09)\nThanks.\nAll of you.",
        "0:03 - Ann Lee\nWelcome.\n\n1:02:09 - Bob Ray\nThanks.\nAll of you.",
    ],
)
def test_time_codes_and_names_are_read_in_the_usual_layouts(text: str) -> None:
    assert _said(text) == [ANN, BOB]


def test_a_time_code_alone_does_not_end_a_turn(load_content: LoadContent) -> None:
    document = load_content("talk.txt", "[00:01] Ann Lee: One.\n[00:09] Two.\n[00:12] Bob Ray: Three.\n")
    metadata, text = Metadata.of(document), document.page_content
    assert [(place.value, text[place.start : place.end]) for place in metadata.places if place.kind == "time"] == [
        ("00:00:01", "One."),
        ("00:00:09", "Two."),
        ("00:00:12", "Three."),
    ]
    assert [place.value for place in metadata.places if place.kind == "speaker"] == ["Ann Lee", "Bob Ray"]
    assert [text[place.start : place.end] for place in metadata.places if place.kind == "furniture"] == [
        "[00:01] Ann Lee: ",
        "[00:09] ",
        "[00:12] Bob Ray: ",
    ]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("ANN LEE: Why?\nBOB RAY: So.\nANN LEE: How?\nBOB RAY: Thus.", ["ANN LEE", "BOB RAY"] * 2),
        ("**Ann Lee**\n\nWhy?\n\n**Bob Ray**\n\nSo.\n\n**Ann Lee**\n\nHow?", ["Ann Lee", "Bob Ray", "Ann Lee"]),
        ("Ann Lee: Why?\nBob Ray: So.\nCho Min: Yes.\nAnn Lee: Well?", ["Ann Lee", "Bob Ray", "Cho Min", "Ann Lee"]),
        ("Ann: Why?\nBob: So.\nCho: Yes.\nNote: laughter.\nAnn: Well?", ["Ann", "Bob", "Cho", "Ann"]),
        (
            "Ann Lee: Why?\nSpeaker 1: So.\nAnn Lee: Well?\nBob Ray: Yes.",
            ["Ann Lee", "Speaker 1", "Ann Lee", "Bob Ray"],
        ),
        ("Josh Roe: So?\nAnn Lee: So.\nJR: Why?\nAL: Yes.", ["Josh Roe", "Ann Lee"] * 2),
        ("Dr. Tom Poe: So?\nAnn Lee: So.\nDr. Poe: Why?\nLee: Yes.", ["Dr. Tom Poe", "Ann Lee"] * 2),
        ("Ann Lee (Acme): Why?\nBob Ray, Beta: So.\nAnn Lee: How?", ["Ann Lee (Acme)", "Bob Ray, Beta", "Ann Lee"]),
        ("问：为什么？\n答：学习。\n问：然后？\n答：没有。", ["interviewer", "guest"] * 2),
        ("主持人：为什么？\n王伟：学习。\n李娜：市场。\n王伟：对。", ["moderator", "王伟", "李娜", "王伟"]),
        ("**Why did it begin?**\n\nI liked it.\n\n**And then?**\n\nWe met.", ["interviewer", "guest"] * 2),
        ("**Why?**\n\nJosh Roe: I did.\n\n**And then?**\n\nJR: Thus.", ["interviewer", "Josh Roe"] * 2),
        ("**Who approves it?**\n\nThe committee.\n\n**When?**\n\nIn May.", []),
        ("Decision: extend\nOwner: Ann\nDue: May\n" * 3, []),
        ("09:00 Welcome\nOpening words\n09:30 Break\nCoffee\n10:15 Close\nGoodbye", []),
    ],
)
def test_each_layout_names_its_speakers(text: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _, _ in _said(text)] == speakers


def test_one_person_under_two_names_has_one_part_and_is_listed_once(load_content: LoadContent) -> None:
    text = "Ann Lee (Acme): Why?\nBob Ray: So.\nAnn Lee: How?\nBob Ray: Thus.\n"
    assert Metadata.of(load_content("notes.txt", text)).facets.people == [
        Person(name="Ann Lee", role="interviewer"),
        Person(name="Bob Ray", role="guest"),
    ]


def test_whoever_asks_once_does_not_lead() -> None:
    text = "Ann Lee: Why?\nBob Ray: So.\nAnn Lee: How?\nCho Min: May I?\nBob Ray: Yes.\n"
    roles = {turn.speaker.name: turn.speaker.role for turn in find_turns(text, 0, None, [])}
    assert roles == {"Ann Lee": "interviewer", "Bob Ray": "guest", "Cho Min": "guest"}


def test_turns_are_found_in_text_from_any_format() -> None:
    metadata = Metadata(facets=Facets(title="Talk", kind="article", origins={"kind": "default"}))
    found = read("Ann Lee  0:03\nWelcome.\n\nBob Ray  0:12\nThanks.\n\nCho Min  0:19\nYes.", metadata)
    assert (found.facets.kind, [person.name for person in found.facets.people]) == (
        "talk",
        ["Ann Lee", "Bob Ray", "Cho Min"],
    )
    assert read("anything", found) == found


PIECES = st.sampled_from(
    [
        "Ann Lee",
        "Bob",
        ": ",
        "：",
        "\n",
        "\r\n",
        "[00:01]",
        "1:02:03",
        " ",
        "**",
        "?",
        "Q",
        "A",
        "(",
        ")",
        ", ",
        "## ",
        "答",
    ]
)


@given(st.lists(PIECES | st.text(max_size=4)).map("".join))
def test_turns_of_any_text_are_apart_and_in_order(text: str) -> None:
    places = list(turn_places(find_turns(text, 0, "talk", [])))
    assert all(place.start < place.end for place in places)
    for kind in ("speaker", "time", "furniture"):
        ranges = [(place.start, place.end) for place in places if place.kind == kind]
        assert all(before[1] <= after[0] for before, after in pairwise(ranges))
