"""`ally eval check` and `ally eval run`."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.errors import UsageError
from eval.verdict import EXIT_CODES

SuiteName = Annotated[
    str, typer.Argument(help="A suite's .toml file, or the name of one that ships with Ally.", metavar="SUITE")
]


def check(suite: SuiteName) -> None:
    """Say what is wrong with a suite: each bad line with its number, gold that does not stand in the corpus too."""
    from assistant.settings import load_settings
    from eval.checking import faults_of
    from eval.corpus import read_corpus
    from eval.suite import load_suite

    loaded = load_suite(suite)
    faults = faults_of(loaded, read_corpus(loaded.folders, load_settings()))
    for fault in faults:
        typer.echo(str(fault))
    if faults:
        raise UsageError(f"{suite}: {len(faults)} bad lines; correct them")
    typer.echo(f"{len(loaded.placed)} cases, all of them sound.")


def run(
    suite: SuiteName,
    output: Annotated[
        Path | None,
        typer.Option(help="Folder for the run's files; a new one below eval-runs/ by default.", metavar="FOLDER"),
    ] = None,
    model: Annotated[str | None, typer.Option(help="Answer with this model, as the setting does.")] = None,
    url: Annotated[
        str | None, typer.Option(help="Ask the service at this address, with the key in ALLY_KEY.", metavar="URL")
    ] = None,
    sample: Annotated[int | None, typer.Option(min=1, help="Only so many cases, drawn by --seed.", metavar="N")] = None,
    seed: Annotated[int, typer.Option(help="What the draw depends on.", metavar="S")] = 0,
    tag: Annotated[list[str] | None, typer.Option(help="Only cases with this tag; may be given again.")] = None,
    filter_failing: Annotated[
        Path | None, typer.Option(help="Only cases that did not pass in this run.", metavar="RUN", file_okay=False)
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the run in --output.")] = False,
    jobs: Annotated[int, typer.Option(min=1, help="Cases at a time.", metavar="N")] = 2,
    repeat: Annotated[int, typer.Option(min=1, help="Ask each case so often.", metavar="N")] = 1,
    judge: Annotated[str | None, typer.Option(help="Also have this model judge the answers.", metavar="MODEL")] = None,
    judge_url: Annotated[str | None, typer.Option(help="Base URL of the judge's server.", metavar="URL")] = None,
    judge_times: Annotated[int, typer.Option(min=1, help="How often it judges each answer.", metavar="N")] = 3,
    junit: Annotated[Path | None, typer.Option(help="Also write JUnit XML to this file.", dir_okay=False)] = None,
    csv: Annotated[Path | None, typer.Option(help="Also write a table to this file.", dir_okay=False)] = None,
    ragas: Annotated[Path | None, typer.Option(help="Also write the answers for Ragas.", dir_okay=False)] = None,
    html: Annotated[Path | None, typer.Option(help="Also write a report to this file.", dir_okay=False)] = None,
) -> None:
    """Ask every case of a suite, and write what was answered, found and measured.

    Exits with 3 where some case has no answer; whether figures are good enough, `ally eval compare --gate` says.
    """
    from eval.exports import write_csv, write_junit, write_ragas
    from eval.launching import JudgeOptions, RunOptions, launch
    from eval.results import Selection, read_results, read_timings
    from eval.run_printing import print_run

    selection = Selection(
        sample=sample, seed=seed, tags=tuple(tag or ()), filter_failing=filter_failing is not None, repeat=repeat
    )
    judging = JudgeOptions(judge, judge_url, judge_times) if judge else None
    done = launch(suite, RunOptions(output, model, url, selection, filter_failing, resume, jobs, judging))
    results = read_results(done.folder)
    if junit:
        write_junit(done.summary, results, read_timings(done.folder), junit)
    if csv:
        write_csv(results, csv)
    if ragas:
        write_ragas(results, ragas)
    if html:
        from eval.report import write_html

        write_html(done.folder, html)
    print_run(done)
    if done.summary.errors:
        raise typer.Exit(EXIT_CODES["inconclusive"])
