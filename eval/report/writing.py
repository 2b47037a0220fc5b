"""From a run's folder, and what it was compared with, to the page."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.errors import UsageError
from eval.comparing import Comparison
from eval.figures import ALL
from eval.metrics.registry import PASSED
from eval.report.cases import cases_of, tags_of
from eval.report.plots import latency, recall_at_k, risk_and_coverage
from eval.report.priorities import MEANINGS, fixes
from eval.results import Figure, Summary, read_results, read_summary, read_timings
from eval.verdict import Verdict

_HERE = Path(__file__).parent


def write_html(run: Path, file: Path, comparison: Comparison | None = None, verdict: Verdict | None = None) -> None:
    """Write the report of the run in a folder, with its change against another where it was compared.

    Raises UsageError where the file cannot be written.
    """
    summary, results = read_summary(run), read_results(run)
    plots = [recall_at_k(summary.figures), risk_and_coverage(summary.risk_coverage), latency(read_timings(run))]
    page = _environment().get_template("page.html")
    text = page.render(
        summary=summary,
        verdict=verdict,
        passed=next(each for each in summary.figures if (each.metric, each.slice) == (PASSED.name, ALL)),
        fixes=fixes(results, _broken(comparison)),
        meanings=MEANINGS,
        figures=[(each, _figure(summary, each.name)) for each in summary.measures],
        changes=_changes(comparison),
        comparison=comparison,
        plots=[plot for plot in plots if plot],
        slices=_slices(summary),
        cases=cases_of(results, comparison),
        tags=tags_of(results),
    )
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{file}: cannot be written ({error.strerror}); name another file") from error


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["percent"] = lambda share, digits=1: f"{100 * share:.{digits}f}"
    environment.filters["points"] = lambda change: f"{100 * change:+.1f}"
    return environment


def _figure(summary: Summary, name: str) -> Figure:
    return next(each for each in summary.figures if (each.metric, each.slice) == (name, ALL))


def _changes(comparison: Comparison | None) -> dict[str, object]:
    compared = [*comparison.watched, *comparison.others] if comparison else []
    return {each.measure.name: each for each in compared if each.slice == ALL}


def _broken(comparison: Comparison | None) -> set[str]:
    """The cases that passed before, and do not now."""
    flipped = comparison.flipped if comparison else []
    return {pair.after.case.id for pair in flipped if pair.passed_before}


def _slices(summary: Summary) -> list[Figure]:
    """How many pass in each slice, the worst first."""
    found = [each for each in summary.figures if each.metric == PASSED.name and each.slice != ALL]
    return sorted(found, key=lambda each: (each.value or 0, each.slice))
