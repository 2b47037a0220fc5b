"""The service as a client meets it, over a real `ally serve` on a loopback port."""

import json
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import write
from tests.surfaces.serving import log_of, serving
from tests.surfaces.terminals import Terminal
from tests.surfaces.test_commands import ANSWER, PLACE

QUESTION = "What is a joint steering committee?"


@pytest.fixture(scope="module")
def client(copied: Terminal) -> Iterator[httpx.Client]:
    with serving(copied) as (_, address), httpx.Client(base_url=address, timeout=30) as client:
        yield client


def test_ask_gives_the_answer_that_the_terminal_gives(client: httpx.Client, informed: Terminal) -> None:
    reply = client.post("/v1/ask", json={"question": QUESTION})
    assert (reply.status_code, list(reply.json())) == (200, ANSWER)
    printed = informed.ally("ask", QUESTION, "--json").json
    own = {"id", "conversation_id", "seconds", "timings"}
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
    assert (reply.status_code, reply.json().keys()) == (422, {"detail", "code"})
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


def told(lines: Iterator[str]) -> Iterator[tuple[str, Any]]:
    """The events of a stream, by name and content."""
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


def test_an_answer_is_streamed_as_it_is_written(client: httpx.Client) -> None:
    with client.stream("POST", "/v1/ask", json={"question": QUESTION, "stream": True}) as reply:
        assert reply.headers["content-type"].startswith("text/event-stream")
        events = list(told(reply.iter_lines()))
    names = [name for name, _ in events]
    assert names == ["found", *["sentence"] * (len(names) - 2), "done"]
    answer = events[-1][1]["answer"]
    assert [event["sentence"] for name, event in events if name == "sentence"] == answer["sentences"]
    assert answer["status"] == "answered"


def test_a_conversation_is_kept_followed_up_judged_and_deleted(client: httpx.Client) -> None:
    first = client.post("/v1/ask", json={"question": "What is the Vessandra Co-Promotion Agreement?"}).json()
    kept = first["conversation_id"]
    second = client.post("/v1/ask", json={"question": "How does it end?", "conversation_id": kept}).json()
    assert "Vessandra" in second["standalone_question"]
    opinion = {"answer_id": second["id"], "verdict": "down", "reason": "The clause was amended."}
    assert client.post("/v1/feedback", json=opinion).status_code == 204
    turns = client.get(f"/v1/conversations/{kept}").json()["turns"]
    assert [turn["answer"]["id"] for turn in turns] == [first["id"], second["id"]]
    assert turns[1]["feedback"]["reason"] == opinion["reason"]
    assert client.delete(f"/v1/conversations/{kept}").status_code == 204
    assert client.get(f"/v1/conversations/{kept}").status_code == 404


def test_a_log_line_says_who_asked_and_what_was_shown_and_no_word_of_the_question(brief: Terminal) -> None:
    brief.ally("ingest", brief.folder / "documents")
    with serving(brief) as (process, address):
        reply = httpx.post(f"{address}/v1/ask", json={"question": "How often does the committee meet?"})
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
    written = log_of(brief).read_text()
    lines = [json.loads(line) for line in written.splitlines()]
    [line] = [line for line in lines if line["event"] == "question"]
    assert (line["owner"], line["status"], line["sources"]) == ("local", "answered", ["note.md"])
    assert line["request_id"] == reply.headers["x-request-id"]
    owners = {line["route"]: line["owner"] for line in lines if line["event"] == "request"}
    assert owners == {"/readyz": "nobody known", "/v1/ask": "local"}
    assert "How often" not in written


def test_a_watched_folder_is_kept_in_step_while_questions_go_on(terminal: Terminal) -> None:
    folder = terminal.write({"note.md": "# Note\n\nThe walrus chairs the committee.\n"})
    with serving(terminal, "--watch", str(folder), ALLY_RERANK="false") as (process, address):
        with httpx.Client(base_url=address, timeout=30) as client:
            await_answer(client, "Who chairs the committee?", "walrus")
            terminal.write({"note.md": "# Note\n\nThe dugong chairs the committee.\n"})
            await_answer(client, "Who chairs the committee?", "dugong")
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
    assert (process.returncode, "Traceback" in log_of(terminal).read_text()) == (0, False)


def test_a_watched_folder_that_another_one_replaces_is_watched_on(terminal: Terminal) -> None:
    folder = terminal.write({"note.md": "# Note\n\nThe walrus chairs the committee.\n"})
    with (
        serving(terminal, "--watch", str(folder), ALLY_RERANK="false") as (_, address),
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        await_answer(client, "Who chairs the committee?", "walrus")
        for animal in ("dugong", "heron"):
            shutil.rmtree(folder)
            terminal.write({"note.md": f"# Note\n\nThe {animal} chairs the committee.\n"})
            await_answer(client, "Who chairs the committee?", animal)


def await_answer(client: httpx.Client, question: str, word: str) -> None:
    for _ in range(3000):  # what is asked meanwhile is answered, as well as it can be then
        if word in client.post("/v1/ask", json={"question": question}).json()["text"]:
            return
    pytest.fail(f"no answer says {word!r}")


def test_loading_stops_when_the_service_does_and_its_stream_says_so(brief: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    write(folder, {f"{n}.md": f"# Note {n}\n\nThe board of {n} meets.\n" * 20 for n in range(100)})
    with serving(brief, ALLY_FOLDERS=str(folder)) as (process, address):
        with httpx.stream("POST", f"{address}/v1/ingest", json={"folder": str(folder)}, timeout=60) as reply:
            events = told(reply.iter_lines())
            assert next(events)[0] == "progress"
            process.send_signal(signal.SIGTERM)
            name, last = list(events)[-1]
        process.wait(timeout=30)
    assert (name, "what was loaded so far is kept" in last["detail"]) == ("error", True)
    assert (process.returncode, "Traceback" in log_of(brief).read_text()) == (0, False)


def test_a_service_behind_a_proxy_needs_a_key(brief: Terminal) -> None:
    refused = brief.ally("serve", ALLY_HOSTS="ally.example")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("ally: hosts = ally.example: other machines can reach it, and there is no key")


def test_an_address_that_others_reach_needs_a_key_and_then_asks_for_it(brief: Terminal) -> None:
    refused = brief.ally("serve", "--host", "0.0.0.0")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.endswith("make one with: ally keys create NAME --all\n")
    secret = brief.ally("keys", "create", "portal", "--as", "public,internal").out.strip()
    with serving(brief, "--host", "0.0.0.0") as (_, address):
        assert httpx.get(f"{address}/v1/sources").status_code == 401
        assert httpx.get(f"{address}/metrics").status_code == 401
        header = {"Authorization": f"Bearer {secret}"}
        assert httpx.get(f"{address}/v1/sources", headers=header).json()["total"] == 1


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_the_service_stops_well_when_told_to(brief: Terminal, stop: signal.Signals) -> None:
    with serving(brief) as (process, _):
        process.send_signal(stop)
        process.wait(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in log_of(brief).read_text()


def test_half_an_emoji_does_not_break_the_answer(client: httpx.Client) -> None:
    content = b'{"question": "What is a joint steering committee? \\ud83e"}'
    answer = client.post("/v1/ask", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code == 200
    assert answer.json()["question"] == "What is a joint steering committee? \ufffd"
