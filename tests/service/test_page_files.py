"""The files of the web page, as they are handed out."""

from pathlib import Path

import pytest

from tests.service.conftest import Service

PAGE = Path(__file__).parents[2] / "assistant" / "page"


def test_the_page_is_compressed_and_asked_for_again_only_when_it_changed(service: Service) -> None:
    first = service.client.get("/", headers={"Accept-Encoding": "gzip"})
    assert first.status_code == 200
    assert first.headers["Content-Encoding"] == "gzip"
    assert first.headers["Cache-Control"] == "no-cache"
    assert first.headers["Content-Security-Policy"].startswith("default-src 'self'")
    again = service.client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    plain = service.client.get("/", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert plain.text == first.text


@pytest.mark.parametrize(
    "path", ["nothing.js", "types.d.ts", "vendor/PROVENANCE.md", "__init__.py", "../app.py", "%2e%2e/app.py", "words"]
)
def test_nothing_but_the_page_is_handed_out(service: Service, path: str) -> None:
    assert service.client.get(f"/page/{path}").status_code == 404


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("main.js", "text/javascript; charset=utf-8"),
        ("words/zh.js", "text/javascript; charset=utf-8"),
        ("style/base.css", "text/css; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
        ("vendor/source-serif-400.woff2", "font/woff2"),
    ],
)
def test_each_file_says_what_it_is(service: Service, name: str, media_type: str) -> None:
    reply = service.client.get(f"/page/{name}")
    assert reply.headers["Content-Type"] == media_type
    assert reply.content == (PAGE / name).read_bytes()
