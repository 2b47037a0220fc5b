"""Real meetings, written out as files, come back with every turn's speaker in order."""

import json
from collections.abc import Callable, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pytest
from langchain_core.documents import Document

from loaders.document import Metadata

MEETINGS = Path(__file__).parents[3] / "shared/bench/meetings/val.jsonl"
SECONDS_A_TURN = 7

Said = Sequence[tuple[str, str]]


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


def _clock(turn: int) -> str:
    seconds = turn * SECONDS_A_TURN
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _as_vtt(said: Said) -> str:
    cues = (
        f"{_clock(turn)}.000 --> {_clock(turn + 1)}.000\n<v {speaker}>{words.replace('<', '&lt;')}</v>"
        for turn, (speaker, words) in enumerate(said)
    )
    return "WEBVTT\n\n" + "\n\n".join(cues)


def _with_labels(said: Said) -> str:
    return "\n".join(f"{speaker}: {words}" for speaker, words in said)


def _with_time_codes(said: Said) -> str:
    return "\n\n".join(f"[{_clock(turn)}] {speaker}: {words}" for turn, (speaker, words) in enumerate(said))


def _under_names(said: Said) -> str:
    return "\n\n".join(f"{speaker}  {_clock(turn)}\n{words}" for turn, (speaker, words) in enumerate(said))


@pytest.mark.skipif(not MEETINGS.exists(), reason="the meetings are not part of the repository")
@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("meeting.vtt", _as_vtt),
        ("meeting.txt", _with_labels),
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
