"""`ally conversations`: what was asked and answered, listed, shown, deleted and exported by the operator."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli import options
from assistant.errors import NotKnown, UsageError

if TYPE_CHECKING:
    from assistant.conversations import Conversations

SHORTEST_ID = 4  # characters of an id that may stand for it

app = typer.Typer(help="List, show, delete and export conversations.", no_args_is_help=True)

Id = Annotated[str, typer.Argument(help="Its id, or the beginning of it, as `list` shows it.", metavar="ID")]


@app.command("list")
def list_conversations(data: options.Data = None, as_json: options.Json = False) -> None:
    """List the conversations that are kept, the latest first."""
    from assistant.cli import conversation_printing, printing

    with _opened(data) as conversations:
        listed = conversations.listed(None)
    if as_json:
        printing.print_json({"conversations": listed})
    else:
        conversation_printing.print_list(listed)


@app.command()
def show(conversation: Id, viewer: options.As = None, data: options.Data = None, as_json: options.Json = False) -> None:
    """Print a conversation, as far as it still stands.

    What the sources no longer say, or what the viewer may not see, is left out.
    """
    from assistant.cli import conversation_printing, printing

    with _opened(data) as conversations:
        shown = conversations.conversation(meant(conversations, conversation), None, options.viewer_from(viewer))
    if as_json:
        printing.print_json(shown)
    else:
        conversation_printing.print_conversation(shown)


@app.command()
def delete(
    conversation: Annotated[str | None, typer.Argument(help="Its id, or the beginning of it.", metavar="[ID]")] = None,
    older_than: Annotated[
        int | None,
        typer.Option("--older-than", min=0, help="Those whose last question is so many days ago.", metavar="DAYS"),
    ] = None,
    data: options.Data = None,
    as_json: options.Json = False,
) -> None:
    """Delete conversations, with their answers and what was thought of them.

    It cannot be undone, but for what a backup holds.
    """
    from assistant.cli import printing

    if (conversation is None) == (older_than is None):
        raise UsageError("Name one conversation, or give --older-than DAYS")
    with _opened(data) as conversations:
        if conversation is not None:
            conversations.delete(meant(conversations, conversation), None)
            count = 1
        else:
            count = conversations.forget_before(datetime.now(UTC) - timedelta(days=older_than or 0))
    if as_json:
        printing.print_json({"deleted": count})
    else:
        printing.console().print(f"{count} deleted")


@app.command()
def export(data: options.Data = None) -> None:
    """Print every turn as a line of JSON, as it was kept, with what was found and what was thought of it."""
    with _opened(data) as conversations:
        for turn in conversations.exported():
            sys.stdout.write(f"{json.dumps(turn, ensure_ascii=False)}\n")


def meant(conversations: "Conversations", beginning: str, owner: str | None = None) -> str:
    """The id of the conversation that is meant by it or by its beginning. Raises NotKnown."""
    ids = [each.id for each in conversations.listed(owner) if each.id.startswith(beginning)]
    if len(ids) == 1 and len(beginning) >= SHORTEST_ID:
        return ids[0]
    what = "several conversations begin so" if len(ids) > 1 else "no such conversation"
    raise NotKnown(f"{beginning!r}: {what}; 'ally conversations list' shows what is kept")


@contextmanager
def _opened(data: Path | None) -> "Iterator[Conversations]":
    from assistant.build import conversations_from, open_catalog

    settings = options.settings_from(data)
    with open_catalog(settings) as catalog:
        yield conversations_from(catalog, settings)
