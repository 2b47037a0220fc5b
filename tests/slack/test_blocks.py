"""Answers as messages that Slack takes, and in which nothing fires."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.statements import Draft, Statement
from assistant.answering.telling import Numbering, text_of
from assistant.types import Answer, Citation, Sentence
from integrations.slack import words
from integrations.slack.blocks import feedback_buttons, parts, piece
from integrations.slack.escaping import markdown, plain, shortened
from tests.slack import rules


def citation(number: int, quote: str = "A quote.", title: str = "A title") -> Citation:
    about = {
        "source": "a.md",
        "document": title,
        "document_id": "d1",
        "kind": "talk",
        "speaker": "Jane",
        "date": "2024",
    }
    return Citation(**about, number=number, quote=quote, start=0, end=8, page="3", section="One > Two")  # type: ignore[arg-type]


def answer(sentences: list[str], **more: object) -> Answer:
    told = [Sentence(text=each, citations=[n], verified=True) for n, each in enumerate(sentences, start=1)]
    about: dict[str, object] = {"id": "a1", "status": "answered", "question": "Q", "standalone_question": "Q"}
    text = text_of(Draft(), told)
    rest = {"text": text, "model": "m", "seconds": 0.0, "citations": [citation(n + 1) for n in range(len(told))]}
    return Answer(**{**about, **rest, "sentences": told, **more})  # type: ignore[arg-type]


def test_an_answer_is_a_text_its_sources_and_buttons() -> None:
    [part] = parts(answer(["It has six members.", "- One.", "- Two."]), None, [feedback_buttons("a1")])
    assert part.text == "It has six members. [1]\n- One. [2]\n- Two. [3]"
    assert part.notification == "It has six members. [1] - One. [2] - Two. [3]"
    context, feedback = [block.to_dict() for block in part.blocks]
    assert context["elements"][0]["text"].splitlines()[0] == "[1] *A title* · Jane · 2024 · p. 3 · Two"
    assert feedback["elements"][0]["negative_button"]["value"] == "down a1"


def test_sources_lead_to_the_web_page_where_there_is_one() -> None:
    [part] = parts(answer(["It has."]), "https://ally.example/", [])
    [context] = [block.to_dict() for block in part.blocks]
    assert "<https://ally.example/#/document/d1?0-8|A title>" in context["elements"][0]["text"]


def test_why_an_answer_failed_is_not_told_to_everybody() -> None:
    failed = answer([], status="failed", text="/srv/ally/catalog.sqlite3: another process is writing to it")
    [part] = parts(failed, None, [])
    assert part.text == part.notification == words.UNREACHABLE


@pytest.mark.parametrize("verified", [True, False])
def test_what_no_source_carries_is_marked(verified: bool) -> None:
    told = piece(Sentence(text="It may.", citations=[], verified=verified), "")
    assert told == ("It may." if verified else "It may. _(not found in the sources)_")


@given(st.lists(st.sampled_from(["It has.", "- An item.", "A table:\\n| a |"]), min_size=1), st.booleans())
def test_what_is_streamed_is_the_whole_as_far_as_it_has_come(sentences: list[str], apart: bool) -> None:
    numbering = Numbering()
    told = [numbering.told(Statement(f"{each} {n}", [], apart=apart)) for n, each in enumerate(sentences)]
    text = text_of(Draft(apart=apart), numbering.sentences)
    whole = answer([]).model_copy(update={"sentences": numbering.sentences, "text": text})
    [part] = parts(whole, None, [])
    assert part.text == "".join(piece(each.sentence, each.joint) for each in told)


@given(st.lists(st.text(min_size=1, max_size=4000).filter(str.strip), min_size=1, max_size=60))
def test_slack_takes_every_answer(sentences: list[str]) -> None:
    told = parts(answer(sentences), "https://ally.example", [feedback_buttons("a1")])
    for part in told:
        rules.check_text(part.notification, required=True)
        rules.check_blocks([block.to_dict() for block in part.whole])
        assert len(part.text) <= rules.MOST_MARKDOWN
    assert all(not part.blocks for part in told[:-1])
    together = "".join("".join(part.text.split()) for part in told)
    assert all(f"[{number}]" in together for number in range(1, len(sentences) + 1))


def test_a_long_answer_is_split_between_sentences() -> None:
    sentences = [f"Sentence number {number} says {'something ' * 20}." for number in range(100)]
    told = parts(answer(sentences), None, [])
    assert len(told) == 3
    assert all(part.text.startswith("Sentence number") for part in told)
    assert all(re.search(r"\[\d+\]$", part.text) for part in told)


MISCHIEF = st.lists(
    st.sampled_from(
        [
            "<!here>",
            "<!channel>",
            "<@U1>",
            "<#C1>",
            "<!subteam^S1>",
            "@here",
            "](http://x)",
            "[a]",
            "&",
            "<",
            ">",
            "a",
            " ",
        ]
    )
).map("".join)


@given(MISCHIEF)
def test_nothing_fires(text: str) -> None:
    for harmless in (plain(text), markdown(text)):
        assert not re.search(r"[<>]|@here|@channel", harmless)
        assert "&" not in re.sub("&(?:amp|lt|gt);", "", harmless)
    assert "](" not in markdown(text)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_the_words_stay_as_they_are(text: str) -> None:
    read = re.sub(r"\\([\\*`~_])", r"\1", markdown(text)).replace("\u200b", "")
    assert read.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text.replace("\u200b", "")


@pytest.mark.parametrize(
    ("text", "short"), [("one two", "one two"), ("one two three four", "one two…"), (" a\nb ", "a b")]
)
def test_shortened(text: str, short: str) -> None:
    assert shortened(text, 10) == short
