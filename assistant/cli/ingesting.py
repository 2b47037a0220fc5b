"""`ally ingest` and `ally reindex`: the commands that take time, and show how far they are."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import options


def ingest(
    folder: Annotated[Path, typer.Argument(help="The folder to load, with everything below it.", metavar="FOLDER")],
    data: options.Data = None,
    url: options.Url = None,
    as_json: options.Json = False,
) -> None:
    """Load a folder, and later what has changed in it.

    A file that cannot be loaded is reported and the others are; what was known of it stays known. A service loads the
    folders that its settings name.
    """
    from assistant.cli import printing
    from assistant.cli.progress import shown

    with shown() as bars:
        report = options.reached(url, data).ingest(folder, bars)
    if as_json:
        printing.print_json(asdict(report))
    else:
        printing.print_report(report)
    if report.failed:
        raise typer.Exit(1)


def forget(
    folder: Annotated[Path, typer.Argument(help="A folder that was ingested.", metavar="FOLDER")],
    data: options.Data = None,
    url: options.Url = None,
    as_json: options.Json = False,
) -> None:
    """Drop everything that came from a folder."""
    from assistant.cli import printing

    count = options.reached(url, data).forget(folder)
    if as_json:
        printing.print_json({"folder": str(folder), "removed": count})
    else:
        printing.console().print(f"{folder}: {count} removed", soft_wrap=True)


def reindex(data: options.Data = None, url: options.Url = None, as_json: options.Json = False) -> None:
    """Embed everything anew with the model in the settings.

    A service keeps its model: it indexes everything anew, and embeds what has no vector, while it answers.
    """
    from assistant.cli import printing
    from assistant.cli.progress import shown

    with shown() as bars:
        embedding = options.reached(url, data).reindex(bars)
    if as_json:
        printing.print_json({"embedding": embedding})
    else:
        printing.console().print(f"Everything is embedded with: {embedding}", soft_wrap=True)
