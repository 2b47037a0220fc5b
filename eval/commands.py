"""`ally eval`: registered with the command line through the entry-point group `ally.commands`."""

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from assistant.errors import UsageError
from eval import compare_commands, feedback_commands, suite_commands

app = typer.Typer(help="Measure Ally.", no_args_is_help=True, rich_markup_mode=None)
bench = typer.Typer(help="Run a benchmark on data from a folder.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(bench, name="bench")
app.command("check")(suite_commands.check)
app.command("run")(suite_commands.run)
app.command("compare")(compare_commands.compare)
app.command("from-feedback")(feedback_commands.from_feedback)
app.command("review")(feedback_commands.review)

Folder = Annotated[Path, typer.Option("--data", help="Folder with the benchmark's data.", exists=True, file_okay=False)]
JsonFile = Annotated[Path | None, typer.Option("--json", help="Also write the figures to this file.", dir_okay=False)]
Baseline = Annotated[bool, typer.Option("--baseline", help="Also measure a plain LangChain pipeline.")]


@bench.command()
def articles(data: Folder, json_file: JsonFile = None) -> None:
    """Answers about articles: corpus/ and questions/*.jsonl."""
    _measure("articles", json_file, data)


@bench.command()
def chinese(data: Folder, baseline: Baseline = False, json_file: JsonFile = None) -> None:
    """Finding the passage for a Chinese question: cmrc2018_trial.json."""
    _measure("chinese", json_file, data, baseline)


@bench.command()
def contracts(data: Folder, baseline: Baseline = False, json_file: JsonFile = None) -> None:
    """Finding the clause of an agreement: docs/, questions.jsonl, natural.jsonl and absent.jsonl."""
    _measure("contracts", json_file, data, baseline)


@bench.command()
def documents(data: Folder, json_file: JsonFile = None) -> None:
    """Reading files: of any format, *.pdf beside *.txt, val.jsonl."""
    _measure("documents", json_file, data)


@bench.command()
def followups(data: Folder, json_file: JsonFile = None) -> None:
    """Making follow-ups stand alone: cast2019.jsonl."""
    _measure("followups", json_file, data)


@bench.command()
def grounding(data: Folder, json_file: JsonFile = None) -> None:
    """Sentences held against their source, true ones and changed ones: any documents."""
    _measure("grounding", json_file, data)


@bench.command()
def injection(data: Folder, json_file: JsonFile = None) -> None:
    """Instructions inside documents: emails.jsonl and attacks.json."""
    _measure("injection", json_file, data)


@bench.command()
def load(
    data: Folder,
    passages: Annotated[int, typer.Option(help="Repeat the documents until there are so many passages.")] = 30_000,
    json_file: JsonFile = None,
) -> None:
    """The service under load: docs/ and questions.jsonl."""
    _measure("load", json_file, data, passages)


@bench.command()
def meetings(data: Folder, baseline: Baseline = False, json_file: JsonFile = None) -> None:
    """Finding what was said in a meeting: val.jsonl."""
    _measure("meetings", json_file, data, baseline)


@bench.command()
def overhead(
    data: Folder,
    passages: Annotated[int, typer.Option(min=1, help="Repeat the documents until there are so many.")] = 30_000,
    seconds: Annotated[float, typer.Option(min=0, help="What the model takes where many ask at once.")] = 5.0,
    json_file: JsonFile = None,
) -> None:
    """Time beyond a language model's own: docs/ and questions.jsonl."""
    _measure("overhead", json_file, data, passages, seconds)


@bench.command()
def questions(data: Folder, json_file: JsonFile = None) -> None:
    """Answers that are right in full: corpus/ and questions/*.jsonl."""
    _measure("questions", json_file, data)


@bench.command()
def speed(
    data: Folder,
    passages: Annotated[
        list[int], typer.Option(min=1, help="Repeat the documents until there are so many; may be given again.")
    ] = [30_000, 100_000],  # noqa: B006 read only
    json_file: JsonFile = None,
) -> None:
    """Speed and size: docs/ and questions.jsonl."""
    _measure("speed", json_file, data, passages)


def _measure(benchmark: str, json_file: Path | None, *arguments: object) -> None:
    """Run the benchmark of that name, and write its figures where a file is named."""
    if json_file is not None and not json_file.absolute().parent.is_dir():
        raise UsageError(f"--json {json_file}: no such folder; make it first")
    try:
        figures = import_module(f"eval.benchmarks.{benchmark}").run(*arguments)
    except ModuleNotFoundError as error:
        raise UsageError(f"{error.name} is not installed; it comes with: pip install 'ally[eval]'") from error
    if json_file is not None:
        import_module("eval.reporting").write_json(figures, json_file)
