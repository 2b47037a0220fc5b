"""Hit, reciprocal rank, nDCG and recall: worked out by hand, and as ir-measures has them on random rankings."""

from collections.abc import Callable
from math import log2

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, R, Success, nDCG

from eval.metrics.hit import hit
from eval.metrics.ndcg import ndcg
from eval.metrics.recall import recall
from eval.metrics.reciprocal_rank import reciprocal_rank

RANKING, RIGHT = ["a", "b", "c", "d"], frozenset("bdx")


@pytest.mark.parametrize(
    ("value", "by_hand"),
    [
        (hit(RANKING, RIGHT, 1), 0),
        (hit(RANKING, RIGHT, 2), 1),
        (hit([], RIGHT, 5), 0),
        (reciprocal_rank(RANKING, RIGHT), 1 / 2),
        (reciprocal_rank(["a"], RIGHT), 0),
        (recall(RANKING, RIGHT, 2), 1 / 3),
        (recall(RANKING, RIGHT, 10), 2 / 3),
        # b stands second and d fourth; at best three stand first, second and third.
        (ndcg(RANKING, RIGHT, 10), (1 / log2(3) + 1 / log2(5)) / (1 + 1 / log2(3) + 1 / log2(4))),
        (ndcg(["b", "d", "x"], RIGHT, 2), 1),
    ],
)
def test_by_hand(value: float, by_hand: float) -> None:
    assert value == pytest.approx(by_hand)


NAMES = st.sampled_from([f"passage {number}" for number in range(12)])
OURS: dict[object, Callable[[list[str], frozenset[str], int], float]] = {
    Success: hit,
    R: recall,
    nDCG: ndcg,
    RR: lambda ranking, right, _: reciprocal_rank(ranking, right),
}


@pytest.mark.parametrize("theirs", list(OURS))
@given(st.lists(NAMES, unique=True, min_size=1), st.frozensets(NAMES, min_size=1), st.integers(1, 12))
def test_as_ir_measures_has_it(theirs: object, ranking: list[str], right: frozenset[str], k: int) -> None:
    measure = RR if theirs is RR else theirs @ k  # type: ignore[operator]
    judged = {"q": dict.fromkeys(right, 1)}
    scored = {"q": {name: float(-rank) for rank, name in enumerate(ranking)}}
    [expected] = [each.value for each in ir_measures.iter_calc([measure], judged, scored)]
    assert OURS[theirs](ranking, right, k) == pytest.approx(expected, abs=1e-12)
