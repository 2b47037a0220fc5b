"""Follow-ups made to stand alone (TREC CAsT 2019), held against a person's rewriting and against simple ways."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel

from assistant.answering.rewriting import standalone
from assistant.knowledge.terms import STOP_WORDS, words
from assistant.types import Turn
from eval.measuring import Figure, Measured, averaged
from eval.records import read_lines
from eval.reporting import Report, reported

Rewriting = Callable[[str, Sequence[str]], str]


class FollowUp(BaseModel):
    """A question with those before it, oldest first, and as a person put it to stand alone."""

    topic: int
    history: list[str]
    question: str
    standalone: str


def _by_ally(question: str, history: Sequence[str]) -> str:
    return standalone(question, [Turn(question=asked, answer="") for asked in history])


WAYS: Mapping[str, Rewriting] = {
    "Ally": _by_ally,
    "as asked": lambda question, _: question,
    "previous + question": lambda question, history: f"{history[-1]} {question}",
    "first + question": lambda question, history: f"{history[0]} {question}",
    "all + question": lambda question, history: " ".join((*history, question)),
}


def run(data: Path) -> Report:
    """Rewrite the questions of `data/cast2019.jsonl`."""
    started = time.perf_counter()
    asked = read_lines(data / "cast2019.jsonl", FollowUp)
    figures = [figure for system, rewrite in WAYS.items() for figure in _compared(system, rewrite, asked)]
    counts = {"questions": len(asked), "topics": len({each.topic for each in asked})}
    return reported("followups", counts, started, figures)


def _compared(system: str, rewrite: Rewriting, asked: Sequence[FollowUp]) -> Iterator[Figure]:
    measured = [Measured(f"topic {each.topic}", _values(each, rewrite(each.question, each.history))) for each in asked]
    yield from averaged(system, "follow-ups", measured)


def _values(asked: FollowUp, rewritten: str) -> Mapping[str, float]:
    """Added-word recall where the person added content words; left alone where the person only changed the spelling."""
    own, wanted, got = (list(words(text)) for text in (asked.question, asked.standalone, rewritten))
    values = {"token F1": f1(got, wanted)}
    if added := set(wanted) - set(own) - STOP_WORDS:
        values["added-word recall"] = len(added & set(got)) / len(added)
    if own == wanted:
        values["self-contained left alone"] = float(got == own)
    return values


def f1(got: Sequence[str], wanted: Sequence[str]) -> float:
    """The harmonic mean of precision and recall in words, each as often as it occurs."""
    shared = (Counter(got) & Counter(wanted)).total()
    return 2 * shared / ((len(got) + len(wanted)) or 1)
