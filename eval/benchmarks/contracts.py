"""Questions about agreements: is the clause found, as characters, and is a missing clause told from a present one."""

import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel

from assistant.assistant import Assistant
from eval.asking import answer_of
from eval.character_spans import Slice, precision, recall
from eval.loading import assistant_over, tracked
from eval.measuring import Figure, Measured, averaged, separated
from eval.records import folder_in, read_lines
from eval.reporting import Report, reported
from eval.retrieval import Retriever, search_of

DEEP, NEAR = 64, 8


class Question(BaseModel):
    """A question about one agreement, and the slices of it that answer."""

    question: str
    gold: list[Slice]


class Absent(BaseModel):
    """A question about a clause that the agreement lacks."""

    question: str
    source: str


def run(data: Path, baseline: bool) -> Report:
    """Ask `data/*.jsonl` of `data/docs`; with `baseline`, also of a plain LangChain pipeline."""
    started = time.perf_counter()
    documents = folder_in(data, "docs")
    asked = {name: read_lines(data / f"{name}.jsonl", Question) for name in ("questions", "natural")}
    absent = read_lines(data / "absent.jsonl", Absent)
    wordings = {"template questions": asked["questions"], "natural questions": asked["natural"]}
    with assistant_over(documents) as assistant:
        figures = list(_retrieval("Ally", search_of(assistant), wordings))
        figures += _present_or_absent(assistant, asked["questions"], absent)
    if baseline:
        from eval.langchain_pipeline import plain_pipeline

        texts = {path.name: path.read_bytes().decode() for path in sorted(documents.iterdir())}
        figures += _retrieval("LangChain", plain_pipeline(texts), wordings)
    counts = {"agreements": len(list(documents.iterdir()))} | {what: len(some) for what, some in wordings.items()}
    return reported("contracts", counts | {"absent questions": len(absent)}, started, figures)


def _retrieval(system: str, retrieve: Retriever, wordings: Mapping[str, Sequence[Question]]) -> Iterator[Figure]:
    for what, questions in wordings.items():
        yield from averaged(system, what, [_found(retrieve, each) for each in tracked(questions, what)])


def _found(retrieve: Retriever, asked: Question) -> Measured:
    """As LegalBench-RAG measures, and the share of the best eight that lies in another agreement."""
    found = retrieve(asked.question, DEEP)
    document = asked.gold[0].source
    near = found[:NEAR]
    return Measured(
        document,
        {
            "P@1": precision(found[:1], asked.gold),
            "R@8": recall(near, asked.gold),
            "R@64": recall(found, asked.gold),
            "wrong document at 8": sum(each.source != document for each in near) / (len(near) or 1),
        },
    )


def _present_or_absent(assistant: Assistant, present: Sequence[Question], absent: Sequence[Absent]) -> Iterator[Figure]:
    """The assistant's own measure of how likely it is that the sources answer, which it refuses by."""
    asked = [(each.question, each.gold[0].source, True) for each in present]
    asked += [(each.question, each.source, False) for each in absent]
    yield from separated(
        "Ally",
        "present or absent",
        [
            (document, answerable, answer_of(assistant, question).support)
            for question, document, answerable in tracked(asked, "present or absent")
        ],
    )
