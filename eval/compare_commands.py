"""`ally eval compare`."""

from pathlib import Path
from typing import Annotated

import typer


def compare(
    base: Annotated[Path, typer.Argument(help="The folder of the run to compare with.", metavar="BASE")],
    new: Annotated[Path, typer.Argument(help="The folder of the run in question.", metavar="NEW")],
    gate: Annotated[
        str | None, typer.Option(help="Hold it to the rules in this suite's file.", metavar="SUITE")
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Also write a report to this file.", dir_okay=False)] = None,
) -> None:
    """Say what changed between two runs, and which cases flipped.

    With --gate: exits with 1 where a rule is broken, and with 3 where that cannot be told.
    """
    from importlib import import_module

    from eval.compare_printing import print_comparison
    from eval.comparing import compare as compared
    from eval.gating import rules_for, verdict
    from eval.pairing import read_run

    before, after = read_run(base), read_run(new)
    rules = rules_for(gate, after.summary.suite) if gate else None
    comparison = compared(before, after, rules.watched, rules.minimum_effect) if rules else compared(before, after)
    told = verdict(rules, comparison) if rules else None
    if html:
        import_module("eval.report").write_html(new, html, comparison, told)
    print_comparison(comparison, told)
    if told and told.exit_code:
        raise typer.Exit(told.exit_code)
