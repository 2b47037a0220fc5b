"""The last answer in another shape keeps its words and its citations."""

import pytest

from assistant.answering.reshaping import asks_for_shape, reshaped
from assistant.types import Answer, Citation, Sentence


def citation(number: int) -> Citation:
    return Citation(
        number=number,
        quote=f"Quote {number}.",
        source=f"minutes/{number}.md",
        document=f"Minutes {number}",
        document_id=f"d{number}",
        kind="minutes",
        date="2024-05-02",
        start=0,
        end=8,
    )


ANSWER = Answer(
    id="a",
    status="answered",
    question="Who chairs the committee?",
    standalone_question="Who chairs the committee?",
    text="First. [1]\nSecond. [2][3]\nThird. [1]\nThe sources differ.",
    sentences=[
        Sentence(text="First.", citations=[1], verified=True),
        Sentence(text="Second.", citations=[2, 3], verified=True),
        Sentence(text="Third.", citations=[1], verified=True),
    ],
    citations=[citation(1), citation(2), citation(3)],
    notes=["The sources differ."],
    support=0.8,
    model="extractive",
    seconds=0.4,
)
REFUSAL = ANSWER.model_copy(
    update={"status": "not_found", "text": "The sources do not answer this.", "sentences": [], "citations": []}
)

SHORTER = "First. [1]\nSecond. [2][3]"
ONE_SENTENCE = "First. [1]"
LIST = "- First. [1]\n- Second. [2][3]\n- Third. [1]\nThe sources differ."
SOURCES = "\n".join(f"Minutes {n} · 2024-05-02 · minutes/{n}.md [{n}]" for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("request_", "text"),
    [
        ("Shorter", SHORTER),
        ("shorter, please", SHORTER),
        ("Can you make that a bit shorter?", SHORTER),
        ("Make it more concise.", SHORTER),
        ("That's too long", SHORTER),
        ("简短一点", SHORTER),
        ("请再简短一些。", SHORTER),
        ("太长了", SHORTER),
        ("in one sentence", ONE_SENTENCE),
        ("Say it in a single sentence please", ONE_SENTENCE),
        ("一句话", ONE_SENTENCE),
        ("用一句话概括一下", ONE_SENTENCE),
        ("as a list", LIST),
        ("Put that in bullet points, please.", LIST),
        ("请分点列出", LIST),
        ("列成清单", LIST),
        ("just the sources", SOURCES),
        ("Give me only the sources", SOURCES),
        ("只要来源", SOURCES),
    ],
)
def test_a_request_for_another_shape_is_met_from_the_answer(request_: str, text: str) -> None:
    shaped = reshaped(ANSWER, request_)
    assert shaped is not None
    assert shaped.text == text
    assert (shaped.question, shaped.standalone_question) == (request_, ANSWER.standalone_question)
    by_number = {each.number: each for each in shaped.citations}
    assert list(by_number) == list(range(1, len(by_number) + 1))
    assert {n for each in shaped.sentences for n in each.citations} == by_number.keys()
    assert {each.quote for each in shaped.citations} <= {each.quote for each in ANSWER.citations}


@pytest.mark.parametrize(
    "question",
    [
        "Which agreement has the shorter notice period?",
        "Is there a list of partners?",
        "What are the sources of conflict?",
        "In one sentence, what is a JSC?",
        "List the partners",
        "Sources of funding",
        "短期合作是什么？",
        "清单上有谁？",
        "",
    ],
)
def test_a_question_is_a_question(question: str) -> None:
    assert not asks_for_shape(question)
    assert reshaped(ANSWER, question) is None


def test_an_answer_without_sentences_stays_as_it_is() -> None:
    shaped = reshaped(REFUSAL, "Shorter")
    assert shaped is not None
    assert (shaped.status, shaped.text) == ("not_found", "The sources do not answer this.")


def test_shorter_can_be_asked_again_and_keeps_the_first_sentence() -> None:
    shaped: Answer | None = ANSWER
    for _ in range(4):
        assert shaped is not None
        shaped = reshaped(shaped, "shorter")
    assert shaped is not None
    assert shaped.text == ONE_SENTENCE


def test_a_long_request_is_told_apart_at_once() -> None:
    assert not asks_for_shape("please " * 500 + "make it " * 500)
