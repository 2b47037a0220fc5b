"""How a conversation looks in a terminal while it is held: sentences as they come, then where they are from."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.text import Text

from assistant.answering.reshaping import source_line
from assistant.cli.conversation_printing import remarks
from assistant.cli.printing import cleaned, console, place_line, print_citation, print_indented
from assistant.conversations import KeptTurn
from assistant.types import Answer, Citation, Event, Finished, Sentence, Wrote

HELP = """\
/sources    the quotes of the last answer
/show 2     its source number 2, with what stands around the quote
/new        begin another conversation
/help       this

“Shorter”, “in one sentence”, “as a list”, “just the sources” reshape the answer.
Ctrl-C stops an answer, Ctrl-D leaves."""


class Screen:
    """A terminal, or a pipe, that a conversation is told on."""

    def __init__(self) -> None:
        self._out = console()

    def greet(self) -> None:
        self._say("Ask what the sources say. /help lists the commands, Ctrl-D leaves.", "dim")

    def help(self) -> None:
        for line in HELP.splitlines():
            self._say(line)
        self._out.print()

    def repeat(self, question: str) -> None:
        """Show a question that nobody typed here."""
        self._say(f"> {question}", "bold")

    def remark(self, line: str) -> None:
        self._say(line, "italic")
        self._out.print()

    def recall(self, turn: KeptTurn) -> None:
        """A question of earlier, with its answer as far as it may be shown now."""
        self.repeat(turn.question)
        if turn.answer:
            for sentence in turn.answer.sentences:
                print_indented(self._out, 2, _marked(sentence))
            self.tell_rest(turn.answer)
        for line in remarks(turn):
            self.remark(line)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """A sign of life, where somebody is watching."""
        if not self._out.is_terminal:
            yield
            return
        with self._out.status(Text("Looking in the sources …", style="dim")):
            yield

    def tell(self, event: Event) -> None:
        """A sentence as soon as it is there; of the whole answer what is left to say."""
        match event:
            case Wrote():
                print_indented(self._out, 2, _marked(event.sentence))
            case Finished():
                self.tell_rest(event.answer)

    def tell_rest(self, answer: Answer) -> None:
        """What comes after an answer's sentences: its notes and where it is from, or why there is none."""
        for line in answer.notes if answer.status == "answered" else [answer.text]:
            print_indented(self._out, 2, line)
        self._out.print()
        for each in answer.citations:
            print_indented(self._out, 2, f"[{each.number}] {source_line(each)}", "dim")
        if answer.nearest:
            self._say("/sources shows the nearest passages.", "dim")
        if answer.citations or answer.nearest:
            self._out.print()

    def quotes(self, citations: Sequence[Citation]) -> None:
        for each in citations:
            print_citation(self._out, each)

    def around(self, citation: Citation, before: str, after: str) -> None:
        """The quote where it stands, with the text around it."""
        print_indented(self._out, 2, f"[{citation.number}] {citation.document}", "bold")
        print_indented(self._out, 6, place_line(citation), "dim")
        self._out.print()
        print_indented(
            self._out, 2, Text.assemble(cleaned(before, "dim"), cleaned(citation.quote, "bold"), cleaned(after, "dim"))
        )
        self._out.print()

    def _say(self, line: str, style: str = "") -> None:
        print_indented(self._out, 0, line, style)


def _marked(sentence: Sentence) -> str:
    marks = "".join(f"[{number}]" for number in sentence.citations)
    return f"{sentence.text} {marks}".rstrip()
