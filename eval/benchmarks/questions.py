"""Questions written by hand about a body of documents: is the answer right in full, and if not, what is wrong."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, Field

from assistant.assistant import Assistant
from assistant.types import Answer, Citation, Turn, Voice
from eval.loading import assistant_over, tracked
from eval.measuring import Figure, Half, Measured, averaged, half_of
from eval.records import folder_in, read_lines
from eval.reporting import Report, reported


class Question(BaseModel):
    """What a right answer has: of each group in `must` a wording, of each in `src` a source cited; nothing of `not`.

    `speaker` and `voice` are what a citation that carries one of the wordings has to say.
    """

    id: str
    question: str
    must: list[list[str]]
    src: list[list[str]]
    unwanted: list[str] = Field(default=[], alias="not")
    speaker: str | None = None
    voice: Voice | None = None
    history: list[tuple[str, str]] = []


@dataclass(frozen=True)
class Failure:
    """A question that was not answered right in full: which checks failed, and what was said instead."""

    questions: str
    half: Half
    id: str
    question: str
    failed: Sequence[str]
    missing: Sequence[Sequence[str]]
    status: str
    text: str
    cited: Sequence[str]


@dataclass(frozen=True)
class Judged(Report):
    """The figures, and every question that counts against them."""

    failures: Sequence[Failure]


def run(data: Path) -> Judged:
    """Ask the questions of each file in `data/questions` about `data/corpus`; a half is drawn by a question's id."""
    started = time.perf_counter()
    files = sorted(folder_in(data, "questions").glob("*.jsonl"))
    asked = {file.stem: read_lines(file, Question) for file in files}
    figures: list[Figure] = []
    failures: list[Failure] = []
    with assistant_over(folder_in(data, "corpus")) as assistant:
        for name, questions in asked.items():
            answers = [(each, asyncio.run(_answer(assistant, each))) for each in tracked(questions, name)]
            figures += averaged("Ally", name, [Measured(each.id, _values(each, answer)) for each, answer in answers])
            failures += _failures(name, answers)
    counts = {"questions": sum(map(len, asked.values())), "files": len(files)}
    report = reported("questions", counts, started, figures)
    return Judged(**vars(report), failures=failures)


async def _answer(assistant: Assistant, asked: Question) -> Answer:
    history = [Turn(question=question, answer=answer) for question, answer in asked.history]
    return await assistant.ask(asked.question, history=history)


def judged(asked: Question, answer: Answer) -> dict[str, bool]:
    """Each thing that a right answer has, by name, and whether this one has it."""
    said = _told(answer)
    cited = [citation.source for citation in answer.citations]
    carrying = [each for each in answer.citations if _carries(each, asked)]
    return {
        "answered": answer.status == "answered",
        "complete": all(_has(said, group) for group in asked.must),
        "sources": all(any(source.startswith(tuple(group)) for source in cited) for group in asked.src),
        "speaker": asked.speaker is None or any(_credits(each, asked.speaker) for each in carrying),
        "voice": asked.voice is None or any(each.voice == asked.voice for each in carrying),
        "nothing unwanted": not _has(said, asked.unwanted),
    }


def _values(asked: Question, answer: Answer) -> dict[str, float]:
    checks = judged(asked, answer)
    return {"right in full": float(all(checks.values()))} | {name: float(holds) for name, holds in checks.items()}


def _told(answer: Answer) -> str:
    """What a reader sees: the answer, its quotes, and whose they are and when they were said."""
    shown = (f"{each.speaker or ''} {each.time or ''} {each.quote}" for each in answer.citations)
    return " ".join((answer.text, *shown))


def _carries(citation: Citation, asked: Question) -> bool:
    told = f"{citation.speaker or ''} {citation.time or ''} {citation.quote}"
    return any(_has(told, [wording]) for group in asked.must for wording in group if wording != asked.speaker)


def _credits(citation: Citation, speaker: str) -> bool:
    """By its speaker; a sentence of prose that credits nobody has to name them itself."""
    return _has(citation.speaker or citation.quote, [speaker])


def _has(text: str, wordings: Sequence[str]) -> bool:
    return any(_plain(wording) in _plain(text) for wording in wordings)


def _plain(text: str) -> str:
    """Without what typesetting adds: line breaks, curly apostrophes, capitals."""
    return " ".join(text.replace("’", "'").split()).casefold()


def _failures(name: str, answers: Sequence[tuple[Question, Answer]]) -> Iterator[Failure]:
    for asked, answer in answers:
        failed = [check for check, holds in judged(asked, answer).items() if not holds]
        if failed:
            yield Failure(
                questions=name,
                half=half_of(asked.id),
                id=asked.id,
                question=asked.question,
                failed=failed,
                missing=[group for group in asked.must if not _has(_told(answer), group)],
                status=answer.status,
                text=answer.text,
                cited=list(dict.fromkeys(citation.source for citation in answer.citations)),
            )
