"""A conversation at a terminal: what is typed is asked, or is a command about the last answer."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import aclosing

from assistant.cli.chat_screen import Screen
from assistant.conversations import Conversation, Conversations
from assistant.conversations.kept import TERMINAL
from assistant.conversing import Conversing
from assistant.errors import AllyError
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.opened import OpenDocument, open_documents
from assistant.types import Answer, Citation, Filters, Finished, Viewer

AROUND = 600  # characters shown before and after a quote


class Session:
    """One viewer's conversation on one screen. `failed` says whether a question got no answer because of an error."""

    def __init__(
        self,
        conversing: Conversing,
        conversations: Conversations,
        catalog: Catalog,
        viewer: Viewer,
        filters: Filters,
        screen: Screen,
    ) -> None:
        self._conversing = conversing
        self._conversations = conversations
        self._catalog = catalog
        self._viewer = viewer
        self._filters = filters
        self._screen = screen
        self._conversation_id: str | None = None
        self._last: Answer | None = None
        self.failed = False

    def resume(self, conversation: Conversation) -> None:
        """Go on with a conversation, and show where it was."""
        self._conversation_id = conversation.id
        for turn in conversation.turns[-1:]:
            self._last = turn.answer
            self._screen.recall(turn)

    def take(self, line: str, runner: asyncio.Runner) -> None:
        """Answer a line: a question, or a command, which begins with a slash.

        An interrupt ends what the runner runs, and is raised as KeyboardInterrupt when that has ended.
        """
        if not line.startswith("/"):
            self._ask(line, runner)
            return
        name, _, rest = line[1:].partition(" ")
        commands: dict[str, Callable[[str], None]] = {
            "sources": self._sources,
            "show": self._show,
            "new": self._begin,
            "help": lambda _: self._screen.help(),
        }
        if name in commands:
            commands[name](rest.strip())
        else:
            self._screen.remark(f"No command /{name}; /help lists what there is.")

    def _ask(self, question: str, runner: asyncio.Runner) -> None:
        try:
            with self._screen.waiting():
                runner.run(self._answer(question))
        except KeyboardInterrupt:
            self._screen.remark("Stopped.")
            raise
        except AllyError as error:
            self.failed = True
            self._screen.remark(str(error))

    async def _answer(self, question: str) -> None:
        # Begun here, so that it goes on also after a first answer that was stopped.
        if self._conversation_id is None:
            self._conversation_id = self._conversations.begin(TERMINAL, TERMINAL)
        stream = self._conversing.stream(
            question,
            self._viewer,
            self._filters,
            owner=TERMINAL,
            place=TERMINAL,
            conversation_id=self._conversation_id,
        )
        async with aclosing(stream) as events:
            async for event in events:
                self._screen.tell(event)
                if isinstance(event, Finished):
                    self._last = event.answer
                    self.failed |= event.answer.status == "failed"

    def _begin(self, _: str) -> None:
        self._conversation_id = self._last = None
        self._screen.remark("A new conversation.")

    def _sources(self, _: str) -> None:
        if cited := self._cited():
            self._screen.quotes(cited)
        else:
            self._screen.remark("No answer yet that has sources.")

    def _show(self, number: str) -> None:
        cited = {str(each.number): each for each in self._cited()}
        citation = cited.get(number)
        document = self._opened(citation) if citation else None
        if citation is None:
            there = f"there are {', '.join(cited)}" if cited else "the last answer has none"
            self._screen.remark(f"No source {number or 'named'}; {there}.")
        elif document is None:
            self._screen.remark("That source is not there any more.")
        else:
            at, end = citation.start - document.start, citation.end - document.start
            before, after = document.text[:at], document.text[end:]
            self._screen.around(citation, _last_of(before), _first_of(after))

    def _cited(self) -> Sequence[Citation]:
        return [*self._last.citations, *self._last.nearest] if self._last else []

    def _opened(self, citation: Citation) -> OpenDocument | None:
        visible = self._viewer.visible(self._catalog.audiences())
        return open_documents(self._catalog, [citation.document_id], visible).get(citation.document_id)


def _first_of(text: str) -> str:
    """The beginning of a text, in whole words."""
    return text if len(text) <= AROUND else f"{text[:AROUND].rpartition(' ')[0]} …"


def _last_of(text: str) -> str:
    """The end of a text, in whole words."""
    return text if len(text) <= AROUND else f"… {text[-AROUND:].partition(' ')[2]}"
