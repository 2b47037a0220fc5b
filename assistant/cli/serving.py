"""`ally serve`."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import options


def serve(
    host: Annotated[
        str, typer.Option(help="The address to listen on; one that others reach needs a key.", metavar="HOST")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.", metavar="PORT")] = 8321,
    watch: Annotated[
        Path | None, typer.Option(help="Load this folder, and what changes in it later.", metavar="FOLDER")
    ] = None,
    slack: Annotated[bool, typer.Option("--slack", help="Also answer in Slack, through its socket.")] = False,
    data: options.Data = None,
) -> None:
    """Answer questions over HTTP."""
    from assistant.service.running import run
    from assistant.settings import load_settings

    run(load_settings(data=data, slack={"socket": True} if slack else None), host, port, watch)
