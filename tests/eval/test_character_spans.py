"""Characters found and wanted, by hand and against sets of characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.character_spans import Slice, precision, recall


def _slices(written: str) -> list[Slice]:
    """`a 0-10, b 5-7` as slices."""
    places = (each.split() for each in written.split(", ") if each)
    return [Slice(source, *map(int, span.split("-"))) for source, span in places]


@pytest.mark.parametrize(
    ("found", "gold", "expected_precision", "expected_recall"),
    [
        pytest.param("a 0-100", "a 10-30", 0.2, 1.0, id="all of it, and more"),
        pytest.param("a 0-20", "a 10-30", 0.5, 0.5, id="half of it"),
        pytest.param("a 10-30", "a 10-30", 1.0, 1.0, id="exactly it"),
        pytest.param("a 0-10", "a 10-30", 0.0, 0.0, id="up to where it begins"),
        pytest.param("b 10-30", "a 10-30", 0.0, 0.0, id="the same place in another source"),
        pytest.param("a 0-20, a 10-30", "a 10-30", 2 / 3, 1.0, id="what is found twice counts once"),
        pytest.param("a 0-10, b 0-10", "a 0-10", 0.5, 1.0, id="a second source costs precision"),
        pytest.param("a 0-10", "a 0-10, a 90-100", 1.0, 0.5, id="one of two places"),
        pytest.param("a 0-10", "a 0-10, a 5-10", 1.0, 1.0, id="gold that overlaps"),
        pytest.param("", "a 0-10", 0.0, 0.0, id="nothing found"),
    ],
)
def test_precision_and_recall(found: str, gold: str, expected_precision: float, expected_recall: float) -> None:
    assert precision(_slices(found), _slices(gold)) == pytest.approx(expected_precision)
    assert recall(_slices(found), _slices(gold)) == pytest.approx(expected_recall)


def _some(least: int) -> st.SearchStrategy[list[Slice]]:
    numbers = st.integers(0, 30)
    made = st.builds(
        lambda source, start, size: Slice(source, start, start + size + 1), st.sampled_from("ab"), numbers, numbers
    )
    return st.lists(made, min_size=least, max_size=5)


def _characters(slices: list[Slice]) -> set[tuple[str, int]]:
    return {(each.source, at) for each in slices for at in range(each.start, each.end)}


@given(found=_some(0), gold=_some(1))
def test_they_are_shares_of_sets_of_characters(found: list[Slice], gold: list[Slice]) -> None:
    got, wanted = _characters(found), _characters(gold)
    assert precision(found, gold) == pytest.approx(len(got & wanted) / (len(got) or 1))
    assert recall(found, gold) == pytest.approx(len(got & wanted) / len(wanted))
    assert any(each.overlaps(gold) for each in found) == bool(got & wanted)
