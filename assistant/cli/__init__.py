"""The command line. `main` is what the `ally` command runs; each command's module is short and imports late."""

import logging
import sys
import tempfile
import traceback
from importlib.metadata import entry_points

import typer

from assistant.cli import asking, chatting, conversations, ingesting, keys, listing, mcp, serving, upkeep
from assistant.errors import AllyError

INTERRUPTED = 130

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
app.command("chat")(chatting.chat)
app.command("search")(asking.search)
app.command("sources")(listing.sources)
app.command("show")(listing.show)
app.command("serve")(serving.serve)
app.command("mcp")(mcp.mcp)
app.command("doctor")(upkeep.doctor)
app.command("backup")(upkeep.backup)
app.command("restore")(upkeep.restore)
app.command("reindex")(ingesting.reindex)
app.command("forget")(ingesting.forget)
app.add_typer(conversations.app, name="conversations")
app.add_typer(keys.app, name="keys")


def main() -> None:
    """Run the command line; every failure ends in one line and an exit code."""
    # What a library remarks on a file it copes with is nothing to the person; what it cannot cope with is reported.
    logging.getLogger().addHandler(logging.NullHandler())
    _show_own_warnings()
    try:
        for plugin in entry_points(group="ally.commands"):
            app.add_typer(plugin.load(), name=plugin.name)
        code = app(standalone_mode=False)
        if code == INTERRUPTED:
            _complain("Stopped; what was done so far is kept", code)
    except AllyError as error:
        code = _complain(str(error), error.exit_code)
    except typer.TyperException as error:
        code = _refuse(error)
    except BrokenPipeError:
        code = 141
    except Exception as error:  # noqa: BLE001 the outermost edge: the person gets a line, the operator the trace
        code = _complain(f"Unexpected {type(error).__name__}: {error}; the details are in {_trace()}", 1)
    sys.exit(code)


def _show_own_warnings() -> None:
    """What the core notes on its way, such as why a model failed, is for the person at the terminal."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("ally: %(message)s"))
    logging.getLogger("assistant").addHandler(handler)


def _refuse(error: typer.TyperException) -> int:
    said = error.format_message().rstrip(".")
    if "\n" in said:  # a group of commands that is named without one of them says its whole help
        typer.echo(said, err=True)
        return error.exit_code
    return _complain(f"{said}; --help lists what there is", error.exit_code)


def _complain(line: str, code: int) -> int:
    typer.echo(f"ally: {line}", err=True)
    return code


def _trace() -> str:
    with tempfile.NamedTemporaryFile("w", prefix="ally-", suffix=".log", delete=False, encoding="utf-8") as file:
        traceback.print_exc(file=file)
    return file.name
