"""The command line. `main` is what the `ally` command runs; each command's module is short and imports late."""

import sys
import tempfile
import traceback
from importlib.metadata import entry_points

import click
import typer

from assistant.cli import asking, ingesting, listing, serving, upkeep
from assistant.errors import AllyError

app = typer.Typer(
    name="ally",
    help="Answers about alliances, every sentence with a checked quote.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("ingest")(ingesting.ingest)
app.command("ask")(asking.ask)
app.command("search")(asking.search)
app.command("sources")(listing.sources)
app.command("show")(listing.show)
app.command("reindex")(ingesting.reindex)
app.command("doctor")(upkeep.doctor)
app.command("backup")(upkeep.backup)
app.command("restore")(upkeep.restore)
app.command("serve")(serving.serve)


def main() -> None:
    """Run the command line; every failure ends in one line and an exit code."""
    for plugin in entry_points(group="ally.commands"):
        app.add_typer(plugin.load(), name=plugin.name)
    try:
        code = app(standalone_mode=False)
    except AllyError as error:
        code = _complain(str(error), error.exit_code)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = _complain("Stopped; what was done so far is kept.", 130)
    except BrokenPipeError:
        code = 141
    except Exception as error:  # noqa: BLE001 the outermost edge: the person gets a line, the operator the trace
        code = _complain(f"Unexpected {type(error).__name__}: {error}; the details are in {_trace()}", 1)
    sys.exit(code)


def _complain(line: str, code: int) -> int:
    typer.echo(f"ally: {line}", err=True)
    return code


def _trace() -> str:
    with tempfile.NamedTemporaryFile("w", prefix="ally-", suffix=".log", delete=False, encoding="utf-8") as file:
        traceback.print_exc(file=file)
    return file.name
