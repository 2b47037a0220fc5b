"""Whether a difference may be chance: worked out by hand, as scipy has it, and no surer than it may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.paired import detectable, holm, mcnemar, shift

stats = pytest.importorskip("scipy.stats")
COUNTS = st.integers(0, 60)


@pytest.mark.parametrize(
    ("lost", "gained", "chance"), [(0, 0, 1), (1, 0, 1), (5, 0, 2 / 32), (6, 0, 2 / 64), (1, 5, 14 / 64), (4, 4, 1)]
)
def test_mcnemar_by_hand(lost: int, gained: int, chance: float) -> None:
    assert mcnemar(lost, gained) == pytest.approx(chance)


@given(COUNTS, COUNTS)
def test_mcnemar_is_the_exact_binomial_test(lost: int, gained: int) -> None:
    if lost + gained:
        assert mcnemar(lost, gained) == pytest.approx(stats.binomtest(lost, lost + gained).pvalue)


def test_holm_by_hand() -> None:
    # Sorted: 0.01 x 4, 0.02 x 3, 0.03 x 2 and 0.2 x 1, none less than the one before it.
    assert holm([0.03, 0.01, 0.2, 0.02]) == pytest.approx([0.06, 0.04, 0.2, 0.06])
    assert holm([0.5, 0.9]) == [1.0, 1.0]
    assert holm([]) == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_adjusting_makes_no_chance_less_and_keeps_their_order(chances: list[float]) -> None:
    adjusted = holm(chances)
    assert all(before <= after <= 1 for before, after in zip(chances, adjusted, strict=True))
    pairs = sorted(zip(chances, adjusted, strict=True))
    assert [after for _, after in pairs] == sorted(adjusted)


def test_a_shift_of_every_document_is_sure_and_one_of_a_single_document_is_not() -> None:
    every = shift([-0.5] * 12, [f"d{each}" for each in range(12)])
    assert (every.value, every.low, every.high) == (-0.5, -0.5, -0.5)
    assert every.p < 0.01
    one = shift([-0.5] * 12, ["d"] * 12)
    assert (one.value, one.low, one.high, one.p) == (-0.5, -1, 1, 1)


def test_cases_of_few_documents_prove_less_than_as_many_of_many() -> None:
    differences = [-1.0] * 8 + [0.0] * 24
    few = shift(differences, [f"d{each // 8}" for each in range(32)])
    many = shift(differences, [f"d{each}" for each in range(32)])
    assert few.p > 0.5 > 0.05 > many.p
    assert few.low < many.low < many.high < 0


@given(st.lists(st.tuples(st.sampled_from([-1.0, -0.25, 0.0, 0.5, 1.0]), st.integers(0, 5)), min_size=1, max_size=30))
def test_a_shift_lies_in_its_interval_and_turning_round_turns_it_round(cases: list[tuple[float, int]]) -> None:
    differences, documents = [each for each, _ in cases], [str(document) for _, document in cases]
    there, back = shift(differences, documents), shift([-each for each in differences], documents)
    assert there.low - 1e-9 <= there.value <= there.high + 1e-9
    assert (back.value, back.low, back.high) == pytest.approx((-there.value, -there.high, -there.low))
    assert there == shift(differences, documents)


def test_what_can_be_detected() -> None:
    # Six that all went the same way have a chance of 2/64; five have 2/32.
    assert detectable(0.0, 100, family=1) == 0.06
    assert detectable(0.0, 5, family=1) is None
    assert detectable(0.1, 100, family=1) == pytest.approx(0.28)
    assert detectable(0.0, 100, family=5) == 0.08
