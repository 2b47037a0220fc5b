"""On no route does a caller receive a byte of a document that is not for it: not in answers, counts, hints or errors.

Each audience has a document with words that stand nowhere else: in its path, title, people, partners and text.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import BaseRoute

from tests.conftest import Trials
from tests.service.conftest import Service, informed, serviced

AUDIENCES = ("public", "internal", "restricted", "partner:acme", "team:legal")
WORDS = ("quoll", "numbat", "dugong", "bilby", "potoroo")  # each of one audience
MARKS = {
    audience: (f"{word}ish", f"{word}ville", f"{word}ton") for audience, word in zip(AUDIENCES, WORDS, strict=True)
}

DOCUMENT = """\
---
title: The {0} Alliance
people: [Una {1}]
partners: [{2} Biologics]
date: 2024-05-02
---
# The {0} Alliance

Una {1} said that the launch committee of {2} Biologics decides on the {0} budget. The committee meets twice a year.
"""

Asks = Callable[[Service, Mapping[str, str], "Tried"], Sequence[httpx2.Response]]


class Tried:
    """What a caller tries: words of its own choosing, and the ids of everything there is, seen or not.

    Conversation and answer are somebody's who sees everything, and `shared` is the link to that answer.
    """

    def __init__(self, words: str, hidden: Sequence[str], conversation: str, answer: str, shared: str) -> None:
        self.words = words
        self.hidden = hidden
        self.conversation = conversation
        self.answer = answer
        self.shared = shared


def ask(service: Service, header: Mapping[str, str], tried: Tried) -> Sequence[httpx2.Response]:
    own = service.client.post("/v1/ask", json={"question": tried.words}, headers=header)
    follow_up = {"question": "Who said that?", "conversation_id": own.json()["conversation_id"]}
    history = [{"question": tried.words, "answer": "Somebody."}]
    return [
        own,
        *(
            service.client.post("/v1/ask", json=body, headers=header)
            for body in (
                follow_up,
                {"question": tried.words, "stream": True},
                {"question": "And what of its partner?", "history": history},
                {"question": "Who decides?", "conversation_id": tried.conversation},
                *({"question": "Who decides?", "filters": each} for each in narrowed(tried)),
            )
        ),
    ]


def narrowed(tried: Tried) -> Iterator[dict[str, str]]:
    word = tried.words.split()[-1][:5]
    yield from ({"speaker": word}, {"partner": word}, {"source": "internal/"}, {"audience": "restricted"})


def search(service: Service, header: Mapping[str, str], tried: Tried) -> Sequence[httpx2.Response]:
    wanted = [{"query": tried.words, "k": 100}, *({"query": "committee", "filters": each} for each in narrowed(tried))]
    return [service.client.post("/v1/search", json=each, headers=header) for each in wanted]


def sources(service: Service, header: Mapping[str, str], tried: Tried) -> Sequence[httpx2.Response]:
    return [service.client.get("/v1/sources", params=each, headers=header) for each in ({}, *narrowed(tried))]


def upload(service: Service, header: Mapping[str, str], tried: Tried) -> Sequence[httpx2.Response]:
    sent = {"files": {"file": ("note.md", b"# Note")}, "data": {"audience": "team:none"}}
    return [service.client.post("/v1/sources", headers=header, **sent)]  # type: ignore[arg-type]


def of_hidden(method: str, path: str) -> Asks:
    """The route, for the id of each document that there is."""

    def asks(service: Service, header: Mapping[str, str], tried: Tried) -> Sequence[httpx2.Response]:
        return [service.client.request(method, path.format(id=each), headers=header) for each in tried.hidden]

    return asks


def of_another(method: str, path: str) -> Asks:
    """The route, for a conversation that sees everything and is somebody else's."""

    def asks(service: Service, header: Mapping[str, str], tried: Tried) -> Sequence[httpx2.Response]:
        replies = [service.client.request(method, path.format(id=tried.conversation), headers=header)]
        assert replies[0].status_code == 404
        return replies

    return asks


def plain(method: str, path: str, body: Callable[[Tried], Any] | None = None) -> Asks:
    """The route, once."""

    def asks(service: Service, header: Mapping[str, str], tried: Tried) -> Sequence[httpx2.Response]:
        return [service.client.request(method, path, json=body(tried) if body else None, headers=header)]

    return asks


def chat(service: Service, header: Mapping[str, str], tried: Tried) -> Sequence[httpx2.Response]:
    messages = [{"role": "user", "content": tried.words}]
    return [
        service.client.post("/v1/chat/completions", json={"messages": messages, "stream": stream}, headers=header)
        for stream in (False, True)
    ]


def mcp(service: Service, header: Mapping[str, str], tried: Tried) -> Sequence[httpx2.Response]:
    calls: list[tuple[str, dict[str, Any]]] = [
        ("tools/call", {"name": "ask_alliances", "arguments": {"question": tried.words}}),
        ("tools/call", {"name": "search_alliances", "arguments": {"query": tried.words}}),
        ("resources/list", {}),
        *(("resources/read", {"uri": f"ally://sources/{each}"}) for each in tried.hidden),
    ]
    accepted = {"Accept": "application/json, text/event-stream", **header}
    return [
        service.client.post(
            "/mcp", json={"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters}, headers=accepted
        )
        for method, parameters in calls
    ]


ROUTES: Mapping[tuple[str, str], Asks] = {
    ("POST", "/v1/ask"): ask,
    ("POST", "/v1/search"): search,
    ("GET", "/v1/sources"): sources,
    ("GET", "/v1/sources/{id}"): of_hidden("GET", "/v1/sources/{id}"),
    ("POST", "/v1/sources"): upload,
    ("DELETE", "/v1/sources/{id}"): of_hidden("DELETE", "/v1/sources/{id}"),
    ("POST", "/v1/ingest"): plain("POST", "/v1/ingest", lambda tried: {"folder": tried.words}),
    ("GET", "/v1/conversations"): plain("GET", "/v1/conversations"),
    ("GET", "/v1/conversations/{id}"): of_another("GET", "/v1/conversations/{id}"),
    ("DELETE", "/v1/conversations/{id}"): of_another("DELETE", "/v1/conversations/{id}"),
    ("PATCH", "/v1/conversations/{id}"): lambda service, header, tried: [
        service.client.patch(f"/v1/conversations/{tried.conversation}", json={"title": "Mine"}, headers=header)
    ],
    ("POST", "/v1/answers/{id}/share"): lambda service, header, tried: [
        service.client.post(f"/v1/answers/{tried.answer}/share", headers=header)
    ],
    ("GET", "/v1/shared/{token}"): lambda service, header, tried: [
        service.client.get(f"/v1/shared/{tried.shared}", headers=header)
    ],
    ("GET", "/v1/starters"): lambda service, header, tried: [
        service.client.get("/v1/starters", params={"language": language}, headers=header) for language in ("en", "zh")
    ],
    ("POST", "/v1/feedback"): plain(
        "POST", "/v1/feedback", lambda tried: {"answer_id": tried.answer, "verdict": "down", "reason": tried.words}
    ),
    ("POST", "/v1/chat/completions"): chat,
    ("GET", "/v1/models"): plain("GET", "/v1/models"),
    ("POST", "/mcp"): mcp,
    ("GET", "/"): plain("GET", "/"),
    ("GET", "/page/{name:path}"): plain("GET", "/page/index.html"),
    ("GET", "/v1/doctor"): plain("GET", "/v1/doctor"),
    ("POST", "/v1/reindex"): plain("POST", "/v1/reindex"),
    ("POST", "/v1/forget"): plain("POST", "/v1/forget", lambda tried: {"folder": tried.words}),
    ("GET", "/healthz"): plain("GET", "/healthz"),
    ("GET", "/readyz"): plain("GET", "/readyz"),
    ("GET", "/metrics"): plain("GET", "/metrics"),
    ("GET", "/openapi.json"): plain("GET", "/openapi.json"),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service whose every audience has a document of its own."""
    made = tmp_path_factory.mktemp("house")
    files = {
        f"{audience.replace(':', '-')}/{marks[0]}.md": DOCUMENT.format(*(mark.capitalize() for mark in marks))
        for audience, marks in MARKS.items()
    }
    informed(made / "data", made / "folder", files)
    with serviced(made / "data", uploads=made / "uploads") as service:
        yield service


def test_every_route_is_tried(house: Service) -> None:
    assert set(routes(house.app.routes)) == set(ROUTES)  # type: ignore[attr-defined]


def routes(found: Sequence[BaseRoute]) -> Iterator[tuple[str, str]]:
    for each in found:
        if included := getattr(each, "original_router", None):
            yield from routes(included.routes)
        else:
            yield from ((method, each.path) for method in each.methods - {"HEAD"})  # type: ignore[attr-defined]


def test_nobody_receives_a_byte_of_what_is_not_for_them(house: Service, trials: Trials) -> None:
    everything = house.key(role="manage")
    ids = [each["id"] for each in house.client.get("/v1/sources", headers=everything).json()["sources"]]

    @settings(max_examples=trials(5, 300), deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(cleared=st.sets(st.sampled_from(AUDIENCES)), words=questions(), role=st.sampled_from(["ask", "manage"]))
    def kept_apart(cleared: set[str], words: str, role: Any) -> None:
        told = house.client.post(
            "/v1/ask", json={"question": "What does the launch committee decide on?"}, headers=everything
        ).json()
        assert told["citations"]
        link = house.client.post(f"/v1/answers/{told['id']}/share", headers=everything).json()
        header = house.key(*(cleared or {"team:nobody"}), role=role)
        visible = house.client.get("/v1/sources", headers=header).json()["sources"]
        hidden = [each for each in ids if each not in {document["id"] for document in visible}]
        assert {each["audience"] for each in visible} == cleared
        tried = Tried(words, hidden, told["conversation_id"], told["id"], link["token"])
        for route, asks in ROUTES.items():
            for reply in asks(house, header, tried):
                assert reply.status_code < 500, (route, reply.text)
                assert leaked(reply, cleared) == [], (route, words)

    kept_apart()


def questions() -> st.SearchStrategy[str]:
    """Questions with a word or two that nearly are those of a document, so that a hint would complete them."""
    near = st.sampled_from(WORDS).flatmap(lambda word: st.sampled_from([f"{word}is", f"{word}vile", f"{word[:4]}to"]))
    asked = ["What is said of the {} committee?", "Who decides on {}", "When did Una {}", "Compare {}"]
    return st.builds(lambda form, word: form.format(word.capitalize()), st.sampled_from(asked), near)


def leaked(reply: httpx2.Response, cleared: set[str]) -> list[str]:
    body = (reply.content + repr(reply.headers).encode()).lower()
    return [
        mark for audience, marks in MARKS.items() if audience not in cleared for mark in marks if mark.encode() in body
    ]


SHOWING = [
    ("POST", "/v1/ask"),
    ("POST", "/v1/search"),
    ("GET", "/v1/sources"),
    ("GET", "/v1/sources/{id}"),
    ("GET", "/v1/shared/{token}"),
    ("POST", "/v1/chat/completions"),
    ("POST", "/mcp"),
]


@pytest.mark.parametrize("route", SHOWING)
def test_the_marks_are_seen_by_those_who_may(house: Service, route: tuple[str, str]) -> None:
    header = house.key("team:legal")
    question = "What is said of the Potorooish Alliance?"
    [document] = house.client.get("/v1/sources", headers=header).json()["sources"]
    answer = house.client.post("/v1/ask", json={"question": question}, headers=header).json()
    link = house.client.post(f"/v1/answers/{answer['id']}/share", headers=header).json()
    tried = Tried(question, [document["id"]], answer["conversation_id"], answer["id"], link["token"])
    replies = ROUTES[route](house, header, tried)
    assert {mark for reply in replies for mark in leaked(reply, set())} == set(MARKS["team:legal"])
