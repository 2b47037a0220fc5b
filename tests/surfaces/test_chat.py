"""A conversation at a terminal, through a real one and through a pipe, and what `ally conversations` has of it."""

import asyncio
import fcntl
import json
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import termios
from types import TracebackType

import pytest

from tests.models.server import Reply, serving
from tests.surfaces.terminals import Ran, Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")

NOTICE = "Either party may end the Heron agreement on ninety days' written notice"
FILES = {
    "heron.md": f"---\naudience: internal\n---\n\n# Heron Agreement\n\n{NOTICE}.\n",
    "otter.md": "---\naudience: public\n---\n\n# Otter\n\nThe otter committee is chaired by Ada Brandvold.\n",
}
HOW = "How can the Heron agreement be ended?"
CTRL_C, CTRL_D, UP = "\x03", "\x04", "\x1b[A"
SECONDS = 60  # after which a screen that shows nothing new is a failure

# Opening the terminal makes it the one that interrupts; a shell in the background has its children ignore them.
LAUNCH = (
    "import os, signal, sys; os.close(os.open(os.ttyname(0), os.O_RDWR));"
    "signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
)


class Person:
    """Somebody who types at a pseudo-terminal, and reads what it shows."""

    def __init__(self, terminal: Terminal, *words: str, **variables: str) -> None:
        self._screen, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 90, 0, 0))
        self._process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, terminal.command, *words],
            cwd=terminal.folder,
            env={**terminal.environment, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", **variables},
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
        )
        os.close(inside)
        self._seen = ""

    def types(self, text: str) -> None:
        os.write(self._screen, text.encode())

    def asks(self, question: str) -> None:
        self.types(f"{question}\r")

    def reads(self, text: str) -> None:
        """Read on until the text has been shown."""
        while text not in self._seen:
            ready, _, _ = select.select([self._screen], [], [], SECONDS)
            assert ready, f"{text!r} was not shown, but {self._seen!r}"
            self._seen += os.read(self._screen, 65536).decode(errors="replace")
        self._seen = self._seen.partition(text)[2]

    def leaves(self) -> int:
        self.types(CTRL_D)
        return self._process.wait(SECONDS)

    def __enter__(self) -> "Person":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._screen)


def piped(terminal: Terminal, lines: str, *words: str) -> Ran:
    done = subprocess.run(
        [terminal.command, "chat", *words],
        input=lines,
        cwd=terminal.folder,
        env={**terminal.environment, "ALLY_RERANK": "false"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def talking(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """A terminal that knows what the tests ask about, and in which they hold conversations."""
    folder = tmp_path_factory.mktemp("talking")
    terminal = Terminal(folder, folder / "data")
    assert terminal.ally("ingest", terminal.write(FILES)).code == 0
    return terminal


async def test_an_interrupt_stops_the_answer_and_not_the_program(talking: Terminal) -> None:
    async def script(reply: Reply) -> None:
        await reply.begin()
        if "<source" in reply.asked:
            await reply.pieces([f"{NOTICE}. [1] ", "And that is "])
            if reply.tries == 0:
                await asyncio.wait([reply.gone])
            await reply.pieces(["all."])
        else:  # what does the follow-up ask?
            await reply.pieces([HOW])
        await reply.end()

    async with serving(script) as server:
        variables = {"ALLY_MODEL": "openai:scripted", "ALLY_MODEL_URL": server.url, "OPENAI_API_KEY": "none"}
        with Person(talking, "chat", **variables) as person:
            await asyncio.to_thread(interrupted, person)
            code = await asyncio.to_thread(person.leaves)
        assert code == 0
        assert all(reply.gone.done() for reply in server.replies)
    [latest, *_] = talking.ally("conversations", "list", "--json").json["conversations"]
    turns = talking.ally("conversations", "show", latest["id"], "--json").json["turns"]
    assert [(turn["question"], turn["finished"]) for turn in turns] == [(HOW, False), (HOW, True)]
    assert [turn["answer"]["sentences"][0]["text"] for turn in turns] == [f"{NOTICE}.", f"{NOTICE}."]
    assert "Stopped before it was whole." in talking.ally("conversations", "show", latest["id"]).out


def interrupted(person: Person) -> None:
    """Ask, interrupt, ask the same again with the arrow key, and look at the source."""
    person.reads("Ctrl-D leaves.")
    person.reads(">")
    person.types("What is half-ty" + CTRL_C)
    person.asks(HOW)
    person.reads("Looking in the sources")
    person.reads(NOTICE)
    person.types(CTRL_C)
    person.reads("Stopped.")
    person.asks(UP)
    person.reads(f"{NOTICE}. [1]")
    person.reads("heron.md")
    person.asks("/show 1")
    person.reads("# Heron Agreement")
    person.reads(">")


def test_each_line_of_a_pipe_is_a_question(talking: Terminal) -> None:
    ran = piped(talking, f"{HOW}\n\nJust the sources\n/sources\n/show 1\n/show 7\n/nothing\n/new\n/help\n")
    assert (ran.code, ran.err) == (0, "")
    answered, sources, *_ = ran.out.split("> ")[1:]
    assert f"  {NOTICE}. [1]\n\n  [1] Heron Agreement" in answered
    assert "heron.md [1]" in sources
    assert "No source 7; there are 1." in ran.out
    assert "No command /nothing; /help lists what there is." in ran.out
    assert "A new conversation." in ran.out
    assert "/show 2 " in ran.out
    assert all(line == line.rstrip() and len(line) <= 90 for line in ran.out.splitlines())


def test_a_conversation_goes_on_where_it_was_as_far_as_its_reader_may_see_it(talking: Terminal) -> None:
    piped(talking, f"{HOW}\n/new\nWho chairs the otter committee?\n{HOW}\n")
    public = piped(talking, "", "--continue", "last", "--as", "public").out
    assert public.startswith(f"> {HOW}\n  The sources do not answer this.\n")
    ran = piped(talking, "Shorter\n", "--continue", "last")
    assert ran.out.startswith(f"> {HOW}\n  {NOTICE}. [1]\n")
    assert ran.out.count(f"{NOTICE}. [1]") == 2
    [latest, *_] = talking.ally("conversations", "list", "--json").json["conversations"]
    assert (latest["turns"], latest["owner"], latest["place"]) == (3, "terminal", "terminal")
    shown = talking.ally("conversations", "show", latest["id"][:8], "--as", "public").out
    assert "Ada Brandvold" in shown
    assert "ninety days" not in shown
    assert "heron.md" not in shown
    assert "Not all of it is shown" in shown


def test_a_question_that_cannot_be_asked_is_one_line_and_the_next_is_answered(talking: Terminal) -> None:
    ran = piped(talking, f"{'x' * 5000}\n{HOW}\n", "--partner", "nobody")
    assert ran.code == 1
    assert "The question has 5,000 characters" in ran.out
    assert "The sources do not answer this." in ran.out


def test_conversations_are_listed_exported_and_deleted(talking: Terminal, terminal: Terminal) -> None:
    shutil.copytree(talking.data, terminal.data)
    terminal.ally("conversations", "delete", "--older-than", "0")
    assert terminal.ally("conversations", "list").out == "No conversations.\n"
    piped(terminal, f"{HOW}\n/new\nWho chairs the otter committee?\n")
    listed = terminal.ally("conversations", "list").out
    assert listed.index("Who chairs the otter committee?") < listed.index(HOW)
    lines = [json.loads(line) for line in terminal.ally("conversations", "export").out.splitlines()]
    assert [(line["question"], line["position"], line["feedback"]) for line in lines] == [
        (HOW, 1, []),
        ("Who chairs the otter committee?", 1, []),
    ]
    assert terminal.ally("conversations", "delete", lines[0]["conversation_id"][:8]).out == "1 deleted\n"
    assert terminal.ally("conversations", "delete", "--older-than", "1", "--json").json == {"deleted": 0}
    [left] = terminal.ally("conversations", "list", "--json").json["conversations"]
    assert left["id"] == lines[1]["conversation_id"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("delete",), "Name one conversation, or give --older-than DAYS"),
        (("delete", "zzzz", "--older-than", "1"), "Name one conversation, or give --older-than DAYS"),
        (("show", "zzzz"), "'zzzz': no such conversation; 'ally conversations list' shows what is kept"),
    ],
)
def test_what_is_not_kept_is_refused_in_one_line(talking: Terminal, words: tuple[str, ...], said: str) -> None:
    ran = talking.ally("conversations", *words)
    assert (ran.code, ran.err) == (2, f"ally: {said}\n")
