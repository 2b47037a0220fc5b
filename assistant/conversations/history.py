"""What a question is understood from: the turns before it, as far as whoever asks may still see their answers."""

from collections.abc import Sequence

from assistant.answering.reshaping import asks_for_shape
from assistant.conversations.kept import StoredTurn
from assistant.conversations.reading import Reader
from assistant.types import Answer, Turn

ANSWERS_READ = 8  # the latest; of turns before them the questions, which carry the subjects, are enough


def history_of(before: Sequence[StoredTurn], reader: Reader) -> list[Turn]:
    """The turns, oldest first; an answer that may not be seen, or is too long ago, is empty."""
    telling = [turn for turn in before if not asks_for_shape(turn.question)]
    latest = telling[-ANSWERS_READ:]
    earlier = [Turn(question=turn.question, answer="") for turn in telling[:-ANSWERS_READ]]
    return [*earlier, *(Turn(question=turn.question, answer=_text(turn, reader)) for turn in latest)]


def last_answer(before: Sequence[StoredTurn], reader: Reader) -> Answer | None:
    """The last answer that was given, as far as it may still be seen; None where there is none, or it failed."""
    read = next((read for turn in reversed(before) if (read := reader.read(turn))), None)
    return read.answer if read and read.answer.status != "failed" else None


def _text(turn: StoredTurn, reader: Reader) -> str:
    read = reader.read(turn)
    return read.answer.text if read and read.answer.status != "failed" else ""
