"""The report: one file that needs nothing else, with the verdict first and every case to be read in its sources."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from assistant.errors import UsageError
from eval.comparing import compare
from eval.gating import Rules, verdict
from eval.report import write_html
from eval.report.cases import Piece, pieces
from eval.report.plots import HEIGHT, WIDTH, latency, recall_at_k, risk_and_coverage
from eval.report.priorities import fixes
from eval.results import Excerpt, Figure, Result, RiskPoint, Timing
from tests.eval.runs import kept, passing, result, run

SPANS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda span: (min(span), max(span))), max_size=3)


def written(folder: Path, results: list[Result], base: list[Result] | None = None) -> html.HtmlElement:
    new = kept(folder / "run", run(results))
    rules = Rules.model_validate({"no_regression": [{"metric": "passed"}]})
    compared = compare(run(base), run(results), rules.watched) if base else None
    write_html(new, folder / "r.html", compared, verdict(rules, compared) if compared else None)
    return html.fromstring((folder / "r.html").read_text(encoding="utf-8"))


def text(found: html.HtmlElement) -> str:
    return " ".join(found.text_content().split())


def test_the_verdict_comes_first_then_what_to_fix(tmp_path: Path) -> None:
    base, new = passing([True] * 40), passing([False] * 12 + [True] * 28)
    page = written(tmp_path, new, base)
    order = [text(each) for each in page.xpath("//h1|//p[contains(@class, 'verdict')]|//h2")]
    assert order[1].startswith("The gate says: failed. 2 of 3 rules are met. 70.0 % of 40 cases pass")
    assert order[2:] == ["Fix these first", "Where cases fail", "Figures", "Slices", "Cases"]
    [unmet] = page.xpath("//ul[@class='unmet']/li")
    assert text(unmet).startswith("failed passed no worse than before: 1.000 before, 0.700 now, over 40 cases")
    [fix] = page.xpath("//ol[@class='fixes']/li")
    assert "12 of 40 without a tag span found, answer wrong" in text(fix)
    assert "12 of them passed before." in text(fix)
    assert [each.get("id") for each in page.xpath("//details")][:2] == ["case-c0", "case-c1"]
    assert "data-flipped" in page.xpath("//details")[0].attrib
    assert "-30.0 worse" in text(page.xpath("//table[@class='figures']")[0])


def test_it_needs_nothing_from_elsewhere_and_what_it_quotes_stays_text(tmp_path: Path) -> None:
    wild = result("<b>", {"passed": 0}, text='<script>alert("x")</script>', tags=["a&b"])
    page = written(tmp_path, [wild, *passing([True] * 3)])
    assert len(page.xpath("//script")) == 1
    assert page.xpath("//*[@src]|//link|//img|//iframe|//b[contains(., 'script')]") == []
    assert '<script>alert("x")</script>' in page.text_content()
    source = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert not re.search(r"https?://", source)
    assert [each.get("content") for each in page.xpath("//meta[@http-equiv]")] == [
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
    ]


def test_a_case_shows_what_was_asked_expected_answered_and_where_it_stands(tmp_path: Path) -> None:
    excerpt = Excerpt(source="heron.md", start=0, text="On ninety days' notice.", gold=((3, 14),), cited=((0, 9),))
    shown = result("c1", {"passed": 0}, expected_answers=["Ninety days."], tags=["notice"], history=[])
    page = written(tmp_path, [shown.model_copy(update={"excerpts": (excerpt,)}), result("e", {}, error="too slow")])
    case, broken = page.xpath("//details")
    assert "What of c1?" in text(case)
    assert "Expected Ninety days." in text(case)
    marks = [(each.get("class"), each.text) for each in case.xpath(".//mark")]
    assert marks == [("cited", "On "), ("gold cited", "ninety"), ("gold", " days")]
    assert "too slow" in text(broken)
    assert "1 have no answer." in text(page.xpath("//p[contains(@class, 'verdict')]")[0])


def test_a_report_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    folder = kept(tmp_path / "run", run(passing([True])))
    with pytest.raises(UsageError, match="cannot be written"):
        write_html(folder, tmp_path / "nowhere" / "r.html")


@given(SPANS, SPANS)
def test_the_pieces_of_a_text_are_the_text_and_each_is_marked_as_its_spans_are(
    gold: list[tuple[int, int]], cited: list[tuple[int, int]]
) -> None:
    excerpt = Excerpt(source="s", start=0, text="abcdefghijkl", gold=tuple(gold), cited=tuple(cited))
    found = list(pieces(excerpt))
    assert "".join(piece.text for piece in found) == excerpt.text
    marked = [piece.marks for piece in found for _ in piece.text]
    for at, marks in enumerate(marked):
        of = {"gold": gold, "cited": cited}
        assert marks.split() == [name for name, spans in of.items() if any(a <= at < b for a, b in spans)]


def test_what_must_never_happen_is_fixed_first_then_what_broke_then_what_fails_most() -> None:
    failing = [result(f"t{each}", {"passed": 0}, tags=["talk"]) for each in range(5)]
    broken = [result(f"d{each}", {"passed": 0}, tags=["date"]) for each in range(2)]
    leak = result("w", {"passed": 0, "leaked": 1}, "should have abstained", tags=["wall"])
    other = [result("n", {"passed": 0}, tags=["name"]), result("u", {"passed": 0}, tags=["new"], reviewed=False)]
    found = fixes([*failing, *broken, leak, *other, *passing([True])], {"d0", "d1"})
    assert [(each.tag, len(each.cases), each.broken, each.never) for each in found] == [
        ("wall", 1, 0, "leaked"),
        ("date", 2, 2, None),
        ("talk", 5, 0, None),
    ]


def test_the_plots_by_hand() -> None:
    recall = recall_at_k([figure("recall@1", 0.5), figure("recall@4", 1.0), figure("mrr", 0.1)])
    assert recall
    assert recall.line == [(0, HEIGHT / 2), (WIDTH, 0)]
    assert recall.says == "50 % at 1, 100 % at 4"
    assert recall_at_k([figure("recall@1", 0.5)]) is None
    points = [RiskPoint(coverage=0.5, risk=0.0), RiskPoint(coverage=0.8, risk=0.25)]
    risk = risk_and_coverage(points)
    assert risk
    assert risk.line == [(WIDTH / 2, HEIGHT), (WIDTH * 0.8, HEIGHT * 0.75)]
    assert risk.says == "25 % wrong where 80 % are answered; 0 % wrong, were 50 % answered"
    times = latency([Timing(id=str(each), repeat=0, seconds=each / 10) for each in (4, 1, 2)])
    assert times
    assert times.says == "half within 0.20 s, 95 % within 0.40 s"
    assert [x for x, _ in times.line] == [WIDTH / 4, WIDTH / 2, WIDTH]


def figure(metric: str, value: float) -> Figure:
    return Figure(metric=metric, slice="all", n=9, value=value, low=value, high=value)


def test_a_span_at_an_edge_makes_no_empty_piece() -> None:
    excerpt = Excerpt(source="s", start=0, text="abc", gold=((0, 3),))
    assert list(pieces(excerpt)) == [Piece("abc", "gold")]
