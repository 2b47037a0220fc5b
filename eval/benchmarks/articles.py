"""Questions about saved articles: is the answer there, from the right source, and are the others refused."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from assistant.assistant import Assistant
from assistant.settings import load_settings
from assistant.types import Answer, Turn
from eval.loading import assistant_over, tracked
from eval.records import folder_in, read_lines
from eval.reporting import circumstances


class Question(BaseModel):
    """`must` holds groups of wordings, one of each to appear; `src` what the right source's path begins with."""

    id: str
    question: str
    answerable: bool
    must: list[list[str]]
    src: list[str]
    history: list[tuple[str, str]] = []


@dataclass(frozen=True)
class Outcome:
    """What became of one question."""

    id: str
    question: str
    answerable: bool
    answered: bool
    right_source: bool
    complete: bool
    text: str


@dataclass(frozen=True)
class Figures:
    """How many of the answerable were answered from the right source, and of the others refused."""

    circumstances: dict[str, Any]
    answerable: int
    right_source: int
    complete: int
    unanswerable: int
    refused: int
    outcomes: Sequence[Outcome]


def run(data: Path) -> Figures:
    """Ask every question of `data/questions` about `data/corpus`, and print a table."""
    files = sorted(folder_in(data, "questions").glob("*.jsonl"))
    questions = [question for file in files for question in read_lines(file, Question)]
    with assistant_over(folder_in(data, "corpus")) as assistant:
        outcomes = asyncio.run(_ask_all(assistant, questions))
    answerable = [each for each in outcomes if each.answerable]
    others = [each for each in outcomes if not each.answerable]
    figures = Figures(
        circumstances=circumstances(load_settings()),
        answerable=len(answerable),
        right_source=sum(each.right_source for each in answerable),
        complete=sum(each.right_source and each.complete for each in answerable),
        unanswerable=len(others),
        refused=sum(not each.answered for each in others),
        outcomes=outcomes,
    )
    _print(figures)
    return figures


async def _ask_all(assistant: Assistant, questions: Sequence[Question]) -> list[Outcome]:
    outcomes = []
    for asked in tracked(questions, "articles"):
        history = [Turn(question=question, answer=answer) for question, answer in asked.history]
        outcomes.append(_outcome(asked, await assistant.ask(asked.question, history=history)))
    return outcomes


def _outcome(asked: Question, answer: Answer) -> Outcome:
    said = " ".join([answer.text, *(citation.quote for citation in answer.citations)]).casefold()
    return Outcome(
        id=asked.id,
        question=asked.question,
        answerable=asked.answerable,
        answered=answer.status == "answered",
        right_source=any(c.source.startswith(prefix) for c in answer.citations for prefix in asked.src),
        complete=all(any(wording.casefold() in said for wording in group) for group in asked.must),
        text=answer.text,
    )


def _print(figures: Figures) -> None:
    out = Console(highlight=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("", "Question", "Answered", "Source", "Complete", "Answer"):
        table.add_column(name)
    for each in figures.outcomes:
        marks = [_mark(each.answered == each.answerable)]
        marks += [_mark(each.right_source), _mark(each.complete)] if each.answerable else ["", ""]
        table.add_row(each.id, escape(each.question), *marks, escape(each.text))
    out.print(table)
    out.print(
        f"\n{figures.right_source} of {figures.answerable} answered from the right source, "
        f"{figures.complete} of them complete"
    )
    out.print(f"{figures.refused} of {figures.unanswerable} unanswerable questions refused")
    at = figures.circumstances
    out.print(f"[dim]commit {at['commit']}, {at['cores']} cores, {at['date']}[/dim]")


def _mark(good: bool) -> str:
    return "[green]yes[/green]" if good else "[red]no[/red]"
