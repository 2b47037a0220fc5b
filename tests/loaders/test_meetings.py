"""Real meetings, written out as files, come back with every turn's speaker in order."""

import json
from collections.abc import Callable
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pytest
from langchain_core.documents import Document

from eval.meeting_files import Said, as_labelled, as_vtt, clock
from loaders.document import Metadata

MEETINGS = Path(__file__).parents[3] / "shared/bench/meetings/val.jsonl"


def _meetings() -> list[Said]:
    """Speaker and words of each turn; where one without words is left out, its neighbours may become one."""
    meetings = [json.loads(line)["meeting_transcripts"] for line in MEETINGS.read_text("utf-8").splitlines()]
    return [
        [
            (speaker, " ".join(turn["content"].strip() for turn in turns))
            for speaker, turns in groupby((turn for turn in meeting if turn["content"].strip()), itemgetter("speaker"))
        ]
        for meeting in meetings
    ]


def _with_time_codes(said: Said) -> str:
    return "\n\n".join(f"[{clock(turn)}] {speaker}: {words}" for turn, (speaker, words) in enumerate(said))


def _under_names(said: Said) -> str:
    return "\n\n".join(f"{speaker}  {clock(turn)}\n{words}" for turn, (speaker, words) in enumerate(said))


@pytest.mark.skipif(not MEETINGS.exists(), reason="the meetings are not part of the repository")
@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("meeting.vtt", as_vtt),
        ("meeting.txt", as_labelled),
        ("meeting.md", _with_time_codes),
        ("meeting.txt", _under_names),
    ],
)
def test_every_turn_survives_the_trip_through_a_file(
    load_content: Callable[[str, str], Document], name: str, write: Callable[[Said], str]
) -> None:
    for said in _meetings():
        document = load_content(name, write(said))
        speakers = [place for place in Metadata.of(document).places if place.kind == "speaker"]
        assert [
            (place.value, " ".join(document.page_content[place.start : place.end].split())) for place in speakers
        ] == [(speaker, " ".join(words.split())) for speaker, words in said]
