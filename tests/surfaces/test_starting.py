"""The command line starts at once: what is heavy is imported by the command that needs it."""

import subprocess
import sys

import pytest

from tests.surfaces.terminals import Terminal

HEAVY = {"pydantic", "sqlalchemy", "chromadb", "numpy", "rich", "langchain_core", "onnxruntime", "fastapi", "tantivy"}


@pytest.mark.parametrize("module", ["assistant.cli", "eval.commands"])
def test_the_command_line_imports_nothing_heavy(module: str) -> None:
    program = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert HEAVY.isdisjoint(done.stdout.split())


def test_help_lists_the_commands_in_the_order_of_their_use(terminal: Terminal) -> None:
    ran = terminal.ally("--help")
    commands = ran.out.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in commands[:13]] == [
        *("ingest", "ask", "chat", "search", "sources", "show", "serve", "mcp"),
        *("doctor", "backup", "restore", "reindex", "forget"),
    ]
    assert not any(line.endswith("...") for line in commands)
    assert (ran.code, ran.err) == (0, "")


def test_help_needs_no_settings_and_no_knowledge(terminal: Terminal) -> None:
    (terminal.folder / "ally.toml").write_text("not toml")
    assert terminal.ally("ask", "--help", ALLY_UNKNOWN="1").code == 0
