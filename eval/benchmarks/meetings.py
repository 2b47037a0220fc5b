"""Questions about meetings (QMSum): is a passage found that overlaps the turns which answer."""

import re
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from pydantic import BaseModel

from assistant.settings import load_settings
from eval.character_spans import Slice
from eval.loading import assistant_over, tracked
from eval.measuring import Figure, Measured, averaged
from eval.meeting_files import as_vtt
from eval.rankings import Ranking, measured
from eval.records import read_lines
from eval.reporting import Report, reported
from eval.retrieval import Retriever, search_of
from loaders import load

CUTOFFS = (1, 5, 10)


class Query(BaseModel):
    """A question about some of a meeting, and the ranges of turns that answer, both ends included."""

    query: str
    relevant_text_span: list[tuple[int, int]]


class Turn(BaseModel):
    speaker: str
    content: str


class Meeting(BaseModel):
    specific_query_list: list[Query]
    meeting_transcripts: list[Turn]

    def said(self) -> list[tuple[str, str]]:
        return [(turn.speaker, turn.content.strip()) for turn in self.meeting_transcripts]


@dataclass(frozen=True)
class Asked:
    """A question, the file of its meeting, and where in the file's text the answer stands."""

    question: str
    file: str
    gold: Sequence[Slice]


def run(data: Path, baseline: bool) -> Report:
    """Ask the specific questions of `data/val.jsonl`; with `baseline`, also of a plain LangChain pipeline."""
    started = time.perf_counter()
    listed = read_lines(data / "val.jsonl", Meeting)
    meetings = {f"meeting-{number:02}.vtt": meeting for number, meeting in enumerate(listed, start=1)}
    with tempfile.TemporaryDirectory() as folder:
        texts = {file: _saved(meeting, Path(folder) / file) for file, meeting in meetings.items()}
        asked = _questions(meetings, texts, lambda turn: turn.content)
        with assistant_over(Path(folder)) as assistant:
            figures = list(_retrieval("Ally", search_of(assistant), asked))
    if baseline:
        from eval.langchain_pipeline import plain_pipeline

        texts = {file: "\n".join(map(_line, meeting.meeting_transcripts)) for file, meeting in meetings.items()}
        asked = _questions(meetings, texts, _line)
        figures += _retrieval("LangChain", plain_pipeline(texts), asked)
    return reported("meetings", {"meetings": len(meetings), "questions": len(asked)}, started, figures)


def _line(turn: Turn) -> str:
    return f"{turn.speaker}: {turn.content.strip()}"


def _saved(meeting: Meeting, file: Path) -> str:
    """Save the meeting as a recording's transcript; the text of it that places are counted in."""
    file.write_text(as_vtt(meeting.said()), encoding="utf-8")
    [document] = load(file, file.parent, load_settings().max_file_mb * 1_000_000)
    return document.page_content


def _questions(
    meetings: Mapping[str, Meeting], texts: Mapping[str, str], written: Callable[[Turn], str]
) -> list[Asked]:
    questions = []
    for file, meeting in meetings.items():
        turns = turn_slices(file, texts[file], [written(turn) for turn in meeting.meeting_transcripts])
        for query in meeting.specific_query_list:
            gold = [each for first, last in query.relevant_text_span for each in turns[first : last + 1]]
            questions.append(Asked(query.query, file, gold))
    return questions


def turn_slices(source: str, text: str, turns: Sequence[str]) -> list[Slice]:
    """Where each turn stands in a text that has the same characters in the same order, white space apart."""
    places = [found.start() for found in re.finditer(r"\S", text)]
    sizes = [len("".join(turn.split())) for turn in turns]
    assert sum(sizes) == len(places), f"{source}: not the words that were written to it"
    places.append(len(text))
    return [
        Slice(source, places[end - size], places[end - 1] + 1 if size else places[end])
        for size, end in zip(sizes, accumulate(sizes), strict=True)
    ]


def _retrieval(system: str, retrieve: Retriever, questions: Sequence[Asked]) -> Iterator[Figure]:
    for what, inside in (("all meetings", False), ("inside the meeting", True)):
        yield from averaged(system, what, [_found(retrieve, each, inside) for each in tracked(questions, what)])


def _found(retrieve: Retriever, asked: Asked, inside: bool) -> Measured:
    """A passage is right where it overlaps a turn that answers."""
    found = retrieve(asked.question, max(CUTOFFS), asked.file if inside else None)
    names = [str(rank) for rank in range(len(found))]
    right = frozenset(name for name, each in zip(names, found, strict=True) if each.overlaps(asked.gold))
    # A question for which nothing right is found still counts: what would be right then is not among the found.
    values = measured(Ranking(names, right or frozenset({"none"})), CUTOFFS)
    if not inside:
        values["right meeting first"] = float(bool(found) and found[0].source == asked.file)
    return Measured(asked.file, values)
