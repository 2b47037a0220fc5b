"""The month or year that a question asks about."""

from datetime import date

import pytest

from assistant.answering.periods import Period, period_in


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("What did the JSC decide in May 2025?", Period(5, 2025)),
        ("what did the jsc decide in may?", Period(5, None)),
        ("What may the JSC decide?", None),
        ("What was decided in 2024?", Period(None, 2024)),
        ("委员会2025年5月决定了什么？", Period(5, 2025)),
        ("委员会十二月决定了什么？", Period(12, None)),
        ("What was decided?", None),
    ],
)
def test_a_period_is_read(question: str, period: Period | None) -> None:
    assert period_in(question) == period


def test_a_day_falls_into_its_month_and_year() -> None:
    assert Period(5, None).holds(date(2024, 5, 31))
    assert not Period(5, 2025).holds(date(2024, 5, 31))
    assert not Period(5, None).holds(None)
