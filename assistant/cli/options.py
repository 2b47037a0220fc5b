"""The options that several commands share, and what they mean to the core."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.settings import Settings
    from assistant.types import Filters, Viewer

Data = Annotated[
    Path | None, typer.Option("--data", help="Folder of the catalog and its indexes.", show_default=".ally")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
As = Annotated[
    list[str] | None,
    typer.Option(
        "--as",
        help="See as a party cleared for these audiences: public,partner:acme. Repeat it for each party present.",
    ),
]
Kind = Annotated[str | None, typer.Option(help="Only talk, interview, playbook, agreement, minutes or article.")]
Speaker = Annotated[str | None, typer.Option(help="Only what this person says.")]
Partner = Annotated[str | None, typer.Option(help="Only documents about this partner.")]
Source = Annotated[str | None, typer.Option(help="Only sources whose path begins so.")]
After = Annotated[str | None, typer.Option(help="Only documents of this day or later, as 2024-05-02.")]
Before = Annotated[str | None, typer.Option(help="Only documents of this day or earlier.")]


def settings_from(data: Path | None) -> "Settings":
    """The settings in force, with the command's options on top."""
    from assistant.settings import load_settings

    return load_settings(data=data)


def viewer_from(parties: list[str] | None) -> "Viewer":
    """Everything, unless parties are named."""
    from assistant.types import Viewer

    if not parties:
        return Viewer()
    return Viewer(tuple(frozenset(name.strip() for name in party.split(",") if name.strip()) for party in parties))


def filters_from(**fields: str | date | None) -> "Filters":
    """The filters that were given; UsageError names the one that is wrong."""
    from pydantic import ValidationError

    from assistant.types import Filters

    try:
        return Filters.model_validate({name: value for name, value in fields.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageError(f"--{first['loc'][0]} {first['input']!r}: {first['msg']}") from error
