"""Writes what commands print into the documentation, or with --check says where it differs.

    python scripts/refresh_docs.py [--check]

A generated block ends with `<!-- end -->` and begins with one of
`<!-- run: COMMAND -->`   an `ally` command and its output, over the sample corpus
`<!-- commands -->`       the help of every command
`<!-- settings -->`       the table of settings
Links, and the commands and make targets that stand elsewhere in code, are checked for their existence.
"""

import difflib
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from pydantic_core import PydanticUndefined

from assistant.settings import Settings, variable

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
ALLY = Path(sys.executable).with_name("ally")
LOAD = "ally ingest examples/corpus"

BLOCK = re.compile(
    r"(?P<head><!-- (?P<what>run: (?P<command>[^\n]+)|commands|settings) -->\n)(?P<body>.*?)<!-- end -->", re.DOTALL
)
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)(?P<path>[^)#\s]+)")
MENTION = re.compile(r"(?:^|[`$(]|&& )\s*(?P<program>make|ally) (?P<word>[a-z][\w-]*)", re.MULTILINE)


class Ally:
    """The command line over a data folder that holds the sample corpus. A command runs once."""

    def __init__(self, data: Path) -> None:
        self._environment = {
            "PATH": f"{ALLY.parent}:{os.environ['PATH']}",
            "COLUMNS": "90",
            "TERM": "dumb",
            "NO_COLOR": "1",
            "ALLY_DATA": str(data),
        }
        self._printed: dict[str, str] = {}
        self.printed(LOAD)

    def printed(self, command: str) -> str:
        """The command and what it prints, as a console shows them."""
        if command not in self._printed:
            self._printed[command] = f"```console\n$ {command}\n{self._run(command)}\n```\n"
        return self._printed[command]

    def _run(self, command: str) -> str:
        done = subprocess.run(
            shlex.split(command), cwd=ROOT, env=self._environment, capture_output=True, encoding="utf-8", check=False
        )
        if done.returncode:
            sys.exit(f"{command}: exit code {done.returncode}: {done.stderr.strip()}")
        return done.stdout.strip("\n")

    def commands(self, group: str = "ally") -> Iterator[str]:
        """The group, and every command below it."""
        yield group
        listed = self.printed(f"{group} --help").partition("\nCommands:\n")[2]
        for name in re.findall(r"^  (\S+)", listed, re.MULTILINE):
            yield from self.commands(f"{group} {name}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        ally = Ally(Path(folder))
        stale = [problem for document in DOCUMENTS for problem in _refreshed(document, ally, "--check" in sys.argv)]
    if stale:
        sys.exit("\n".join([*stale, "Run: make docs"]))


def _refreshed(document: Path, ally: Ally, only_check: bool) -> Iterator[str]:
    """What is wrong with the document; its generated blocks are rewritten unless they are only to be checked."""
    name, text = document.relative_to(ROOT), document.read_text(encoding="utf-8")
    blocks = list(BLOCK.finditer(text))
    if len(blocks) != text.count("<!-- end -->"):
        yield f"{name}: a generated block has no beginning or no end"
    for block in blocks:
        if only_check and block["body"] != (made := _made(block, ally)):
            yield f"{name}: out of date: {block['what']}\n{_difference(block['body'], made)}"
    if not only_check:
        document.write_text(BLOCK.sub(lambda block: f"{block['head']}{_made(block, ally)}<!-- end -->", text), "utf-8")
    yield from (f"{name}: no such command: {mention}" for mention in _unknown(BLOCK.sub("", text), ally))
    links = (link["path"] for link in LINK.finditer(text))
    yield from (f"{name}: a link leads nowhere: {link}" for link in links if not (document.parent / link).exists())


def _made(block: re.Match[str], ally: Ally) -> str:
    if block["what"] == "settings":
        return _settings_table()
    if block["what"] == "commands":
        return "".join(f"\n## `{command}`\n\n{ally.printed(f'{command} --help')}" for command in ally.commands())
    return ally.printed(block["command"])


def _settings_table() -> str:
    rows = [("Key in `ally.toml`", "Variable", "Default", "Meaning"), ("---",) * 4]
    for key, field in Settings.model_fields.items():
        default = "" if field.default is PydanticUndefined else f"`{field.default}`"
        rows.append((f"`{key}`", f"`{variable(key)}`", default, field.description or ""))
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _unknown(text: str, ally: Ally) -> Iterator[str]:
    """The commands and make targets that code in the text mentions and that do not exist."""
    known = _targets() | {" ".join(command.split()[:2]) for command in ally.commands()}
    for code in CODE.findall(text):
        yield from ({f"{m['program']} {m['word']}" for m in MENTION.finditer(code)} - known)


@cache
def _targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return {f"make {name}" for name in re.findall(r"^([a-z][\w-]*):", makefile, re.MULTILINE)}


def _difference(old: str, new: str) -> str:
    lines: Sequence[str] = list(difflib.unified_diff(old.splitlines(), new.splitlines(), "written", "now", lineterm=""))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
