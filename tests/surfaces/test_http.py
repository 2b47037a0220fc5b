"""The service as a client meets it, over a real `ally serve` on a loopback port."""

import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.surfaces.terminals import ALLY, Terminal
from tests.surfaces.test_commands import ANSWER, PLACE

QUESTION = "What is a joint steering committee?"
ATTEMPTS = 200


@contextmanager
def _serving(terminal: Terminal) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A service that is ready, and its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    process = subprocess.Popen(
        [str(ALLY), "serve", "--port", port],
        cwd=terminal.folder,
        env=terminal.environment,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _await_ready(process, address)
        yield process, address
    finally:
        process.kill()
        process.communicate()


def _await_ready(process: subprocess.Popen[str], address: str) -> None:
    # Each attempt that finds nobody listening waits for the process to end in vain, a tenth of a second.
    for _ in range(ATTEMPTS):
        try:
            assert httpx.get(f"{address}/readyz").json() == {"status": "ready"}
        except httpx.TransportError:
            try:
                process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
            break
        else:
            return
    pytest.fail(f"the service did not become ready, exit code {process.poll()}")


@pytest.fixture(scope="module")
def client(copied: Terminal) -> Iterator[httpx.Client]:
    with _serving(copied) as (_, address), httpx.Client(base_url=address, timeout=30) as client:
        yield client


def test_ask_gives_the_answer_that_the_terminal_gives(client: httpx.Client, informed: Terminal) -> None:
    reply = client.post("/v1/ask", json={"question": QUESTION})
    assert (reply.status_code, list(reply.json())) == (200, ANSWER)
    printed = informed.ally("ask", QUESTION, "--json").json
    own = {"id", "seconds"}
    assert {k: v for k, v in reply.json().items() if k not in own} == {k: printed[k] for k in printed if k not in own}


def test_a_follow_up_is_understood_from_its_history(client: httpx.Client) -> None:
    history = [{"question": "What is the Vessandra Co-Promotion Agreement?", "answer": "An agreement of 2022."}]
    answer = client.post("/v1/ask", json={"question": "How does it end?", "history": history}).json()
    assert answer["question"] == "How does it end?"
    assert "Vessandra" in answer["standalone_question"]


@pytest.mark.parametrize(
    ("filters", "field", "allowed"),
    [
        ({"kind": "talk"}, "kind", {"talk"}),
        ({"source": "minutes/"}, "kind", {"minutes"}),
        ({"partner": "Ostrelle", "kind": "agreement"}, "source", {"agreements/ostrelle-pilot-data-sharing-2024.md"}),
        ({"after": "2024-02-12", "before": "2024-02-12"}, "date", {"2024-02-12"}),
        ({"speaker": "Bertolini"}, "source", {"talks/two-sales-forces-one-brand-2022.vtt"}),
    ],
)
def test_filters_narrow_search_and_answer(
    client: httpx.Client, filters: dict[str, str], field: str, allowed: set[str]
) -> None:
    question = "Who decides in the committee?"
    hits = client.post("/v1/search", json={"query": question, "filters": filters, "k": 20}).json()["hits"]
    assert {hit[field] for hit in hits} == allowed
    answer = client.post("/v1/ask", json={"question": question, "filters": filters}).json()
    cited = answer["citations"] + answer["nearest"]
    assert {citation[field] for citation in cited} <= allowed


def test_search_gives_as_many_hits_as_asked_for(client: httpx.Client) -> None:
    hits = client.post("/v1/search", json={"query": "steering committee", "k": 3}).json()["hits"]
    assert [hit.keys() for hit in hits] == [{"text", "reading", "score", *PLACE}] * 3
    assert len(client.post("/v1/search", json={"query": "steering committee"}).json()["hits"]) == 8


@pytest.mark.parametrize(
    ("route", "body", "detail"),
    [
        ("ask", b"{", "The body is not valid JSON: Expecting property name enclosed in double quotes"),
        ("ask", b"[]", "the body: must be an object"),
        ("ask", b"{}", "question: missing"),
        ("ask", b'{"question": 3}', "question: must be text"),
        ("ask", b'{"question": " "}', "The question is empty"),
        ("ask", b'{"question": "%s"}' % (b"x" * 100_000), "The question has 100,000 characters"),
        ("ask", b'{"question": "x", "model": "y"}', "model: not known here"),
        ("ask", b'{"question": "x", "history": {}}', "history: must be a list"),
        ("ask", b'{"question": "x", "history": [{"question": "y"}]}', "history.0.answer: missing"),
        ("ask", b'{"question": "x", "filters": {"kind": "poem"}}', "filters.kind: must be one of talk, interview"),
        ("ask", b'{"question": "x", "filters": {"after": "May"}}', "filters.after: must be a day, written as"),
        ("search", b'{"query": "x", "filters": {"colour": 1}}', "filters.colour: not known here"),
        ("search", b'{"query": "x", "k": 0}', "k: must be greater than or equal to 1"),
        ("search", b'{"query": ""}', "empty"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_bad_request_is_answered_with_one_line(client: httpx.Client, route: str, body: bytes, detail: str) -> None:
    reply = client.post(f"/v1/{route}", content=body, headers={"content-type": "application/json"})
    assert (reply.status_code, reply.json().keys()) == (422, {"detail"})
    assert detail in reply.json()["detail"]
    assert "\n" not in reply.json()["detail"]


def test_a_second_process_is_told_who_holds_the_indexes(client: httpx.Client, copied: Terminal) -> None:
    ran = copied.ally("ask", QUESTION)
    assert (ran.code, ran.out) == (1, "")
    assert str(client.base_url).rstrip("/") in ran.err


def test_a_backup_is_made_while_the_service_runs(client: httpx.Client, copied: Terminal, terminal: Terminal) -> None:
    file = terminal.folder / "all.ally"
    assert copied.ally("backup", file).code == 0
    assert terminal.ally("restore", file).code == 0


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """A terminal that knows one document."""
    folder = tmp_path_factory.mktemp("brief")
    terminal = Terminal(folder, folder / "data")
    terminal.ally("ingest", terminal.write({"note.md": "# Note\n\nThe committee meets twice a year.\n"}))
    return terminal


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_the_service_stops_well_when_told_to(brief: Terminal, stop: signal.Signals) -> None:
    with _serving(brief) as (process, _):
        process.send_signal(stop)
        _, written = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in written


def test_half_an_emoji_does_not_break_the_answer(client: httpx.Client) -> None:
    content = b'{"question": "What is a joint steering committee? \\ud83e"}'
    answer = client.post("/v1/ask", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code == 200
    assert answer.json()["question"] == "What is a joint steering committee? \ufffd"
