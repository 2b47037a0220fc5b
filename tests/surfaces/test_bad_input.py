"""What is wrong with the input is said in one clear line, with an exit code, and costs nothing that was known."""

import os
import socket
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.surfaces.terminals import CORPUS, Ran, Terminal

PDF = (CORPUS / "playbooks" / "close-out-and-wind-down.pdf").read_bytes()
NOTE = "# Governance\n\nThe steering committee of Bluefin meets four times a year in Basel.\n"


def _zip() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "no document")
    return file.getvalue()


BAD_FILES: dict[str, tuple[str | bytes, str]] = {
    "deck.key": ("slides", "no loader for the suffix '.key'; convert it to one of"),
    "empty.md": ("", "the file is empty; put text into it or remove it"),
    "blank.txt": (" \n\t\n", "the file is empty"),
    "really-a-pdf.md": (PDF, "holds a PDF, not text; give it the suffix of what it is"),
    "really-text.pdf": (NOTE, "not a PDF"),
    "cut.pdf": (PDF[: len(PDF) // 2], "PDF"),
    "archive.docx": (_zip(), "is not a .docx document"),
    "garbage.docx": (b"PK\x03\x04 garbage", "Word"),
    "binary.txt": (bytes(range(256)), "holds binary data, not text"),
    "no-header.vtt": ("00:01.000 --> 00:02.000\nHello.\n", "does not begin with WEBVTT; export it as WebVTT"),
    "big.txt": ("word " * 250_000, "1.2 MB is over the limit of 1 MB; split it, or raise the setting max_file_mb"),
    "broken.md": ("---\ntitle: [\n---\nText.\n", "front matter is not valid YAML near line"),
    "no-kind.md": ("---\nkind: poem\n---\nText.\n", "front matter: kind cannot be 'poem'; write one of talk"),
    "no-day.md": ("---\ndate: 2024-02-30\n---\nText.\n", "front matter: date cannot be '2024-02-30'; write it as"),
    "nobody.md": ("---\naudience: Us!\n---\nText.\n", "front matter: audience cannot be 'Us!'; write public"),
}
BAD_LINKS = {
    "dangling.md": ("nowhere.md", "a link that leads nowhere or in a circle; remove it"),
    "circle-1.md": ("circle-2.md", "a link that leads nowhere or in a circle"),
    "outside.md": (str(Path(__file__).absolute()), "a link out of the folder"),
    "loop": (".", "a link to a folder"),
}


def test_files_that_cannot_be_loaded_are_named_and_the_rest_is_loaded(terminal: Terminal) -> None:
    folder = terminal.write({"good.md": NOTE, **{name: content for name, (content, _) in BAD_FILES.items()}})
    (folder / "circle-2.md").symlink_to("circle-1.md")
    for name, (target, _) in BAD_LINKS.items():
        (folder / name).symlink_to(target)
    os.mkfifo(folder / "pipe.md")
    ran = terminal.ally("ingest", folder, "--json", ALLY_MAX_FILE_MB="1")
    assert (ran.code, ran.err, ran.json["added"]) == (1, "", ["good.md"])
    failed = ran.json["failed"]
    assert failed.keys() == {*BAD_FILES, *BAD_LINKS, "circle-2.md", "pipe.md"}
    wrong = {name: failed[name] for name, (_, said) in (BAD_FILES | BAD_LINKS).items() if said not in failed[name]}
    assert wrong == {}
    assert all("\n" not in reason and ";" in reason for reason in failed.values())
    printed = terminal.ally("ingest", folder, ALLY_MAX_FILE_MB="1").out.splitlines()
    assert printed[0] == f"documents: 1 unchanged, {len(failed)} failed"
    assert printed[1:] == [f"  failed  {name}: {reason}" for name, reason in sorted(failed.items())]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(terminal: Terminal) -> None:
    folder = terminal.write({"good.md": NOTE, "secret.md": NOTE, "closed/a.md": NOTE})
    (folder / "secret.md").chmod(0)
    (folder / "closed").chmod(0)
    ran = terminal.ally("ingest", folder, "--json")
    (folder / "closed").chmod(0o700)
    assert (ran.code, ran.json["added"]) == (1, ["good.md"])
    assert ran.json["failed"].keys() == {"secret.md", "closed"}


def test_what_goes_bad_empty_or_missing_costs_nothing(terminal: Terminal) -> None:
    folder = terminal.write({"note.md": NOTE})
    terminal.ally("ingest", folder)
    (folder / "note.md").write_bytes(PDF)
    assert terminal.ally("ingest", folder).code == 1
    (folder / "note.md").unlink()
    _assert_one_line(terminal.ally("ingest", folder), 2, f"{folder}: empty; nothing was loaded and nothing removed")
    folder.rmdir()
    _assert_one_line(terminal.ally("ingest", folder), 2, f"{folder}: no such folder; check the path")
    assert terminal.ally("show", "note.md").out == NOTE
    assert terminal.ally("forget", folder).out == f"{folder}: 1 removed\n"
    _assert_one_line(terminal.ally("show", "note.md"), 2, "no such source")
    _assert_one_line(terminal.ally("forget", folder), 2, "nothing came from it")


def test_a_mistyped_folder_leaves_nothing_behind(terminal: Terminal) -> None:
    assert terminal.ally("ingest", "nowhere").code == 2
    assert not terminal.data.exists()
    _assert_one_line(terminal.ally("ask", "Who chairs?"), 2, "nothing is known yet")


USAGE = [
    (("ingest", "nowhere"), "nowhere: no such folder; check the path"),
    (("ingest", "a-file"), "a-file: a file, not a folder; name the folder that holds it"),
    (("ingest", "a-folder", "--data", "a-file"), "a-file: cannot be made (File exists)"),
    (("ingest",), "Missing argument 'FOLDER'"),
    (("nonsense",), "No such command 'nonsense'"),
    (("ask", "--bogus", "x"), "No such option: --bogus"),
    (("ask",), "Missing argument 'QUESTION'"),
    (("ask", " \n"), "The question is empty"),
    (("ask", "x" * 100_000), "The question has 100,000 characters; ask it in at most"),
    (("search", ""), "empty"),
    (("search", "x", "-k", "0"), "Invalid value for '-k'"),
    (("search", "x", "-k", "many"), "Invalid value for '-k'"),
    (("ask", "x", "--kind", "poem"), "--kind 'poem': must be one of talk, interview, playbook"),
    (("ask", "x", "--after", "spring"), "--after 'spring': must be a day, written as 2024-05-02"),
    (("ask", "x", "--before", "2024-02-30"), "--before '2024-02-30': must be a day"),
    (("ask", "x", "--as", ""), "--as '': name audiences"),
    (("ask", "x", "--as", "public,Acme"), "--as 'public,Acme': name audiences"),
    (("show", "nothing.md"), "'nothing.md': no such source; 'ally sources' lists what is known"),
    (("show", "talks/ending-well-2025.vtt", "--at", "5"), "--at '5': not START:END"),
    (("show", "talks/ending-well-2025.vtt", "--at", "9:5"), "--at '9:5': not START:END"),
    (("show", "talks/ending-well-2025.vtt", "--at", "0:999999"), "--at 0:999999: reaches beyond the end"),
    (("backup", "a-file"), "a-file: exists already; name a new file"),
    (("backup", "nowhere/file"), "nowhere: no such folder; make it first"),
    (("restore", "nowhere"), "nowhere: no such file; name a file that 'ally backup' wrote"),
    (("restore", "a-file"), "holds a catalog already; add --replace"),
    (("serve", "--host", ""), "--host '': name the address to listen on, such as 127.0.0.1"),
    (("serve", "--host", "0.0.0.0"), "--host 0.0.0.0: other machines can reach it, and there is no key"),
    (("serve", "--host", "example.com"), "--host example.com: other machines can reach it, and there is no key"),
    (("serve", "--port", "99999"), "Invalid value for '--port'"),
]


@pytest.fixture(scope="module")
def cluttered(informed: Terminal) -> Terminal:
    """A terminal that knows the sample corpus, with a folder and a file of no use in its working folder."""
    (informed.folder / "a-folder").mkdir()
    (informed.folder / "a-folder" / "note.md").write_text(NOTE)
    (informed.folder / "a-file").write_text("no backup")
    return informed


def _assert_one_line(ran: Ran, code: int, said: str) -> None:
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith("ally: ")
    assert ran.err.count("\n") == 1
    assert said in ran.err


@pytest.mark.parametrize(("words", "said"), USAGE, ids=[" ".join(words)[:40] for words, _ in USAGE])
def test_wrong_usage_is_refused_in_one_line(cluttered: Terminal, words: tuple[str, ...], said: str) -> None:
    _assert_one_line(cluttered.ally(*words), 2, said)


@pytest.mark.parametrize("command", [("ask", "x"), ("search", "x"), ("sources",), ("doctor",), ("backup", "file")])
def test_knowing_nothing_is_said_with_what_to_do(terminal: Terminal, command: tuple[str, ...]) -> None:
    _assert_one_line(terminal.ally(*command), 2, f"{terminal.data}: nothing")
    assert not terminal.data.exists()


@pytest.mark.parametrize(
    ("toml", "variables", "said"),
    [
        ("data = [", {}, "ally.toml: cannot be read as TOML"),
        ("colour = 1", {}, "ally.toml: no setting 'colour'; the settings are data, embedding"),
        ('max_file_mb = "many"', {}, "ally.toml: max_file_mb = 'many': must be a whole number; correct it"),
        ("data = 3", {"ALLY_DATA": ""}, "ally.toml: data = 3: must be a path"),
        ("passage_tokens = 1", {}, "ally.toml: passage_tokens = 1: must be greater than or equal to 200"),
        ("", {"ALLY_MAX_FILE_MB": "many"}, "ALLY_MAX_FILE_MB = 'many': must be a whole number; correct it"),
        ("max_file_mb = 1", {"ALLY_MAX_FILE_MB": "0"}, "ALLY_MAX_FILE_MB = '0': must be greater than"),
    ],
)
def test_a_wrong_setting_is_named_with_its_place(
    terminal: Terminal, toml: str, variables: dict[str, str], said: str
) -> None:
    (terminal.folder / "ally.toml").write_text(toml)
    _assert_one_line(terminal.ally("sources", **variables), 2, said)


def test_variables_of_other_programs_are_left_alone(informed: Terminal) -> None:
    assert informed.ally("sources", ALLY_COLOUR="1", ALLY_PASSAGE_TOKENS="").code == 0


def test_a_file_that_is_no_backup_replaces_nothing(copied: Terminal) -> None:
    (copied.folder / "junk").write_text("no backup")
    known = copied.ally("sources").out
    _assert_one_line(copied.ally("restore", "junk", "--replace"), 2, "junk: not a sound backup of Ally")
    assert copied.ally("sources").out == known


def test_a_port_in_use_is_refused(informed: Terminal) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        _assert_one_line(informed.ally("serve", "--port", str(port)), 2, f"http://127.0.0.1:{port}: Address already in")


def test_an_unexpected_failure_is_one_line_and_a_trace_in_a_file(informed: Terminal, tmp_path: Path) -> None:
    (tmp_path / "sqlalchemy.py").write_text("raise RuntimeError('broken installation')")
    ran = informed.ally("sources", PYTHONPATH=str(tmp_path), TMPDIR=str(tmp_path))
    _assert_one_line(ran, 1, "Unexpected RuntimeError: broken installation; the details are in ")
    trace = Path(ran.err.split()[-1])
    assert trace.parent == tmp_path
    assert "Traceback" in trace.read_text()
