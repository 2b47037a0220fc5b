"""Who gets in, what they may do, and how often; and that one caller's conversations are nobody else's."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.service.keys import Keys
from tests.service.conftest import Service

ASK = {"question": "How often does the launch committee meet?"}
KEPT_FROM_ALL = {"/v1/ask", "/v1/search", "/v1/sources", "/v1/conversations", "/metrics", "/v1/models"}


def test_on_loopback_no_key_is_needed_until_there_is_one(service: Service) -> None:
    assert service.client.post("/v1/ask", json=ASK).json()["status"] == "answered"
    header = service.key()
    refused = service.client.post("/v1/ask", json=ASK)
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    assert refused.json() == {
        "detail": "A key is needed; send one that 'ally keys create' made, as Authorization: Bearer KEY",
        "code": "key_needed",
    }
    assert service.client.post("/v1/ask", json=ASK, headers=header).status_code == 200


def test_elsewhere_a_key_is_needed_from_the_first(data: Path, opened: Callable[..., Service]) -> None:
    service = opened(data, is_loopback=False)
    for path in sorted(KEPT_FROM_ALL):
        assert service.client.get(path).status_code in (401, 405), path
    for path in ("/healthz", "/readyz", "/openapi.json"):
        assert service.client.get(path).status_code == 200, path


@pytest.mark.parametrize("header", ["Bearer ally_nonsense", "Bearer ", "Basic YTpi", "ally_x", "Bearer ключ"])
def test_what_is_no_key_opens_nothing(service: Service, header: str) -> None:
    service.key()
    reply = service.client.post("/v1/ask", json=ASK, headers=[(b"Authorization", header.encode())])
    assert reply.status_code == 401


def test_a_revoked_key_opens_nothing_from_the_next_request_on(service: Service) -> None:
    header = service.key()
    assert service.client.get("/v1/sources", headers=header).status_code == 200
    [key] = service.keys.all()
    service.keys.revoke(key.id)
    reply = service.client.get("/v1/sources", headers=header)
    assert (reply.status_code, "was revoked" in reply.json()["detail"]) == (401, True)
    assert service.client.get("/v1/sources").status_code == 401


def test_a_key_shows_its_audiences_and_no_others(service: Service) -> None:
    listed = {
        name: [each["audience"] for each in service.client.get("/v1/sources", headers=header).json()["sources"]]
        for name, header in {
            "all": service.key(),
            "two": service.key("public", "partner:acme"),
            "none": service.key("team:legal"),
        }.items()
    }
    assert listed == {"all": ["internal", "partner:acme", "public"], "two": ["partner:acme", "public"], "none": []}


def test_a_rate_is_kept_to_for_each_key_alone(service: Service) -> None:
    hasty, other = service.key(rate="2/hour"), service.key(rate="2/hour")
    statuses = [service.client.get("/v1/sources", headers=hasty).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    refused = service.client.get("/v1/sources", headers=hasty)
    assert 0 < int(refused.headers["retry-after"]) <= 3600
    assert refused.json()["detail"].startswith("More than 2/hour for the key 'somebody'; try again in ")
    assert service.client.get("/v1/sources", headers=other).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "sent"),
    [
        ("POST", "/v1/sources", {"files": {"file": ("a.md", b"# A")}, "data": {"audience": "public"}}),
        ("DELETE", "/v1/sources/1", {}),
        ("POST", "/v1/ingest", {"json": {"folder": "/srv"}}),
        ("POST", "/v1/reindex", {}),
        ("POST", "/v1/forget", {"json": {"folder": "/srv"}}),
    ],
)
def test_a_key_that_may_ask_changes_nothing(service: Service, method: str, path: str, sent: dict[str, object]) -> None:
    reply = service.client.request(method, path, headers=service.key(), **sent)  # type: ignore[arg-type]
    assert (reply.status_code, "may ask and not manage" in reply.json()["detail"]) == (403, True)


def test_a_key_that_was_made_with_several_rates_opens_as_before(service: Service) -> None:
    key = service.key(rate="1/hour;9/day")
    assert [service.client.get("/v1/sources", headers=key).status_code for _ in range(2)] == [200, 429]


def test_a_file_is_not_read_before_the_key(service: Service) -> None:
    no_form = {"content-type": "multipart/form-data"}
    for header, status in (({}, 401), (service.key(), 403), (service.key(role="manage", rate="1/hour"), 400)):
        reply = service.client.post("/v1/sources", content=b"no form", headers={**no_form, **header})
        assert reply.status_code == status, reply.text


def test_a_conversation_is_there_for_the_key_that_began_it_alone(service: Service) -> None:
    mine, other = service.key(), service.key()
    answer = service.client.post("/v1/ask", json=ASK, headers=mine).json()
    path = f"/v1/conversations/{answer['conversation_id']}"
    opinion = {"answer_id": answer["id"], "verdict": "up"}
    follow_up = {"question": "And who holds the budget?", "conversation_id": answer["conversation_id"]}
    for header, follows, judged, read, listed, deleted in (
        (other, 404, 404, 404, 0, 404),
        (mine, 200, 204, 200, 1, 204),
    ):
        assert service.client.post("/v1/ask", json=follow_up, headers=header).status_code == follows
        assert service.client.post("/v1/ask", json=follow_up | {"stream": True}, headers=header).status_code == follows
        assert service.client.post("/v1/feedback", json=opinion, headers=header).status_code == judged
        assert service.client.get(path, headers=header).status_code == read
        assert len(service.client.get("/v1/conversations", headers=header).json()["conversations"]) == listed
        assert service.client.delete(path, headers=header).status_code == deleted
    missing = service.client.get(path, headers=mine)
    assert missing.json() == service.client.get("/v1/conversations/never", headers=mine).json()


def test_only_a_digest_of_a_key_is_kept(keys: Keys, data: Path) -> None:
    key, secret = keys.create("somebody", ["public"], "manage", "60/minute")
    assert keys.of(secret) == key
    assert all(secret.encode() not in file.read_bytes() for file in data.glob("catalog*"))


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.", "[::1].evil.example:80"])
def test_on_loopback_another_hosts_name_is_refused(service: Service, host: str) -> None:
    assert service.client.get("/v1/sources", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8321", "127.0.0.1:1", "[::1]", "[::1]:8321", "ally.example"])
def test_a_host_of_its_own_is_answered(data: Path, opened: Callable[..., Service], host: str) -> None:
    service = opened(data, hosts="ally.example")
    assert service.client.get("/v1/sources", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("named", ["", "https://portal.example"])
@pytest.mark.parametrize("origin", ["https://portal.example", "https://evil.example"])
def test_only_pages_of_a_named_origin_may_read(
    data: Path, opened: Callable[..., Service], named: str, origin: str
) -> None:
    reply = opened(data, cors=named).client.get("/v1/sources", headers={"Origin": origin})
    assert reply.headers.get("access-control-allow-origin") == (origin if origin == named else None)


def test_every_answer_has_an_id_and_tells_browsers_to_take_care(service: Service) -> None:
    ids = set()
    for path in ("/healthz", "/nothing", "/v1/sources", "/openapi.json"):
        headers = service.client.get(path).headers
        ids.add(headers["x-request-id"])
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"].startswith("default-src 'self'")
    assert len(ids) == 4


@pytest.mark.parametrize(
    ("origin", "status"),
    [(None, 200), ("http://127.0.0.1", 200), ("https://elsewhere.example", 403), ("null", 403)],
)
def test_a_page_elsewhere_cannot_have_a_browser_send_anything(
    service: Service, origin: str | None, status: int
) -> None:
    headers = {"Origin": origin} if origin else {}
    assert service.client.post("/v1/search", json={"query": "launch"}, headers=headers).status_code == status


def test_a_page_that_the_settings_let_in_may_send(data: Path, opened: Callable[..., Service]) -> None:
    client = opened(data, cors=("https://intranet.example",)).client
    reply = client.post("/v1/search", json={"query": "launch"}, headers={"Origin": "https://intranet.example"})
    assert reply.status_code == 200
