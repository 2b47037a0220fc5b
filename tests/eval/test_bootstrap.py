"""Intervals: what they hold, what they depend on, and what they say where nothing varies."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.bootstrap import auroc, mean

SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@given(SHARES, st.integers(1, 5))
def test_an_interval_lies_between_0_and_1_and_comes_out_the_same_again(values: list[float], documents: int) -> None:
    clusters = [str(at % documents) for at in range(len(values))]
    found = mean(values, clusters)
    assert found.value == pytest.approx(float(np.mean(values)))
    assert 0 <= found.low <= found.high <= 1
    assert found == mean(values, clusters)


def test_questions_that_agree_within_their_document_say_less() -> None:
    values = [1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0] * 4
    apart = mean(values, [str(at) for at in range(40)])
    together = mean(values, [str(at // 5) for at in range(40)])
    assert together.low < apart.low < apart.value < apart.high < together.high


@pytest.mark.parametrize(("value", "low", "high"), [(0.0, 0.0, 0.308), (1.0, 0.692, 1.0)])
def test_what_was_never_seen_in_ten_documents_may_yet_be(value: float, low: float, high: float) -> None:
    found = mean([value] * 20, [str(at % 10) for at in range(20)])
    assert (found.value, found.low, found.high) == pytest.approx((value, low, high), abs=0.001)


@pytest.mark.parametrize(
    ("scores", "positive", "expected"),
    [
        ([0.9, 0.8, 0.2, 0.1], [True, True, False, False], 1.0),
        ([0.1, 0.2, 0.8, 0.9], [True, True, False, False], 0.0),
        ([0.9, 0.2, 0.8, 0.1], [True, True, False, False], 0.75),
        ([0.5, 0.5, 0.5, 0.5], [True, True, False, False], 0.5),
        ([0.5, 0.3, 0.5, 0.1], [True, True, False, False], 0.625),
    ],
)
def test_auroc(scores: list[float], positive: list[bool], expected: float) -> None:
    found = auroc(scores, positive, ["a", "b", "a", "b"])
    assert found.value == pytest.approx(expected)
    assert 0 <= found.low <= found.high <= 1


def test_a_draw_of_one_class_only_does_not_spoil_the_interval() -> None:
    found = auroc([0.9, 0.1], [True, False], ["a", "b"])
    assert (found.low, found.high) == (1.0, 1.0)
