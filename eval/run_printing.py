"""A run in the terminal: the figures over all cases, and at which stage the others failed."""

from rich.console import Console
from rich.table import Table

from eval.figures import ALL
from eval.launching import Finished
from eval.results import Figure, Summary

# Cutoffs that say much the same are in the summary alone.
_LEFT_OUT = frozenset(
    "hit@5 hit@10 recall@1 recall@2 recall@4 recall@16 char_precision@1 char_recall@1 char_recall@64".split()
)


def print_run(done: Finished) -> None:
    """Two short tables on standard output."""
    out, summary = Console(highlight=False), done.summary
    out.print(_figures(summary), "", _stages(summary), "")
    if done.left_out:
        out.print(f"{done.left_out} cases ask as somebody else, and were left out: a service's key says who asks")
    at = summary.versions
    errors = f", {summary.errors} with errors" if summary.errors else ""
    out.print(f"{summary.cases} cases{errors}; commit {at.commit}, {at.models.get('answers', '')}", markup=False)
    out.print(f"Written to {done.folder}", markup=False, soft_wrap=True)


def _figures(summary: Summary) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", min_width=80)
    for column in ("metric", "percent", "95 %", "n"):
        table.add_column(column, justify="left" if column == "metric" else "right")
    table.add_column("what it says", style="dim")
    says = {measure.name: measure.says for measure in summary.measures}
    for figure in summary.figures:
        if figure.slice == ALL and figure.n and figure.metric not in _LEFT_OUT:
            table.add_row(figure.metric, *_cells(figure), str(figure.n), says[figure.metric])
    return table


def _cells(figure: Figure) -> tuple[str, str]:
    if figure.value is None or figure.low is None or figure.high is None:
        return "", ""
    return f"{100 * figure.value:.1f}", f"{100 * figure.low:.0f}-{100 * figure.high:.0f}"


def _stages(summary: Summary) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("stage")
    table.add_column("answers", justify="right")
    for stage, count in summary.stages.items():
        if count:
            table.add_row(stage, str(count))
    return table
