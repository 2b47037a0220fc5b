"""Transcribed meetings as the files a recorder saves."""

from collections.abc import Sequence

SECONDS_A_TURN = 7

Said = Sequence[tuple[str, str]]  # speaker and words of each turn


def clock(turn: int) -> str:
    """When a turn begins, as HH:MM:SS, were all of them equally long."""
    seconds = turn * SECONDS_A_TURN
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def as_vtt(said: Said) -> str:
    """A WebVTT file with a cue for each turn."""
    cues = (
        f"{clock(turn)}.000 --> {clock(turn + 1)}.000\n<v {speaker}>{words.replace('<', '&lt;')}</v>"
        for turn, (speaker, words) in enumerate(said)
    )
    return "WEBVTT\n\n" + "\n\n".join(cues)


def as_labelled(said: Said) -> str:
    """A plain transcript with a line for each turn."""
    return "\n".join(f"{speaker}: {words}" for speaker, words in said)
