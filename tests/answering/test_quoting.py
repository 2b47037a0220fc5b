"""What may stand in an answer, and that it stands in the source word for word."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.quoting import longest_turn, quotes_of
from assistant.answering.wording import one_line, sentence_of
from assistant.knowledge.stored import StoredPassage
from assistant.retrieval.search import Found
from loaders.document import Markup, Place


def found(text: str, places: Sequence[Place] = (), markup: Markup = "plain", start: int = 0) -> Found:
    passage = StoredPassage(
        id="p",
        document_id="d",
        source_id="s",
        source="notes.md",
        title="Launch",
        kind="playbook",
        date=None,
        language="en",
        markup=markup,
        start=start,
        end=start + len(text),
        text=text,
        reading=text,
        context="Launch",
        places=places,
        tokens=1,
        superseded=False,
    )
    return Found(passage, 1.0, None)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (
            "The steering committee decides about budgets and plans. Each party has exactly one vote in it.",
            [
                "The steering committee decides about budgets and plans.",
                "Each party has exactly one vote in it.",
            ],
        ),
        (
            "Who decides about the budget in the end? The steering committee decides about budgets and plans.",
            ["The steering committee decides about budgets and plans."],
        ),
        (
            "## Launch plan for alliances\n\nThe kick-off happens within two weeks of the signature date.",
            ["The kick-off happens within two weeks of the signature date."],
        ),
        (
            "Launch\n\nThe kick-off happens within two weeks of the signature date.",
            ["The kick-off happens within two weeks of the signature date."],
        ),
        (
            "Bring three things to the kick-off meeting:\n- the charter\n- the RACI\n\n"
            "Everything else can wait until the second week.",
            [
                "Bring three things to the kick-off meeting:\n- the charter\n- the RACI",
                "Everything else can wait until the second week.",
            ],
        ),
        (
            "It has been decided twice. The joint committee nevertheless came back to it in every meeting.",
            [
                "It has been decided twice. The joint committee nevertheless came back to it in every meeting.",
                "The joint committee nevertheless came back to it in every meeting.",
            ],
        ),
    ],
)
def test_sentences_that_can_stand_in_an_answer(text: str, quoted: list[str]) -> None:
    assert [quote.text for quote in quotes_of(found(text))] == quoted


@given(st.text(alphabet=st.sampled_from("aB .:\n-*|。？é1)#“”"), max_size=300), st.integers(0, 50))
def test_a_quote_is_the_slice_that_it_names(text: str, start: int) -> None:
    for quote in quotes_of(found(text, start=start)):
        assert quote.text == text[quote.start - start : quote.end - start]
        assert sentence_of(quote)


def test_a_quote_never_runs_into_another_turn() -> None:
    text = "We waited for the lawyers\n\nand they waited for us"
    turns = [Place(kind="speaker", value="Ann", start=0, end=25), Place(kind="speaker", value="Bo", start=27, end=49)]
    quotes = quotes_of(found(text, turns))
    assert [(quote.speaker, quote.text) for quote in quotes] == [
        ("Ann", "We waited for the lawyers"),
        ("Bo", "and they waited for us"),
    ]
    assert sentence_of(quotes[1]) == "Bo: “and they waited for us”"


@pytest.mark.parametrize(
    ("text", "markup", "line"),
    [
        ("- **Take** the [baseline](x.md).", "markdown", "Take the baseline."),
        ("*Germany is first.", "markdown", "Germany is first."),
        ("| Heron | Ilse Brandvold |", "markdown", "Heron; Ilse Brandvold"),
        ("Bring:\n- the charter;\n- the RACI.", "plain", "Bring: the charter; the RACI."),
        ("1. Call the\npartner.", "plain", "Call the partner."),
        ("notice of (30) days", "plain", "notice of (30) days"),
        ("a collabo-\nration", "pdf", "a collaboration"),
    ],
)
def test_a_quote_reads_on_one_line(text: str, markup: Markup, line: str) -> None:
    assert one_line(text, markup) == line


def test_a_passage_with_several_speakers_is_quoted_as_its_longest_turn() -> None:
    text = "Thank you.\n\nThe question is how long you want to stand there."
    turns = [
        Place(kind="speaker", value="Ann", start=0, end=10),
        Place(kind="speaker", value="Bo", start=12, end=len(text)),
    ]
    quote = longest_turn(found(text, turns))
    assert (quote.speaker, quote.text) == ("Bo", "The question is how long you want to stand there.")
