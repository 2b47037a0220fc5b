"""The commands with `--url`: they print what they would print here, and each way a service fails is one line."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import typer.testing

from assistant.cli import app
from assistant.cli.remote import Remote
from assistant.errors import AllyError
from assistant.knowledge.catalog import Catalog
from assistant.service.keys import Keys
from assistant.types import Filters
from tests.surfaces.serving import serving
from tests.surfaces.terminals import CORPUS, Terminal

QUESTION = "What is a joint steering committee?"
TALK = "talks/two-sales-forces-one-brand-2022.vtt"


@pytest.fixture(scope="module")
def address(copied: Terminal) -> Iterator[str]:
    """A service that knows the sample corpus, and may load it."""
    with serving(copied, ALLY_FOLDERS=str(CORPUS)) as (_, address):
        yield address


class Visitor:
    """Runs commands in this process against one service, with a key or none."""

    def __init__(self, address: str) -> None:
        self._runner = typer.testing.CliRunner()
        self._address = address

    def prints(self, *words: str, key: str = "") -> str:
        env = {"ALLY_KEY": key, "COLUMNS": "90", "NO_COLOR": "1"}
        ran = self._runner.invoke(app, [*words, "--url", self._address], env=env, standalone_mode=False)
        if ran.exception:
            raise ran.exception
        return ran.output

    def fails(self, *words: str, key: str = "") -> AllyError:
        with pytest.raises(AllyError) as caught:
            self.prints(*words, key=key)
        assert "\n" not in str(caught.value)
        return caught.value


@pytest.mark.parametrize(
    "words",
    [
        ["search", "termination", "-k", "3", "--partner", "Quillmere"],
        ["sources", "--why", "--source", "talks/"],
        ["show", TALK, "--at", "120:340", "--json"],
    ],
    ids=" ".join,
)
def test_a_command_prints_what_it_prints_here(words: list[str], address: str, informed: Terminal) -> None:
    assert Visitor(address).prints(*words) == informed.ally(*words).out


@pytest.mark.parametrize("words", [["ask", QUESTION], ["sources"]], ids=" ".join)
def test_json_is_the_same_but_for_what_is_the_services_own(words: list[str], address: str, informed: Terminal) -> None:
    own = {"id", "conversation_id", "seconds", "timings", "folder"}
    there, here = json.loads(Visitor(address).prints(*words, "--json")), informed.ally(*words, "--json").json
    assert _plain(there, own) == _plain(here, own)


def _plain(value: Any, own: set[str]) -> Any:
    """The JSON, without the values of these keys."""
    if isinstance(value, list):
        return [_plain(each, own) for each in value]
    if isinstance(value, dict):
        return {name: ... if name in own else _plain(each, own) for name, each in value.items()}
    return value


def test_the_service_loads_a_folder_of_its_own(address: str) -> None:
    report = json.loads(Visitor(address).prints("ingest", str(CORPUS), "--json"))
    assert (report["folder"], report["failed"]) == (str(CORPUS), {})
    refused = Visitor(address).fails("ingest", "elsewhere")
    assert refused.exit_code == 2
    assert str(CORPUS) in str(refused)


def test_the_service_examines_itself(address: str) -> None:
    assert "All is well." in Visitor(address).prints("doctor")
    assert "ally reindex --url" in str(Visitor(address).fails("doctor", "--repair"))


def test_the_service_indexes_everything_anew(address: str) -> None:
    before = json.loads(Visitor(address).prints("doctor", "--json"))
    assert Visitor(address).prints("reindex") == "Everything is embedded with: shipped\n"
    after = json.loads(Visitor(address).prints("doctor", "--json"))
    assert (after["audiences"], after["problems"]) == (before["audiences"], [])


def test_the_service_drops_a_folder_of_its_own(address: str) -> None:
    assert Visitor(address).prints("ingest", str(CORPUS))
    dropped = json.loads(Visitor(address).prints("forget", str(CORPUS), "--json"))
    assert (dropped["folder"], dropped["removed"] > 0) == (str(CORPUS), True)
    assert f"{CORPUS}: nothing came from it" in str(Visitor(address).fails("forget", str(CORPUS)))
    Visitor(address).prints("ingest", str(CORPUS))
    assert "All is well." in Visitor(address).prints("doctor")


def test_the_line_about_held_indexes_names_the_option(address: str, copied: Terminal) -> None:
    assert f"--url {address}" in copied.ally("ask", QUESTION).err


def test_the_key_comes_from_the_environment_and_settles_what_is_seen(terminal: Terminal) -> None:
    talk = "---\naudience: public\n---\n# Talk\n\nHeron starts in May.\n"
    folder = terminal.write({"talk.md": talk, "note.md": "Plum.\n"})
    terminal.ally("ingest", folder)
    with closing(Catalog(terminal.data)) as catalog:
        _, key = Keys(catalog).create("public", ["public"], "ask", "3/hour")
    with serving(terminal) as (_, address):
        visitor = Visitor(address)
        printed = visitor.prints("sources", key=key)
        assert "talk.md" in printed
        assert "note.md" not in printed
        unseen = visitor.fails("show", "note.md", key=key)
        assert (unseen.exit_code, str(unseen)) == (2, "'note.md': no such source; 'ally sources' lists what is known")
        assert "This key may ask and not manage" in str(visitor.fails("ingest", str(folder), key=key))
        assert "More than 3/hour" in str(visitor.fails("sources", key=key))
        assert "asks for a key; set ALLY_KEY to one" in str(visitor.fails("sources"))
        assert "does not know the key in ALLY_KEY" in str(visitor.fails("sources", key="wrong"))


@pytest.mark.parametrize(
    ("url", "words", "problem"),
    [
        ("127.0.0.1:8321", [], "--url '127.0.0.1:8321': not the address of a service"),
        ("ftp://x", [], "--url 'ftp://x': not the address of a service"),
        ("http://", [], "--url 'http://': not the address of a service"),
        ("http://me:word@x", [], "--url 'http://me:word@x': not the address of a service"),
        ("http://127.0.0.1:1", ["--data", "."], "--data: not together with --url"),
        ("http://127.0.0.1:1", ["--as", "public"], "--as: not together with --url"),
    ],
)
def test_what_cannot_be_meant_is_refused(url: str, words: list[str], problem: str) -> None:
    error = Visitor(url).fails("ask", QUESTION, *words)
    assert error.exit_code == 2
    assert str(error).startswith(problem)


def test_a_key_that_cannot_be_sent_is_refused_and_not_shown() -> None:
    error = Visitor("http://127.0.0.1:1").fails("ask", QUESTION, key="gehëim")
    assert (error.exit_code, "geh" in str(error)) == (2, False)


def test_nobody_there_is_one_line(terminal: Terminal) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    ran = terminal.ally("ask", QUESTION, "--url", address)
    assert (ran.code, ran.out) == (1, "")
    [line] = ran.err.splitlines()
    assert line.startswith(f"ally: {address}: no service answers")


@pytest.mark.parametrize(
    ("status", "headers", "body", "code", "problem"),
    [
        (503, {}, '{"detail": "Too many questions wait already; try again in a moment"}', 1, "Too many questions wait"),
        (429, {}, '{"detail": "More than 60/minute for the key"}', 1, "More than 60/minute"),
        (422, {}, '{"detail": "question: missing"}', 2, "question: missing"),
        (404, {}, '{"detail": "Not Found"}', 1, "has no /v1/ask; it is no Ally, or an older one: update it"),
        (405, {}, "", 1, "has no /v1/ask"),
        (502, {}, "<html>Bad\ngateway</html>", 1, "answers 502 Bad Gateway, and does not say why"),
        (301, {"Location": "https://ally.example/v1/ask"}, "", 1, "sends on to https://ally.example/v1/ask"),
        (200, {}, "<html>Welcome</html>", 1, "answers in a form that is not known here"),
        (200, {}, '{"text": "An older answer."}', 1, "answers in a form that is not known here"),
        (200, {"Content-Length": "1000"}, "{", 1, "the connection broke"),
        (200, {"Content-Encoding": "gzip"}, "{}", 1, "the connection broke"),
    ],
)
def test_whatever_a_service_says_instead_is_one_line(
    status: int, headers: dict[str, str], body: str, code: int, problem: str
) -> None:
    with _replying(status, headers, body) as address, pytest.raises(AllyError) as caught:
        Remote(address).ask(QUESTION, Filters())
    assert caught.value.exit_code == code
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


@contextmanager
def _replying(status: int, headers: dict[str, str], body: str) -> Iterator[str]:
    """Somebody who answers every request so; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body.encode())), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
