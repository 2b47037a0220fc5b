"""`ally eval`: registered with the command line through the entry-point group `ally.commands`."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Measure Ally.", no_args_is_help=True, rich_markup_mode=None)
bench = typer.Typer(help="Run a benchmark on data from a folder.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(bench, name="bench")

Folder = Annotated[Path, typer.Option("--data", help="Folder with the benchmark's data.", exists=True, file_okay=False)]
JsonFile = Annotated[Path | None, typer.Option("--json", help="Also write the figures to this file.")]


@bench.command()
def articles(data: Folder, json_file: JsonFile = None) -> None:
    """Answers about articles: corpus/ and questions/*.jsonl."""
    from eval.benchmarks.articles import run
    from eval.reporting import write_json

    write_json(run(data), json_file)


@bench.command()
def documents(data: Folder, json_file: JsonFile = None) -> None:
    """Reading PDFs: *.pdf, each with its text beside it as *.txt."""
    from eval.benchmarks.documents import run
    from eval.reporting import write_json

    write_json(run(data), json_file)


@bench.command()
def speed(
    data: Folder,
    passages: Annotated[int, typer.Option(help="Repeat the documents until there are so many passages.")] = 100_000,
    json_file: JsonFile = None,
) -> None:
    """Speed and size: docs/ and questions.jsonl."""
    from eval.benchmarks.speed import run
    from eval.reporting import write_json

    write_json(run(data, passages), json_file)
