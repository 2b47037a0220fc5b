"""A comparison in the terminal: what changed, which cases flipped with both answers, and the verdict last."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from eval.comparing import Comparison, Difference
from eval.figures import ALL
from eval.pairing import Pair
from eval.results import Result
from eval.verdict import Verdict

FLIPS_SHOWN = 10
ANSWER_SHOWN = 240  # characters
_LEGEND = (
    "[dim]- / +: cases that are worse and better than before; shows: the smallest change that these cases would show[/]"
)
COLOURS = {"passed": "green", "failed": "red", "inconclusive": "yellow", "better": "green", "worse": "red"}


def print_comparison(comparison: Comparison, verdict: Verdict | None) -> None:
    """The figures that changed or are watched, the flipped cases, and what the gate says."""
    out = Console(highlight=False)
    shown = [*comparison.watched, *(each for each in comparison.others if each.shift.value)]
    if shown:
        out.print(_table(shown))
        out.print(f"{_LEGEND}\n", soft_wrap=True)
    flipped = comparison.flipped
    for pair in flipped[:FLIPS_SHOWN]:
        out.print(f"{_flip(pair)}\n")
    if len(flipped) > FLIPS_SHOWN:
        out.print(f"{len(flipped) - FLIPS_SHOWN} more cases flipped; --html FILE shows them all")
    left_out = "".join(f"; {count} {reason}" for reason, count in comparison.left_out.items())
    out.print(f"{len(comparison.pairs)} cases compared, {len(flipped)} flipped{left_out}", soft_wrap=True)
    if verdict:
        _print_verdict(out, verdict)


def _table(differences: Sequence[Difference]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", min_width=76)
    table.add_column("percent", no_wrap=True)
    for column in ("before", "now", "change", "95 %", "p", "- / +", "shows"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("")
    for each in differences:
        named = each.measure.name if each.slice == ALL else f"{each.measure.name} of {each.slice}"
        low, high = f"{100 * each.shift.low:+.0f}", f"{100 * each.shift.high:+.0f}"
        table.add_row(
            *(named, f"{100 * each.before:.1f}", f"{100 * each.after:.1f}", f"{100 * each.shift.value:+.1f}"),
            *(f"{low} to {high}", f"{each.p:.3f}", f"{each.lost} / {each.gained}"),
            "nothing" if each.detectable is None else f"±{100 * each.detectable:.0f}",
            "" if each.outcome == "no clear change" else each.outcome,
            style=COLOURS.get(each.outcome),
        )
    return table


def _flip(pair: Pair) -> str:
    case = pair.after.case
    question = f"[bold]{escape(case.id)}[/]  {escape(case.question)}"
    return f"{question}\n  before: {_given(pair.before)}\n  now:    {_given(pair.after)}"


def _given(result: Result) -> str:
    said = " ".join(result.answer.text.split()) if result.answer else ""
    short = said if len(said) <= ANSWER_SHOWN else f"{said[:ANSWER_SHOWN].rstrip()}…"
    return f"[{'green' if result.stage == 'passed' else 'red'}]{result.stage}[/]  {escape(short)}"


def _print_verdict(out: Console, verdict: Verdict) -> None:
    for check in verdict.unmet:
        said = f"{check.outcome}: {check.rule} ({check.found})"
        out.print(said, style=COLOURS[check.outcome], markup=False, soft_wrap=True)
    met = len(verdict.checks) - len(verdict.unmet)
    last = f"The gate says: {verdict.outcome} ({met} of {len(verdict.checks)} rules met)"
    out.print(last, style=f"bold {COLOURS[verdict.outcome]}", markup=False)
