"""What the grounding benchmark makes of sentences: other words for the same, and one thing changed."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.corrupting import KINDS, Others, corrupted, names_in
from eval.rewording import Said, reworded
from eval.spelled_numbers import in_digits, in_words, spelled

OTHERS = Others(same=["Norrholt", "Larch", "Quillmere"], foreign=["Vessandra"])
SENTENCE = (
    "Norrholt and Larch may not end the term before 5 March 2024, within thirty (30) days or at a cost of 12 percent."
)


@pytest.mark.parametrize(
    ("number", "words"), [(7, "seven"), (45, "forty-five"), (300, "three hundred"), (121, "one hundred and twenty-one")]
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert spelled(number) == words


def test_numbers_change_their_spelling_and_nothing_else() -> None:
    assert in_digits("thirty (30) days, two weeks, one of three hundred") == "30 days, 2 weeks, one of three hundred"
    assert in_words("within 30 days of $5 under Section 4.2") == "within thirty days of $5 under Section 4.2"


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_sentence_differs_in_what_its_kind_says(kind: str) -> None:
    for seed in range(20):
        changed = corrupted(SENTENCE, kind, OTHERS, Random(seed))
        assert changed
        assert changed != SENTENCE


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_sentence_has_nothing_of_is_not_changed(kind: str) -> None:
    assert corrupted("Trust takes time.", kind, OTHERS, Random(0)) is None


def test_names_are_words_with_capitals_inside_a_sentence() -> None:
    assert list(names_in("In spring the Larch Committee met with Norrholt under Section 4 in May")) == [
        "Larch Committee",
        "Norrholt",
    ]


@given(st.integers(0, 300))
def test_rewording_keeps_names_and_figures_of_numbers(seed: int) -> None:
    said = Said("If Norrholt does not pay within 30 days, the licence may also be ended by Larch.", "Jan Twombly")
    text = reworded(said, Random(seed))
    assert text
    assert "Norrholt" in text
    assert "Larch" in text
    assert "30" in text or "thirty" in text


def test_what_no_rule_fits_is_left_out() -> None:
    assert reworded(Said("好。"), Random(0)) is None
