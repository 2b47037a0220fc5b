"""When an answer to a question written by hand is right in full."""

from pathlib import Path
from typing import Any

import pytest

from assistant.types import Answer, Citation
from eval.benchmarks.questions import Question, judged
from eval.records import read_lines

QUESTIONS = Path(__file__).parents[2] / "examples" / "questions"
CORPUS = Path(__file__).parents[2] / "examples" / "corpus"

RIGHT: dict[str, Any] = {
    "source": "talks/ending-well.vtt",
    "document_id": "d1",
    "document": "Ending well",
    "kind": "talk",
    "speaker": "Helga Maartens",
    "voice": "said",
    "time": "00:09:14",
    "start": 0,
    "end": 10,
    "number": 1,
    "quote": "I warn you against one\nsentence: let’s part as friends.",
}


def answer(status: str = "answered", **changes: object) -> Answer:
    citation = Citation.model_validate(RIGHT | changes)
    return Answer.model_validate(
        {"id": "a", "status": status, "question": "q", "standalone_question": "q", "text": "", "citations": [citation]}
        | {"model": "m", "seconds": 0}
    )


def asked(**changes: object) -> Question:
    right = {"id": "q", "question": "q", "must": [["let's part as friends", "as friends"]], "src": [["talks/ending"]]}
    return Question.model_validate(right | {"speaker": "Helga Maartens", "voice": "said"} | changes)


@pytest.mark.parametrize(
    ("question", "given", "failed"),
    [
        (asked(), answer(), set()),
        (asked(must=[["09:14"]]), answer(), set()),
        (asked(must=[["friends"], ["enemies"]]), answer(), {"complete"}),
        (asked(src=[["talks/ending"], ["minutes/"]]), answer(), {"sources"}),
        (asked(src=[["minutes/", "talks/"]]), answer(), set()),
        (asked(), answer("not_found"), {"answered"}),
        (asked(), answer(speaker="Imke Solberg"), {"speaker"}),
        (asked(), answer(speaker=None), {"speaker"}),
        (asked(), answer(speaker=None, quote="let's part as friends, Helga Maartens said."), set()),
        (asked(), answer(voice="reported"), {"voice"}),
        (asked(speaker=None, voice=None), answer(speaker=None, voice="author"), set()),
        (Question.model_validate(asked().model_dump() | {"not": ["ONE sentence"]}), answer(), {"nothing unwanted"}),
    ],
)
def test_what_is_wrong_with_an_answer(question: Question, given: Answer, failed: set[str]) -> None:
    assert {check for check, holds in judged(question, given).items() if not holds} == failed


def test_the_questions_name_sources_of_the_sample_corpus() -> None:
    files = sorted(QUESTIONS.glob("*.jsonl"))
    bodies = [read_lines(file, Question) for file in files]
    assert all(len({each.id for each in questions}) == len(questions) for questions in bodies)
    named = {source for questions in bodies for each in questions for group in each.src for source in group}
    assert not [source for source in named if not (CORPUS / source).is_file()]
