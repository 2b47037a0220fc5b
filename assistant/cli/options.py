"""The options that several commands share, and what they mean to the core."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.cli.here import Here
    from assistant.cli.remote import Remote
    from assistant.settings import Settings
    from assistant.types import Filters, Viewer

Data = Annotated[
    Path | None,
    typer.Option("--data", help="Folder of what is known, instead of the one set.", metavar="FOLDER"),
]
Url = Annotated[
    str | None,
    typer.Option("--url", help="Ask the service at this address, with the key in ALLY_KEY.", metavar="URL"),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
As = Annotated[
    list[str] | None,
    typer.Option(
        "--as",
        help="See as a party cleared for these audiences: public,partner:acme. Repeat it for each party present.",
        metavar="AUDIENCES",
    ),
]
Kind = Annotated[
    str | None,
    typer.Option(help="Only talk, interview, playbook, agreement, minutes or article.", metavar="KIND"),
]
Speaker = Annotated[str | None, typer.Option(help="Only what this person says.", metavar="NAME")]
Partner = Annotated[str | None, typer.Option(help="Only documents about this partner.", metavar="NAME")]
Source = Annotated[str | None, typer.Option(help="Only sources whose path begins so.", metavar="PATH")]
Audience = Annotated[str | None, typer.Option(help="Only documents for this audience.", metavar="AUDIENCE")]
After = Annotated[str | None, typer.Option(help="Only documents of this day or later, as 2024-05-02.", metavar="DAY")]
Before = Annotated[str | None, typer.Option(help="Only documents of this day or earlier.", metavar="DAY")]


def settings_from(data: Path | None) -> "Settings":
    """The settings in force, with the command's options on top."""
    from assistant.settings import load_settings

    return load_settings(data=data)


def reached(url: str | None, data: Path | None, parties: list[str] | None = None) -> "Here | Remote":
    """Where to ask: here, or the service that is named; UsageError for what a service settles by itself."""
    if url is None:
        from assistant.cli.here import Here

        return Here(settings_from(data), viewer_from(parties))
    for option, given in (("--data", data), ("--as", parties)):
        if given:
            raise UsageError(
                f"{option}: not together with --url; the service knows its data, and the key says what it shows"
            )
    from assistant.cli.remote import Remote

    return Remote(url)


def viewer_from(parties: list[str] | None) -> "Viewer":
    """Everything, unless parties are named; UsageError for what cannot be an audience."""
    from assistant.types import Viewer

    if not parties:
        return Viewer()
    return Viewer(tuple(map(_cleared_for, parties)))


def _cleared_for(party: str) -> frozenset[str]:
    from pydantic import ValidationError

    from loaders.facets.claims import Claims

    try:
        # What a document may declare is what a party may be cleared for.
        return frozenset(str(Claims(audience=name.strip()).audience) for name in party.split(","))
    except ValidationError as error:
        raise UsageError(
            f"--as {party!r}: name audiences, with commas between them: "
            "public, internal, restricted, partner:<name> or team:<name>, in a-z, 0-9 and hyphens"
        ) from error


def filters_from(**fields: str | None) -> "Filters":
    """The filters that were given; UsageError names the one that is wrong."""
    from pydantic import ValidationError

    from assistant.types import Filters
    from assistant.validation import fault_in

    try:
        return Filters.model_validate({name: value for name, value in fields.items() if value is not None})
    except ValidationError as error:
        fault = fault_in(error.errors()[0])
        raise UsageError(f"--{fault.field} {fault.value!r}: {fault.problem}") from error
