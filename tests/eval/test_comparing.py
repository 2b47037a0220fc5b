"""Two runs held against each other, and what a gate makes of it."""

from pathlib import Path
from random import Random

import pytest

from assistant.errors import UsageError
from eval.comparing import Comparison, compare
from eval.gating import Rules, rules_for, verdict
from eval.pairing import Run
from eval.results import Result
from eval.verdict import EXIT_CODES, Check, Outcome, Verdict
from tests.conftest import Ally, Trials, write
from tests.eval.runs import SETUP, kept, passing, result, run

GOOD = [True] * 40
RULES = Rules.model_validate(
    {
        "thresholds": [{"metric": "passed", "least": 0.5}, {"metric": "leaked", "most": 0}],
        "no_regression": [{"metric": "passed"}],
    }
)


def told(base: list[Result], new: list[Result], rules: Rules = RULES) -> Verdict:
    return verdict(rules, compare(run(base), run(new), rules.watched, rules.minimum_effect))


def open_about(results: list[Result]) -> list[Result]:
    """The lines, none of which let anything through."""
    return [each.model_copy(update={"metrics": {**each.metrics, "leaked": 0.0}}) for each in results]


def test_what_changed_and_how_sure_that_is() -> None:
    comparison = compare(run(passing(GOOD)), run(passing([False] * 9 + [True] * 31)), [("passed", "all")])
    [passed] = comparison.watched
    assert (passed.before, passed.after, passed.lost, passed.gained) == (1, 31 / 40, 9, 0)
    assert passed.outcome == "worse"
    assert [pair.after.case.id for pair in comparison.flipped] == [f"c{number}" for number in range(9)]
    back = compare(comparison.new, comparison.base, [("passed", "all")])
    assert back.watched[0].outcome == "better"
    slight = compare(run(passing(GOOD)), run(passing([False] * 9 + [True] * 31)), [("passed", "all")], minimum=0.3)
    assert slight.watched[0].outcome == "no clear change"


def test_a_lower_figure_is_better_where_the_metric_says_so() -> None:
    base = [result(f"c{each}", {"passed": 1, "wrong_document@8": 0.0}) for each in range(20)]
    new = [result(f"c{each}", {"passed": 1, "wrong_document@8": 0.5}) for each in range(20)]
    [wrong] = compare(run(base), run(new), [("wrong_document@8", "all")]).watched
    assert (wrong.outcome, wrong.lost, wrong.gained) == ("worse", 20, 0)


def test_only_what_is_the_same_and_answered_and_reviewed_is_compared() -> None:
    base = [*passing(GOOD), result("gone", {"passed": 1}), result("other", {"passed": 1}, question="Before?")]
    base += [result("late", {"passed": 1}), result("open", {"passed": 1}, reviewed=False)]
    new = [*passing(GOOD), result("added", {"passed": 1}), result("other", {"passed": 0}, question="After?")]
    new += [result("late", {}, error="too slow"), result("open", {"passed": 0}, reviewed=False)]
    comparison = compare(run(base), run(new))
    assert len(comparison.pairs) == 40
    assert comparison.left_out == {
        "only in the base": 1,
        "only in the new run": 1,
        "changed between the runs": 1,
        "without an answer": 1,
        "not reviewed yet": 1,
    }


def test_a_case_that_was_asked_several_times_counts_once() -> None:
    base = [result("c", {"passed": 1}, repeat=each) for each in range(3)]
    new = [result("c", {"passed": float(each == 0)}, repeat=each) for each in range(3)]
    comparison = compare(run(base), run(new), [("passed", "all")])
    [passed] = comparison.watched
    assert passed.n == 1
    assert passed.after == pytest.approx(1 / 3)
    assert len(comparison.flipped) == 1


@pytest.mark.parametrize("field", ["suite", "corpus_hash"])
def test_runs_of_different_things_are_not_compared(field: str) -> None:
    other = run(passing(GOOD), SETUP.model_copy(update={field: "another"}))
    with pytest.raises(UsageError, match=r"runs of different (suites|corpora)"):
        compare(run(passing(GOOD)), other)


FINE, CRASHED = result("e", {"passed": 1}), result("e", {}, error="too slow")
NEW = [result(f"u{each}", {"passed": 0}, reviewed=False) for each in range(90)]
TWO_LOST, MANY_LOST = passing([False] * 2 + [True] * 38), passing([False] * 12 + [True] * 28)
VERDICTS: list[tuple[str, list[Result], list[Result], Outcome]] = [
    ("nothing changed", passing(GOOD), passing(GOOD), "passed"),
    ("two of forty lost", passing(GOOD), TWO_LOST, "passed"),
    ("twelve of forty lost", passing(GOOD), MANY_LOST, "failed"),
    ("below the threshold all along", passing([False] * 40), passing([False] * 40), "failed"),
    ("few cases", passing(GOOD[:8]), passing(GOOD[:8]), "inconclusive"),
    ("too few to show a change", passing(GOOD[:4]), passing(GOOD[:4]), "inconclusive"),
    ("an error", [*passing(GOOD), FINE], [*passing(GOOD), CRASHED], "inconclusive"),
    ("an error before", [*passing(GOOD), CRASHED], [*passing(GOOD), FINE], "inconclusive"),
    ("an error and a regression", passing(GOOD), [*MANY_LOST, CRASHED], "failed"),
    ("unreviewed cases fail", passing(GOOD), [*passing(GOOD), *NEW], "passed"),
    ("an unreviewed error", passing(GOOD), [*passing(GOOD), result("u", {}, error="x", reviewed=False)], "passed"),
]


@pytest.mark.parametrize(("base", "new", "outcome"), [row[1:] for row in VERDICTS], ids=[row[0] for row in VERDICTS])
def test_the_verdict_and_its_exit_code(base: list[Result], new: list[Result], outcome: Outcome) -> None:
    found = told(open_about(base), open_about(new))
    assert (found.outcome, found.exit_code) == (outcome, EXIT_CODES[outcome]), found.checks


def test_one_leak_is_one_too_many_and_a_metric_that_no_case_has_decides_nothing() -> None:
    leaking = [*open_about(passing(GOOD)), result("leak", {"passed": 1, "leaked": 1})]
    assert told(leaking, leaking).unmet[0].rule == "leaked at most 0"
    assert told(passing(GOOD), passing(GOOD)).unmet == [Check("leaked at most 0", "inconclusive", "no case has it")]


def test_what_is_broken_weighs_more_than_what_cannot_be_told() -> None:
    checks = [Check(outcome, outcome, "") for outcome in ("passed", "inconclusive", "failed")]
    assert Verdict(checks).outcome == "failed"
    assert [each.rule for each in Verdict(checks).unmet] == ["failed", "inconclusive"]
    assert EXIT_CODES == {"passed": 0, "failed": 1, "inconclusive": 3}


SUITE = 'name = "mine"\ncorpus = "."\ncases = "cases.jsonl"\n'


@pytest.mark.parametrize(
    ("gate", "says"),
    [
        ("", "its file has no rules to gate by"),
        ("[gate]\nthreshold = []", "gate: threshold: not known here"),
        ('[gate]\nthresholds = [{metric = "passed"}]', "give least, or most"),
        ('[gate]\nno_regression = [{metric = "speed"}]', "no metric 'speed'; the metrics are passed"),
        ('[gate]\nleast_cases = 0\nno_regression = [{metric = "passed"}]', "least_cases"),
    ],
)
def test_rules_that_are_none_are_refused(tmp_path: Path, gate: str, says: str) -> None:
    write(tmp_path, {"s.toml": SUITE + gate, "cases.jsonl": ""})
    with pytest.raises(UsageError) as refused:
        rules_for(str(tmp_path / "s.toml"), "mine")
    assert says in str(refused.value)
    with pytest.raises(UsageError, match="the rules of suite mine, and the runs are of other"):
        rules_for(str(tmp_path / "s.toml"), "other")


def test_the_suite_that_ships_has_rules() -> None:
    rules = rules_for("sample", "sample")
    assert [each.says for each in rules.thresholds] == ["leaked at most 0", "verbatim at least 1"]
    assert ("passed", "lang:zh") in rules.watched


def test_the_command_says_what_its_exit_code_says(tmp_path: Path, ally: Ally) -> None:
    write(tmp_path, {"s.toml": f'{SUITE}[gate]\nno_regression = [{{metric = "passed"}}]\n', "cases.jsonl": ""})
    base = kept(tmp_path / "base", run(passing(GOOD)))
    runs = {
        "passed": passing([False] + [True] * 39),
        "failed": passing([False] * 12 + [True] * 28),
        "inconclusive": [*passing(GOOD), result("e", {}, error="x")],
    }
    for outcome, results in runs.items():
        new = kept(tmp_path / outcome, run(results))
        done = ally.run("eval", "compare", base, new, "--gate", tmp_path / "s.toml", "--html", tmp_path / "r.html")
        assert f"The gate says: {outcome}" in done.stdout, done.stderr
        assert done.returncode == EXIT_CODES[outcome]  # type: ignore[index]
        assert f"The gate says: {outcome}." in (tmp_path / "r.html").read_text(encoding="utf-8")
    ungated = ally.run("eval", "compare", base, tmp_path / "failed")
    assert ungated.returncode == 0
    assert "12 flipped" in ungated.stdout
    assert "What of c0?" in ungated.stdout
    unknown = ally.run("eval", "compare", base, tmp_path / "nowhere")
    assert unknown.returncode == 2
    assert "no finished run; make one with: ally eval run" in unknown.stderr


def chance_run(draw: Random, chances: list[tuple[str, float]]) -> Run:
    """A run of a version that answers by chance; what is about one document tends to come out alike."""
    luck = {document: draw.random() for document, _ in chances}
    alike = {document: draw.random() < 0.3 for document, _ in chances}
    results = []
    for number, (document, chance) in enumerate(chances):
        right = float((luck[document] if alike[document] else draw.random()) < chance)
        rank = min(1.0, max(0.0, chance + draw.gauss(0, 0.2)))
        results.append(result(f"c{number}", {"passed": right, "correct": right, "ndcg@10": rank}, document=document))
    return run(results)


def resampled_comparison(seed: int) -> Comparison:
    """The same version run twice on a suite of 120 cases about documents that are drawn anew."""
    draw = Random(seed)
    easy = {f"d{each}": draw.uniform(0.4, 1) for each in range(35)}
    documents = draw.choices(sorted(easy), k=120)
    chances = [(document, min(1.0, max(0.0, easy[document] + draw.gauss(0, 0.15)))) for document in documents]
    return compare(chance_run(draw, chances), chance_run(draw, chances), FALSE_ALARM_RULES.watched)


FALSE_ALARM_RULES = Rules.model_validate(
    {"no_regression": [{"metric": name} for name in ("passed", "correct", "ndcg@10")]}
)


def test_hardly_ever_is_the_gate_red_where_nothing_changed(trials: Trials) -> None:
    many = trials(100, 200)
    red = sum(verdict(FALSE_ALARM_RULES, resampled_comparison(seed)).outcome == "failed" for seed in range(many))
    assert red <= 0.05 * many
