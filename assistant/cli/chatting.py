"""`ally chat`: a conversation at the terminal; of a pipe, each line is a question."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli import options

if TYPE_CHECKING:
    from asyncio import Runner

    from assistant.cli.chat_screen import Screen
    from assistant.cli.chat_session import Session
    from assistant.conversations import Conversations

LATEST = "last"


def chat(
    resumed: Annotated[
        str | None,
        typer.Option("--continue", help=f"Go on with the conversation of this id, or with the {LATEST}.", metavar="ID"),
    ] = None,
    viewer: options.As = None,
    kind: options.Kind = None,
    speaker: options.Speaker = None,
    partner: options.Partner = None,
    source: options.Source = None,
    audience: options.Audience = None,
    after: options.After = None,
    before: options.Before = None,
    data: options.Data = None,
) -> None:
    """Ask one question after the other, as in a chat.

    The conversation is kept; `ally conversations` lists and deletes what is.
    """
    import asyncio

    from assistant.build import assistant_from, conversations_from, open_knowledge
    from assistant.cli.chat_screen import Screen
    from assistant.cli.chat_session import Session
    from assistant.conversations.kept import TERMINAL
    from assistant.conversing import Conversing

    filters = options.filters_from(
        kind=kind, speaker=speaker, partner=partner, source=source, audience=audience, after=after, before=before
    )
    seen_by, settings = options.viewer_from(viewer), options.settings_from(data)
    with open_knowledge(settings) as knowledge, asyncio.Runner() as runner:
        conversations = conversations_from(knowledge.catalog, settings)
        conversing = Conversing(assistant_from(knowledge, settings), conversations)
        screen = Screen()
        session = Session(conversing, conversations, knowledge.catalog, seen_by, filters, screen)
        earlier = None
        if resumed:
            earlier = conversations.conversation(_meant(conversations, resumed), TERMINAL, seen_by)
            session.resume(earlier)
        asked = [turn.question for turn in earlier.turns] if earlier else []
        if sys.stdin.isatty():
            _talk(session, runner, screen, asked)
        else:
            _read(session, runner, screen)
    if session.failed:
        raise typer.Exit(1)


def _meant(conversations: "Conversations", wanted: str) -> str:
    """The id of the conversation to go on with. Raises NotKnown."""
    from assistant.cli.conversations import meant
    from assistant.conversations.kept import TERMINAL

    held = conversations.listed(TERMINAL)
    return held[0].id if wanted == LATEST and held else meant(conversations, wanted, TERMINAL)


def _talk(session: "Session", runner: "Runner", screen: "Screen", asked: Sequence[str]) -> None:
    """Take what a person types, until Ctrl-D; the arrow keys bring back what was asked before."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import InMemoryHistory

    screen.greet()
    prompt: PromptSession[str] = PromptSession("> ", history=InMemoryHistory(asked))
    while True:
        with suppress(KeyboardInterrupt):
            try:
                line = prompt.prompt().strip()
            except EOFError:
                return
            if line:
                session.take(line, runner)


def _read(session: "Session", runner: "Runner", screen: "Screen") -> None:
    """Take each line of a pipe; an interrupt ends it."""
    for line in map(str.strip, sys.stdin):
        if line:
            screen.repeat(line)
            session.take(line, runner)
