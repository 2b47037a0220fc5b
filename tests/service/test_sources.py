"""What is known, as the service shows it, and the files that callers add to it and take away."""

import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.service.conftest import Service, serviced

MINUTES = b"# Minutes\n\nThe walrus was chosen to chair the launch committee.\n"


def put(service: Service, name: str, content: bytes, audience: str, header: dict[str, str] | None = None) -> Any:
    return service.client.post(
        "/v1/sources", files={"file": (name, content)}, data={"audience": audience}, headers=header
    )


def texts(service: Service, header: dict[str, str] | None = None) -> list[str]:
    reply = service.client.post("/v1/search", json={"query": "walrus", "k": 50}, headers=header)
    return [hit["text"] for hit in reply.json()["hits"] if "walrus" in hit["text"]]


@pytest.fixture(scope="module")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `open_to_uploads` keeps them."""
    return tmp_path_factory.mktemp("uploads")


@pytest.fixture(scope="module")
def open_to_uploads(known: Path, uploads: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    data = shutil.copytree(known, tmp_path_factory.mktemp("taking") / "data")
    with serviced(data, uploads=uploads, max_file_mb=1) as service:
        yield service


def test_a_listing_is_narrowed_and_paged(service: Service) -> None:
    def listed(**wanted: object) -> tuple[list[str], int]:
        reply = service.client.get("/v1/sources", params={k: str(v) for k, v in wanted.items()}).json()
        return [each["source"] for each in reply["sources"]], reply["total"]

    every = ["internal/note.md", "partner-acme/plan.md", "public/talk.md"]
    assert listed() == (every, 3)
    assert listed(limit=2) == (every[:2], 3)
    assert listed(limit=2, offset=2) == (every[2:], 3)
    assert listed(source="partner-", limit=2) == (["partner-acme/plan.md"], 1)
    assert listed(audience="public", offset=7) == ([], 1)
    assert listed(named="LAUNCH nôte") == (["internal/note.md"], 1)
    assert listed(named="launch", limit=1, offset=1) == (every[1:2], 3)
    assert listed(named="launch", audience="public") == (["public/talk.md"], 1)
    assert listed(freshness="plain", named="plan") == (["partner-acme/plan.md"], 1)
    assert listed(freshness="draft") == ([], 0)


@pytest.mark.parametrize(
    ("wanted", "detail"),
    [
        ({"limit": "0"}, "limit: must be greater than or equal to 1"),
        ({"offset": "-1"}, "offset: must be greater than or equal to 0"),
        ({"colour": "red"}, "colour: not known here"),
        ({"freshness": "stale"}, "freshness: must be one of current, due, draft, superseded, plain"),
        ({"after": "soon"}, "after: must be a day, written as 2024-05-02"),
    ],
)
def test_a_bad_listing_is_refused_in_one_line(service: Service, wanted: dict[str, str], detail: str) -> None:
    reply = service.client.get("/v1/sources", params=wanted)
    assert (reply.status_code, reply.json()) == (422, {"detail": detail, "code": "invalid"})


def test_a_source_is_the_text_that_quotes_are_slices_of(service: Service) -> None:
    answer = service.client.post("/v1/ask", json={"question": "How often does the launch committee meet?"}).json()
    [citation] = answer["citations"]
    source = service.client.get(f"/v1/sources/{citation['document_id']}").json()
    start, end = citation["start"] - source["start"], citation["end"] - source["start"]
    assert source["text"][start:end] == citation["quote"]
    assert [place["value"] for place in source["places"] if place["kind"] == "section"]
    assert source["facets"]["title"] == citation["document"]


def test_an_upload_is_found_by_those_it_is_for_replaced_and_removed(open_to_uploads: Service, uploads: Path) -> None:
    service = open_to_uploads
    acme, public = service.key("partner:acme", role="manage"), service.key("public", role="manage")
    # The path in a file's name leads nowhere.
    [document] = put(service, "../../minutes.md", MINUTES, "partner:acme", acme).json()["sources"]
    assert (document["source"], document["audience"]) == ("partner-acme/minutes.md", "partner:acme")
    assert (uploads / "partner-acme/minutes.md").read_bytes() == MINUTES
    assert (len(texts(service, acme)), texts(service, public)) == (1, [])
    again = put(service, "minutes.md", MINUTES.replace(b"was chosen", b"declined"), "partner:acme", acme)
    assert ["declined" in text for text in texts(service, acme)] == [True]
    path = f"/v1/sources/{again.json()['sources'][0]['id']}"
    assert service.client.delete(path, headers=public).status_code == 404
    assert service.client.delete(path, headers=acme).status_code == 204
    assert texts(service, acme) == []
    assert service.client.delete(path, headers=acme).status_code == 404
    assert [each for each in uploads.rglob("*") if each.is_file()] == []


def test_a_document_that_was_not_uploaded_stays(open_to_uploads: Service) -> None:
    [first, *_] = open_to_uploads.client.get("/v1/sources", headers=open_to_uploads.key()).json()["sources"]
    header = open_to_uploads.key(role="manage")
    reply = open_to_uploads.client.delete(f"/v1/sources/{first['id']}", headers=header)
    assert (reply.status_code, "was not uploaded" in reply.json()["detail"]) == (422, True)


def archive(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, content in members.items():
            made.writestr(f"{name}.md", content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "audience", "status", "detail"),
    [
        ("a.md", MINUTES, "internal", 422, "not one of those that this key is cleared for"),
        ("a.md", MINUTES, "team:", 422, "must be public, internal, restricted, partner:<name> or team:<name>"),
        ("a.md", b"---\naudience: internal\n---\n" + MINUTES, "public", 422, "says that it is for 'internal', not for"),
        ("a.zip", archive(a=MINUTES, b=b"---\naudience: internal\n---\nB"), "public", 422, "for 'internal', not for"),
        ("a.pdf", b"%PDF-1.7 and then nothing", "public", 422, "a.pdf: "),
        ("a.exe", MINUTES, "public", 422, "a.exe: "),
        ("_folder.toml", b"audience = 'internal'", "public", 422, "needs a plain name"),
        (".hidden.md", MINUTES, "public", 422, "needs a plain name"),
        ("a\u202e.md", MINUTES, "public", 422, "needs a plain name"),
        ("a" * 200 + ".md", MINUTES, "public", 422, "needs a plain name"),
        ("a.md", b"", "public", 422, "a.md: "),
        ("a.md", b"x" * 1_100_000, "public", 413, "The body is over 1,010,000 bytes"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_cannot_be_taken_is_refused_in_one_line_and_leaves_nothing(
    open_to_uploads: Service, uploads: Path, name: str, content: bytes, audience: str, status: int, detail: str
) -> None:
    header = open_to_uploads.key("public", role="manage")
    reply = put(open_to_uploads, name, content, audience, header)
    assert (reply.status_code, detail in reply.json()["detail"]) == (status, True), reply.json()
    assert "\n" not in reply.json()["detail"]
    assert [each for each in uploads.rglob("*") if each.is_file()] == []


def test_nothing_is_uploaded_where_no_folder_is_named_for_it(service: Service) -> None:
    reply = put(service, "a.md", MINUTES, "public")
    assert (reply.status_code, "the setting 'uploads'" in reply.json()["detail"]) == (422, True)


def test_a_folder_in_the_settings_is_loaded_and_tells_how_far_it_is(
    data: Path, tmp_path: Path, opened: Callable[..., Service]
) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "minutes.md").write_bytes(MINUTES)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7")
    service = opened(data, folders=str(folder))
    told = service.client.post("/v1/ingest", json={"folder": str(folder)})
    names = [line.removeprefix("event: ") for line in told.text.splitlines() if line.startswith("event: ")]
    assert (names[0], names[-2:]) == ("progress", ["indexed", "done"])
    assert '"added": ["minutes.md"]' in told.text
    assert '"failed": {"broken.pdf": "' in told.text
    assert len(texts(service)) == 1


def test_everything_is_indexed_anew_only_for_who_sees_everything(service: Service) -> None:
    some, every = service.key("public", role="manage"), service.key(role="manage")
    assert service.client.post("/v1/reindex", headers=some).status_code == 403
    told = service.client.post("/v1/reindex", headers=every).text
    assert [line for line in told.splitlines() if line.startswith("event: ")][-1] == "event: done"
    assert '"embedding": "shipped"' in told
    assert service.client.get("/v1/doctor", headers=every).json()["problems"] == []


def test_only_folders_in_the_settings_are_loaded_and_only_for_who_sees_everything(
    data: Path, tmp_path: Path, opened: Callable[..., Service]
) -> None:
    service = opened(data, folders=str(tmp_path / "gone"))
    some, every = service.key("public", role="manage"), service.key(role="manage")
    for header, folder, status in ((some, "gone", 403), (every, "folder", 422), (every, "gone", 422)):
        reply = service.client.post("/v1/ingest", json={"folder": str(tmp_path / folder)}, headers=header)
        assert (reply.status_code, list(reply.json())) == (status, ["detail", "code"])
