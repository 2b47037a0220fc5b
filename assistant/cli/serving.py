"""`ally serve`."""

from typing import Annotated

import typer

from assistant.cli import options


def serve(
    host: Annotated[str, typer.Option(help="A loopback address.", metavar="HOST")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.", metavar="PORT")] = 8321,
    data: options.Data = None,
) -> None:
    """Answer questions over HTTP, on this machine only."""
    from assistant.service.running import run

    run(options.settings_from(data), host, port)
