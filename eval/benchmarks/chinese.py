"""Chinese questions about Chinese passages, each a file of its own (CMRC 2018): is the right one found."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel

from eval.loading import assistant_knowing, tracked
from eval.measuring import Figure, Measured, averaged
from eval.rankings import Ranking, measured
from eval.records import read_json
from eval.reporting import Report, reported
from eval.retrieval import Retriever, search_of

FILE = "cmrc2018_trial.json"
PASSAGES = 40  # found for each question, so that five documents are among them
CUTOFFS = (1, 5)


class Asked(BaseModel):
    question: str


class Paragraph(BaseModel):
    id: str
    context: str
    qas: list[Asked]


class Article(BaseModel):
    paragraphs: list[Paragraph]


class Collection(BaseModel):
    """The file, as SQuAD lays it out."""

    data: list[Article]


def run(data: Path, baseline: bool) -> Report:
    """Ask every question; with `baseline`, also of a plain LangChain pipeline."""
    started = time.perf_counter()
    articles = read_json(data / FILE, Collection).data
    paragraphs = [paragraph for article in articles for paragraph in article.paragraphs]
    texts = {f"{each.id}.txt": each.context for each in paragraphs}
    # The collection has a question without words.
    asked = [(asked.question, f"{each.id}.txt") for each in paragraphs for asked in each.qas if asked.question.strip()]
    with assistant_knowing(texts) as assistant:
        figures = list(_retrieval("Ally", search_of(assistant), asked))
    if baseline:
        from eval.langchain_pipeline import plain_pipeline

        figures += _retrieval("LangChain", plain_pipeline(texts), asked)
    return reported("chinese", {"documents": len(texts), "questions": len(asked)}, started, figures)


def _retrieval(system: str, retrieve: Retriever, questions: Sequence[tuple[str, str]]) -> Iterator[Figure]:
    yield from averaged(system, "Chinese", [_found(retrieve, *each) for each in tracked(questions, "Chinese")])


def _found(retrieve: Retriever, question: str, right: str) -> Measured:
    """Documents rank by their best passage. One is right, so that recall is a hit or none."""
    documents = list(dict.fromkeys(each.source for each in retrieve(question, PASSAGES)))
    found = measured(Ranking(documents, frozenset({right})), CUTOFFS)
    return Measured(right, {name.replace("Hit", "R"): value for name, value in found.items()})
