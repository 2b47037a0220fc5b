"""From the lines of a run to figures with n and interval, and to the curve of risk and coverage."""

import math

from eval.figures import curve_of, figures_of, measures_of, scored, spreads_of
from eval.metrics.risk_coverage import risk_coverage
from eval.results import Given, Judgement, Result, RiskPoint
from tests.eval.answered import case


def line(name: str, passed: float, document: str = "a.md", support: float = 0.5, **more: object) -> Result:
    put = case(id=name, tags=more.pop("tags", []), answerable=more.pop("answerable", True))
    given = Given(status="answered", standalone_question="?", text="", support=support, model="extractive")
    return Result.model_validate(
        {
            "case": put,
            "repeat": 0,
            "document": document,
            "kinds": ["talk"],
            "answer": given,
            "metrics": {"passed": passed},
            "stage": "passed" if passed else "wrong document",
            **more,
        }
    )


RUN = [
    line("1", 1.0, "a.md", 0.9, tags=["date"]),
    line("2", 0.0, "b.md", 0.8, tags=["date", "zh"]),
    line("3", 1.0, "b.md", 0.8),
    line("4", 0.0, "c.md", 0.1, answerable=False),
]


def test_every_figure_has_its_n_and_an_interval_around_it() -> None:
    figures = figures_of(RUN)
    found = {(each.metric, each.slice): each for each in figures}
    assert (found["passed", "all"].value, found["passed", "all"].n) == (0.5, 4)
    assert (found["passed", "tag:date"].value, found["passed", "tag:date"].n) == (0.5, 2)
    assert {"all", "tag:date", "tag:zh", "kind:talk", "lang:en"} == {each.slice for each in figures}
    for each in figures:
        if each.n:
            assert each.value is not None
            assert each.low is not None
            assert each.high is not None
            assert all(math.isfinite(value) for value in (each.low, each.value, each.high))
            assert 0 <= each.low <= each.value <= each.high <= 1


def test_what_is_undefined_is_absent_with_none_of_it() -> None:
    found = {(each.metric, each.slice): each for each in figures_of(RUN)}
    assert found["speaker", "all"].model_dump() == {
        "metric": "speaker", "slice": "all", "n": 0, "value": None, "low": None, "high": None
    }  # fmt: skip
    assert ("speaker", "tag:date") not in found
    assert {each.metric for each in found.values()} == {measure.name for measure in measures_of(RUN)}


def test_support_tells_answerable_from_unanswerable() -> None:
    auroc = {each.slice: each for each in figures_of(RUN) if each.metric == "auroc"}
    assert (auroc["all"].value, auroc["all"].n) == (1.0, 4)
    assert "tag:date" not in auroc  # all of them are answerable


def test_a_case_that_is_asked_several_times_counts_once() -> None:
    twice = [line("1", 1.0), line("1", 0.0, repeat=1), line("2", 1.0, "b.md")]
    assert [each.metrics["passed"] for each in scored(twice)] == [0.5, 1.0]


def test_one_document_says_nothing_of_others() -> None:
    [figure] = [each for each in figures_of([RUN[1], RUN[2]]) if (each.metric, each.slice) == ("passed", "all")]
    assert (figure.value, figure.low, figure.high) == (0.5, 0.0, 1.0)


def test_risk_and_coverage_by_hand() -> None:
    assert risk_coverage([(0.9, False), (0.5, True), (0.5, False), (0.1, True)], 8) == [
        RiskPoint(coverage=1 / 8, risk=0),
        RiskPoint(coverage=3 / 8, risk=1 / 3),
        RiskPoint(coverage=4 / 8, risk=1 / 2),
    ]
    assert risk_coverage([], 8) == []
    assert [point.coverage for point in curve_of(RUN)] == [0.25, 0.75, 1.0]


def test_the_spread_of_a_judge_is_the_mean_of_its_variances() -> None:
    def judged(*scores: float, variance: float) -> Judgement:
        return Judgement(measure="judge_relevance", scores=scores, mean=sum(scores) / len(scores), variance=variance)

    run = [
        line("1", 1.0, judgements=[judged(0.0, 1.0, variance=0.25)]),
        line("2", 1.0, judgements=[judged(1.0, 1.0, variance=0.0)]),
    ]
    [spread] = spreads_of(run)
    assert (spread.measure, spread.cases, spread.variance) == ("judge_relevance", 2, 0.125)
    assert "judge_relevance" in {measure.name for measure in measures_of(run)}
