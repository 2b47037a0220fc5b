"""`ally keys`: who may use the service, what they see in it, and what they may do."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli import options
from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.service.keys import Key, Keys, Role

app = typer.Typer(help="Make, list and revoke the keys of the service.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="What to call it: who or what will hold it.", metavar="NAME")],
    audiences: Annotated[
        str | None, typer.Option("--as", help="What its holder sees: public,partner:acme.", metavar="AUDIENCES")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Its holder sees everything.")] = False,
    role: Annotated[str, typer.Option(help="ask, or manage: also upload, remove and load.", metavar="ROLE")] = "ask",
    rate: Annotated[
        str, typer.Option(help="Requests allowed, as 60/minute or 1000/hour.", metavar="RATE")
    ] = "60/minute",
    data: options.Data = None,
    as_json: options.Json = False,
) -> None:
    """Make a key. It is shown once; what is kept of it cannot be turned back into it."""
    from assistant.cli import printing
    from assistant.service.rates import check_rate

    if (audiences is None) != everything:
        raise UsageError("Say what the key's holder sees: --as AUDIENCES, or --all for everything")
    check_rate(rate)
    if not name.strip():
        raise UsageError("NAME is empty; say who or what will hold the key")
    with _keys(data) as keys:
        key, secret = keys.create(name, _audiences(audiences), _role(role), rate)
    if as_json:
        printing.print_json({"key": secret, **_as_json(key)})
    else:
        typer.echo(secret)
        typer.echo(f"ally: key {key.id}, {_described(key)}; it is not shown again", err=True)


@app.command("list")
def list_keys(data: options.Data = None, as_json: options.Json = False) -> None:
    """List the keys, the revoked ones too."""
    from assistant.cli import printing

    with _keys(data) as keys:
        listed = keys.all()
    if as_json:
        printing.print_json({"keys": [_as_json(key) for key in listed]})
    else:
        _print(listed)


@app.command()
def revoke(
    key: Annotated[str, typer.Argument(help="The key's id, as `ally keys list` shows it.", metavar="ID")],
    data: options.Data = None,
) -> None:
    """Have a key open nothing any more, from the next request on."""
    with _keys(data) as keys:
        keys.revoke(key)
    typer.echo(f"{key}: revoked")


@contextmanager
def _keys(data: Any) -> "Iterator[Keys]":
    from contextlib import closing

    from assistant.knowledge.catalog import Catalog
    from assistant.service.keys import Keys

    with closing(Catalog(options.settings_from(data).data)) as catalog:
        yield Keys(catalog)


def _audiences(named: str | None) -> frozenset[str] | None:
    if named is None:
        return None
    [party] = options.viewer_from([named]).parties or ()
    return party


def _role(named: str) -> "Role":
    match named:
        case "ask" | "manage":
            return named
    raise UsageError(f"--role {named!r}: must be ask or manage")


def _print(listed: "Sequence[Key]") -> None:
    from rich.table import Table

    from assistant.cli import printing

    table = Table("Id", "Name", "Sees", "May", "Rate", "Made", "Revoked", box=None, pad_edge=False)
    for key in listed:
        sees = "everything" if key.audiences is None else ", ".join(sorted(key.audiences))
        table.add_row(key.id, key.name, sees, key.role, key.rate, key.created[:10], (key.revoked or "")[:10])
    printing.console().print(table)


def _described(key: "Key") -> str:
    sees = "everything" if key.audiences is None else ", ".join(sorted(key.audiences))
    return f"sees {sees}, may {key.role}, {key.rate}"


def _as_json(key: "Key") -> dict[str, Any]:
    return asdict(key) | {"audiences": None if key.audiences is None else sorted(key.audiences)}
