from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.documents import Document

from loaders import Mislabelled
from loaders.document import Metadata
from loaders.formats.vtt import VttLoader
from loaders.source import SourceFile

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
    assert (facets.title, facets.kind) == ("Interview with Bob Ray", "interview")


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


def _captions(cues: list[str]) -> str:
    return "WEBVTT\n\n" + "\n\n".join(f"00:{n:02}.000 --> 00:{n:02}.900\n{cue}" for n, cue in enumerate(cues))


@pytest.mark.parametrize(
    ("cue", "speaker", "words"),
    [
        ("Jane Roe: And the budget?", "Jane Roe", "And the budget?"),
        ("Speaker 1: And the budget?", "Speaker 1", "And the budget?"),
        ("<v Jane>And the budget?", "Jane", "And the budget?"),
        ("Audience member: And the budget?", "", "And the budget?"),
        ("Jane: And the budget?", "", "Jane: And the budget?"),
        ("One thing: the budget.", "Ann Lee", "We begin. One thing: the budget. It is small."),
    ],
)
def test_who_speaks_once_is_not_taken_for_the_speaker_before(
    load_content: Callable[[str, str], Document], cue: str, speaker: str, words: str
) -> None:
    cues = ["Bob Ray: Yes.", "Well.", "Bob Ray: No.", "Ann Lee: Good.", "Ann Lee: We begin.", cue]
    goes_on = ["It is small."] if speaker == "Ann Lee" else []
    document = load_content("talk.vtt", _captions([*cues, *goes_on]))
    said = {text: name for name, text in _said(document, "speaker")}
    last = document.page_content.split("\n\n")[-1]
    assert (said.get(last, ""), last.removeprefix("Good. ")) == (speaker, words)


def test_where_every_cue_has_a_label_every_label_is_a_speaker(load_content: Callable[[str, str], Document]) -> None:
    cues = ["The Chair: Order.", "Ms. Poe: Thanks."] * 6 + ["User #7: Hi.", "Marketing: Yes.", "PhD B: No."]
    said = _said(load_content("hearing.vtt", _captions(cues)), "speaker")
    assert said[-4:] == [("Ms. Poe", "Thanks."), ("User #7", "Hi."), ("Marketing", "Yes."), ("PhD B", "No.")]


SRT = """1
00:00:01,000 --> 00:00:02,500
Ann Lee: Welcome &amp; <i>thanks</i>.

2
01:02:03,400 --> 01:02:05,000 X1:1
{\\an8}What comes
first?

3
01:02:06,000 --> 01:02:09,000
Bob Ray: A charter.
"""


@pytest.mark.parametrize("content", [SRT, "\n" + SRT, SRT.replace("\n", "\r\n")])
def test_subrip_is_read_like_webvtt(load_content: Callable[[str, str], Document], content: str) -> None:
    document = load_content("talk.srt", content)
    assert _said(document, "speaker") == [
        ("Ann Lee", "Welcome & thanks. What comes first?"),
        ("Bob Ray", "A charter."),
    ]
    assert _said(document, "time") == [
        ("00:00:01", "Welcome & thanks."),
        ("01:02:03", "What comes first?"),
        ("01:02:06", "A charter."),
    ]


@pytest.mark.parametrize("content", ["Ann Lee: Welcome.", TALK])
def test_what_is_no_subrip_says_so(load_content: Callable[[str, str], Document], content: str) -> None:
    with pytest.raises(Mislabelled, match="does not begin with a numbered caption; export it as SubRip"):
        load_content("talk.srt", content)


@pytest.mark.parametrize("label", ["", "<v Ann Lee>"])
@given(st.lists(st.text("ab, \n.", min_size=1).filter(str.strip), min_size=1))
def test_the_words_of_each_cue_stand_at_its_time_in_order(label: str, cues: list[str]) -> None:
    lines = [" ".join(cue.split()) for cue in cues]
    blocks = [f"00:{n // 60:02}:{n % 60:02}.000 --> 00:59:59.000\n{label}{line}" for n, line in enumerate(lines)]
    path = Path("talk.vtt")
    [document] = VttLoader(SourceFile(path, (), ("WEBVTT\n\n" + "\n\n".join(blocks)).encode())).lazy_load()
    assert _said(document, "time") == [(f"00:{n // 60:02}:{n % 60:02}", line) for n, line in enumerate(lines)]
