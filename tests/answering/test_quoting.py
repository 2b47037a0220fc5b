"""What may stand in an answer, and that it stands in the source word for word."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.quotable import quotes_of
from assistant.answering.quoting import whole
from assistant.answering.wording import one_line, sentence_of
from assistant.knowledge.stored import StoredPassage
from assistant.retrieval.ranked import RankedPassage, hit
from loaders.document import Markup, Place, PlaceKind


def found(text: str, places: Sequence[Place] = (), markup: Markup = "plain", start: int = 0) -> RankedPassage:
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
        authors=[],
    )
    return RankedPassage(passage, 1.0)


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


def test_words_said_in_a_turn_stand_in_quotation_marks_behind_who_said_them() -> None:
    text = "and they waited for us"
    said = Place(kind="speaker", value="Bo", start=0, end=len(text))
    nameless = Place(kind="role", value="guest", start=0, end=len(text))
    assert [sentence_of(quote) for quote in quotes_of(found(text, [said]))] == ["Bo: “and they waited for us”"]
    assert [sentence_of(quote) for quote in quotes_of(found(text, [nameless]))] == ["Guest: “and they waited for us”"]


@pytest.mark.parametrize(
    ("places", "voice", "speaker"),
    [
        ([("speaker", "Jan Twombly")], "said", "Jan Twombly"),
        ([("role", "guest")], "said", "Guest"),
        ([("quoted", "Jan Twombly")], "quoted", "Jan Twombly"),
        ([("quoted", "")], "quoted", None),
        ([("reported", "Ben Siddall")], "reported", "Ben Siddall"),
        ([], "author", None),
    ],
)
def test_credit_belongs_to_the_one_whose_words_they_are(
    places: list[tuple[PlaceKind, str]], voice: str, speaker: str | None
) -> None:
    text = "Know what it is that you are trying to produce."
    at = [Place(kind=kind, value=value, start=0, end=len(text)) for kind, value in places]
    [quote] = quotes_of(found(text, at))
    citation = quote.citation(1)
    assert (citation.voice, citation.speaker) == (voice, speaker)


def test_a_row_of_a_table_is_quoted_whole_and_reads_under_its_header() -> None:
    text = "| Heron | Dr. Ilse Brandvold. |"
    row = Place(kind="row", value="Alliance: Heron; Owner: Dr. Ilse Brandvold.", start=0, end=len(text))
    [quote] = quotes_of(found(text, [row], "markdown"))
    assert (quote.text, sentence_of(quote)) == (text, "Alliance: Heron; Owner: Dr. Ilse Brandvold.")


def test_a_step_is_part_of_where_a_quote_stands() -> None:
    text = "Call the alliance manager of the partner."
    step = Place(kind="step", value="3", start=0, end=len(text))
    section = Place(kind="section", value="Launch > First week", start=0, end=len(text))
    [quote] = quotes_of(found(text, [section, step]))
    assert quote.citation(1).section == "Launch > First week > step 3"


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


def test_in_an_exchange_each_sentence_is_one_speakers_and_the_whole_is_everybodys() -> None:
    text = "We wait for the committee\n\nBo: and we do not wait for it"
    places = [
        Place(kind="speaker", value="Ann", start=0, end=25),
        Place(kind="furniture", value="label", start=27, end=31),
        Place(kind="speaker", value="Bo", start=31, end=len(text)),
    ]
    exchange = found(text, places)
    assert [(quote.speaker, quote.text) for quote in quotes_of(exchange)] == [
        ("Ann", "We wait for the committee"),
        ("Bo", "and we do not wait for it"),
    ]
    assert whole(exchange).citation(1).speaker == hit(exchange).speaker == "Ann, Bo"
