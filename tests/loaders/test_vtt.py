from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.documents import Document

from loaders.document import Metadata
from loaders.source import SourceFile
from loaders.vtt import VttLoader

TALK = """WEBVTT

NOTE
title: First hundred days
date: 2 May 2024
people: Ann Lee (moderator), Bob Ray

1
00:00:01.000 --> 00:00:02.500
<v Ann Lee>Welcome &amp; <i>thanks</i>.</v>

2
00:00:03.000 --> 00:00:05.000 align:start
<v Ann Lee>What comes
first?</v>

3
01:02:03.000 --> 01:02:09.000
<v Bob Ray>A charter.</v>
<v Ann Lee>And then?</v>
"""


def _said(document: Document, kind: str) -> list[tuple[str, str]]:
    places = Metadata.of(document).places
    return [(place.value, document.page_content[place.start : place.end]) for place in places if place.kind == kind]


def test_a_transcript_is_its_speech_with_speakers_and_times(load_content: Callable[[str, str], Document]) -> None:
    document = load_content("talk.vtt", TALK)
    assert document.page_content == "Welcome & thanks. What comes first?\n\nA charter.\n\nAnd then?"
    assert _said(document, "speaker") == [
        ("Ann Lee", "Welcome & thanks. What comes first?"),
        ("Bob Ray", "A charter."),
        ("Ann Lee", "And then?"),
    ]
    assert _said(document, "time") == [
        ("00:00:01", "Welcome & thanks."),
        ("00:00:03", "What comes first?"),
        ("01:02:03", "A charter."),
        ("01:02:03", "And then?"),
    ]


def test_the_note_at_the_head_declares_facets(load_content: Callable[[str, str], Document]) -> None:
    facets = Metadata.of(load_content("talk.vtt", TALK)).facets
    assert (facets.title, str(facets.date)) == ("First hundred days", "2024-05-02")
    assert facets.origins["title"] == "front matter"


def test_a_name_before_the_words_of_a_cue_is_its_speaker(load_content: Callable[[str, str], Document]) -> None:
    cues = ["Ann Lee: How did it start?", "Bob Ray: Slowly.", "One thing: trust.", "AL: And now?", "Bob: Fast."]
    document = load_content(
        "governance_interview.vtt",
        "WEBVTT\n\n" + "\n\n".join(f"00:0{n}.000 --> 00:0{n}.900\n{cue}" for n, cue in enumerate(cues)),
    )
    assert _said(document, "speaker") == [
        ("Ann Lee", "How did it start?"),
        ("Bob Ray", "Slowly. One thing: trust."),
        ("Ann Lee", "And now?"),
        ("Bob Ray", "Fast."),
    ]
    assert [role for role, _ in _said(document, "role")] == ["interviewer", "guest", "interviewer", "guest"]
    facets = Metadata.of(document).facets
    assert (facets.title, facets.kind) == ("Governance interview", "interview")


FLOOR = """WEBVTT

NOTE
kind: talk
people: Bob Ray (speaker), Ann Lee (moderator)

00:01.000 --> 00:02.000
{host}: Welcome.

00:02.000 --> 00:03.000
Bob Ray: We meet twice a year.

00:03.000 --> 00:04.000
{floor}: Ours meets twice a month.

00:04.000 --> 00:05.000
{floor}: How do you keep up?

00:05.000 --> 00:06.000
Bob Ray: By mail.
"""


@pytest.mark.parametrize("host", ["Ann Lee", "Host", "Moderator", "Facilitator"])
@pytest.mark.parametrize(
    "floor", ["Audience member", "AUDIENCE", "Audience", "Questioner", "Question from the audience", "Attendee"]
)
def test_what_the_audience_says_is_credited_to_nobody_else(
    load_content: Callable[[str, str], Document], host: str, floor: str
) -> None:
    document = load_content("panel.vtt", FLOOR.format(host=host, floor=floor))
    assert _said(document, "speaker") == [
        ("Ann Lee", "Welcome."),
        ("Bob Ray", "We meet twice a year."),
        ("Bob Ray", "By mail."),
    ]
    assert ("audience", "Ours meets twice a month. How do you keep up?") in _said(document, "role")
    assert [person.name for person in Metadata.of(document).facets.people] == ["Bob Ray", "Ann Lee"]


@pytest.mark.parametrize("label", ["", "<v Ann Lee>"])
@given(st.lists(st.text("ab, \n.", min_size=1).filter(str.strip), min_size=1))
def test_the_words_of_each_cue_stand_at_its_time_in_order(label: str, cues: list[str]) -> None:
    lines = [" ".join(cue.split()) for cue in cues]
    blocks = [f"00:{n // 60:02}:{n % 60:02}.000 --> 00:59:59.000\n{label}{line}" for n, line in enumerate(lines)]
    path = Path("talk.vtt")
    [document] = VttLoader(SourceFile(path, (), ("WEBVTT\n\n" + "\n\n".join(blocks)).encode())).lazy_load()
    assert _said(document, "time") == [(f"00:{n // 60:02}:{n % 60:02}", line) for n, line in enumerate(lines)]
