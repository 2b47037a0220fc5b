"""Exchanges: short turns read together, each under its speaker's name, and every word keeps its own place."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.knowledge.chunking import Passage, passages_of
from assistant.knowledge.exchanges import LONGEST, SHORT
from loaders.document import Facets, Metadata, Place, PlaceKind

SPEAKERS = st.sampled_from(["Ann", "Bo", "Cy"])
WORDS = st.integers(1, 300).map(lambda count: " ".join(["yes"] * count) + ".")

Turn = tuple[str, str]
LONG = ("We looked at it from all sides. " * 30).strip()


def turns_of(*turns: Turn, role: str = "speaker") -> tuple[str, list[Place]]:
    """The text of a conversation without labels, and the places of its turns."""
    text, places = "", list[Place]()
    for number, (speaker, words) in enumerate(turns):
        start = len(text)
        values: dict[PlaceKind, str] = {"speaker": speaker, "role": role, "time": f"00:00:{number:02}"}
        for kind, value in values.items():
            places.append(placed(kind, value, start, start + len(words)))
        text += f"{words}\n\n"
    return text, places


def placed(kind: PlaceKind, value: str, start: int, end: int) -> Place:
    return Place(kind=kind, value=value, start=start, end=end)


def cut(text: str, places: Sequence[Place], language: str = "en") -> list[Passage]:
    facets = Facets(title="Review", kind="talk", language=language)
    return passages_of(text, Metadata(facets=facets, places=list(places)))


def test_short_turns_are_one_passage_that_reads_with_the_speakers_names() -> None:
    [passage] = cut(*turns_of(("Ann", "Who owns\nthe plan?"), ("Bo", "We do."), ("Ann", "OK.")))
    assert passage.text == "Who owns\nthe plan?\n\nWe do.\n\nOK."
    assert passage.reading == "Ann: Who owns the plan?\nBo: We do.\nAnn: OK."
    assert passage.embedded == f"Review: {passage.reading}"


def test_a_chinese_name_stands_before_a_chinese_colon() -> None:
    [passage] = cut(*turns_of(("张三", "谁来批准？"), ("李四", "委员会。")), "zh")
    assert passage.reading == "张三：谁来批准？\n李四：委员会。"


def test_every_turn_keeps_its_speaker_and_its_time() -> None:
    [passage] = cut(*turns_of(("Ann", "Who owns it?"), ("Bo", "We do.")))
    at = passage.text.index("We do.")
    assert [place.value for place in passage.places if place.start <= at < place.end] == ["Bo", "speaker", "00:00:01"]


def test_a_long_turn_is_not_mixed_with_others() -> None:
    passages = cut(*turns_of(("Ann", "Why?"), ("Bo", LONG), ("Ann", "OK."), ("Bo", "Yes.")))
    assert [[place.value for place in each.places if place.kind == "speaker"] for each in passages] == [
        ["Ann"],
        ["Bo"],
        ["Bo"],
        ["Ann", "Bo"],
    ]
    assert all(each.reading.startswith("Bo: We looked") for each in passages[1:3])


@pytest.mark.parametrize("role", ["interviewer", "moderator", "audience"])
def test_a_question_stays_apart_from_its_answer(role: str) -> None:
    text, asked = turns_of(("Ann", "Who decides?"), role=role)
    answer = "The committee does."
    answered = [
        placed("speaker", "Bo", len(text), len(text + answer)),
        placed("role", "guest", len(text), len(text + answer)),
    ]
    question, given_answer = cut(text + answer, [*asked, *answered])
    assert (question.reading, given_answer.reading) == ("Ann: Who decides?", "Bo: The committee does.")
    assert given_answer.context == "Review > Who decides?"


@pytest.mark.parametrize(
    "edge",
    [
        [placed("page", "1", 0, 4), placed("page", "2", 6, 10)],
        [placed("section", "Review > Second day", 6, 10)],
    ],
)
def test_an_exchange_stays_on_its_page_and_under_its_heading(edge: list[Place]) -> None:
    text, places = turns_of(("Ann", "Yes."), ("Bo", "Yes."))
    assert [passage.text for passage in cut(text, [*places, *edge])] == ["Yes.", "Yes."]


@pytest.mark.parametrize(
    ("furniture", "readings"),
    [("label", ["Ann: Yes.\nBo: No."]), ("mail", ["Ann: Yes.", "Bo: No."])],
)
def test_labels_are_read_once_and_other_furniture_parts_what_stands_around_it(
    furniture: str, readings: list[str]
) -> None:
    text = "Yes. Bo (00:05) No."
    places = [placed("speaker", "Ann", 0, 4), placed("furniture", furniture, 5, 15), placed("speaker", "Bo", 16, 19)]
    assert [passage.reading for passage in cut(text, places)] == readings


def test_those_without_a_name_are_not_mixed_with_others() -> None:
    text, places = turns_of(("Ann", "Yes."), ("", "Yes."))
    named = [place for place in places if place.value]
    assert [passage.reading for passage in cut(text, named)] == ["Ann: Yes.", "Yes."]


@given(st.lists(st.tuples(SPEAKERS, WORDS), min_size=1, max_size=20))
def test_what_is_said_is_kept_in_order_and_credited(turns: list[Turn]) -> None:
    text, places = turns_of(*turns)
    passages = cut(text, places)
    assert "".join(" ".join(each.text for each in passages).split()) == "".join(text.split())
    for passage in passages:
        said = [place for place in passage.places if place.kind == "speaker"]
        assert len(passage.text) <= LONGEST
        assert len(said) == 1 or all(place.end - place.start <= SHORT for place in said)
        assert [line.partition(": ")[0] for line in passage.reading.split("\n")] == [place.value for place in said]
