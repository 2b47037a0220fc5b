"""`ally doctor`, `ally backup` and `ally restore`."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import options


def doctor(
    repair: Annotated[bool, typer.Option("--repair", help="Build the indexes anew from the catalog.")] = False,
    data: options.Data = None,
    as_json: options.Json = False,
) -> None:
    """Compare the catalog with its indexes."""
    from assistant.build import examined
    from assistant.cli import printing

    found = examined(options.settings_from(data), repair)
    if as_json:
        printing.print_json(asdict(found))
    else:
        printing.print_diagnosis(found)
    if found.problems:
        raise typer.Exit(1)


def backup(file: Annotated[Path, typer.Argument(help="The file to write.")], data: options.Data = None) -> None:
    """Write everything that is known to one file, also while Ally serves."""
    from assistant.cli import printing
    from assistant.knowledge.backup import back_up

    back_up(options.settings_from(data).data, file)
    printing.console().print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `ally backup` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of the catalog that is there.")
    ] = False,
    data: options.Data = None,
) -> None:
    """Make a backup the catalog; the indexes are built from it at the next question."""
    from assistant.cli import printing
    from assistant.knowledge.backup import restore as put_back

    settings = options.settings_from(data)
    put_back(file, settings.data, replace)
    printing.console().print(f"{settings.data}: restored from {file}")
