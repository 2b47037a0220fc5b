"""Progress is shown to a person at a terminal."""

import os
import pty
import sys

import pytest

from tests.surfaces.terminals import ALLY, Terminal

FILES = {f"note-{n:03}.md": f"# Note {n}\n\nThe committee of alliance {n} meets {n} times.\n" for n in range(40)}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")


def _in_a_terminal(terminal: Terminal, *words: str) -> str:
    """What the command writes to a pseudo-terminal."""
    child, screen = pty.fork()
    if child == 0:
        os.chdir(terminal.folder)
        os.execve(ALLY, [str(ALLY), *words], {**terminal.environment, "TERM": "xterm"})
    written = b""
    try:
        while chunk := os.read(screen, 65536):
            written += chunk
    except OSError:  # how Linux says that the other side is closed
        pass
    finally:
        os.close(screen)
        os.waitpid(child, 0)
    return written.decode()


def test_a_terminal_sees_files_and_passages_go_by(terminal: Terminal) -> None:
    folder = terminal.write(FILES)
    seen = _in_a_terminal(terminal, "ingest", str(folder))
    assert "Loading" in seen
    assert "40/40 files" in seen
    assert "40 passages" in seen
    assert seen.rstrip().endswith("documents: 40 added")
