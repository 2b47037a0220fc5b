"""From questions to figures."""

import pytest

from eval.measuring import Measured, averaged, half_of
from eval.rankings import Ranking, measured


@pytest.mark.parametrize(
    ("found", "right", "hits", "reciprocal"),
    [
        pytest.param("a b c", "a", (1.0, 1.0), 1.0, id="first"),
        pytest.param("a b c", "c", (0.0, 1.0), 1 / 3, id="third"),
        pytest.param("a b c", "b c", (0.0, 1.0), 1 / 2, id="the first right one counts"),
        pytest.param("a b c d e f", "f", (0.0, 0.0), 1 / 6, id="beyond the cutoffs"),
        pytest.param("a b c", "x", (0.0, 0.0), 0.0, id="not found"),
        pytest.param("", "x", (0.0, 0.0), 0.0, id="nothing found"),
    ],
)
def test_a_ranking(found: str, right: str, hits: tuple[float, float], reciprocal: float) -> None:
    values = measured(Ranking(found.split(), frozenset(right.split())), (1, 5))
    assert values == pytest.approx({"Hit@1": hits[0], "Hit@5": hits[1], "MRR": reciprocal})


def test_a_measure_is_averaged_over_the_questions_that_have_it_and_the_halves_make_up_all() -> None:
    documents = [f"agreement {number}" for number in range(20)]
    asked = [
        Measured(document, {"found": 1.0} | ({"kept": 0.0} if document.endswith("0") else {})) for document in documents
    ]
    figures = {(each.measure, each.half): each for each in averaged("Ally", "questions", asked)}
    assert figures["found", "all"].n == 20
    assert figures["found", "all"].estimate.value == 1.0
    assert figures["kept", "all"].n == 2
    assert {half: figures["found", half].n for half in ("A", "B")} == {
        half: sum(half_of(each) == half for each in documents) for half in ("A", "B")
    }
