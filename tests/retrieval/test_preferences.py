"""What a question says of when its sources are from and what they are."""

from datetime import date

import pytest

from assistant.retrieval.preferences import preferences


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("What did the JSC decide in May 2024?", date(2024, 5, 1), date(2024, 5, 31)),
        ("Minutes of Feb. 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("What was said on 2 May 2024?", date(2024, 5, 2), date(2024, 5, 2)),
        ("2024年5月的会议决定了什么？", date(2024, 5, 1), date(2024, 5, 31)),
        ("2024-05 minutes", date(2024, 5, 1), date(2024, 5, 31)),
        ("What changed in 2023?", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023年有什么变化？", date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_the_period(question: str, first: date, last: date) -> None:
    period = preferences(question).period
    assert period is not None
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize("question", ["Who may leave?", "What changed since 2023?", "Section 2.2024", "2024-13"])
def test_no_period(question: str) -> None:
    assert preferences(question).period is None


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("What does the playbook say about contracts?", {"playbook", "agreement"}),
        ("What do the minutes say?", {"minutes"}),
        ("Is it over in 30 minutes?", set()),
        ("How many minutes does it take?", set()),
        ("Who should talk to whom?", set()),
        ("协议何时到期？", {"agreement"}),
    ],
)
def test_the_kinds(question: str, kinds: set[str]) -> None:
    assert preferences(question).kinds == kinds


@pytest.mark.parametrize(
    ("question", "latest"),
    [("What is the latest on Larch?", True), ("现行流程是什么？", True), ("Who is late?", False)],
)
def test_whether_the_latest_is_asked_for(question: str, latest: bool) -> None:
    assert preferences(question).latest is latest
