"""`ally doctor`, `ally backup` and `ally restore`."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli import options
from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.knowledge.doctor import Diagnosis


def doctor(
    repair: Annotated[bool, typer.Option("--repair", help="Build the indexes anew from the catalog.")] = False,
    data: options.Data = None,
    url: options.Url = None,
    as_json: options.Json = False,
) -> None:
    """Compare the catalog with its indexes, and repair them."""
    from assistant.cli import printing

    found = _examined(repair, data, url)
    if as_json:
        printing.print_json(asdict(found))
    else:
        printing.print_diagnosis(found, f"ally reindex --url {url}" if url else "ally doctor --repair")
    if found.problems:
        raise typer.Exit(1)


def _examined(repair: bool, data: Path | None, url: str | None) -> "Diagnosis":
    if url is None:
        from assistant.build import examined

        return examined(options.settings_from(data), repair)
    if repair or data:
        instead = "index anew with: ally reindex --url URL" if repair else "the service knows its data"
        raise UsageError(f"{'--repair' if repair else '--data'}: not together with --url; {instead}")
    from assistant.cli.remote import Remote

    return Remote(url).diagnosis()


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write.", metavar="FILE")],
    data: options.Data = None,
    as_json: options.Json = False,
) -> None:
    """Write all that is known to one file.

    It may be done while Ally serves or ingests.
    """
    from assistant.cli import printing
    from assistant.knowledge.backup import back_up

    back_up(options.settings_from(data).data, file)
    size = file.stat().st_size
    if as_json:
        printing.print_json({"file": file, "bytes": size})
    else:
        printing.console().print(f"{file}: {size / 1e6:.1f} MB", soft_wrap=True)


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `ally backup` wrote.", metavar="FILE")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of the catalog that is there.")
    ] = False,
    data: options.Data = None,
    as_json: options.Json = False,
) -> None:
    """Bring back what a backup holds.

    The indexes are built from it when they are next used.
    """
    from assistant.cli import printing
    from assistant.knowledge.backup import restore as put_back

    settings = options.settings_from(data)
    put_back(file, settings.data, replace)
    if as_json:
        printing.print_json({"data": settings.data, "file": file})
    else:
        printing.console().print(f"{settings.data}: restored from {file}", soft_wrap=True)
