"""The web page: its files, read once, and handed out compressed to whoever can read them so."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated

from fastapi import APIRouter, Header, HTTPException
from starlette.responses import Response

router = APIRouter(include_in_schema=False)

FIRST = "index.html"
_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
}


@dataclass(frozen=True)
class File:
    """A file of the page; `etag` names this version of it."""

    plain: bytes
    compressed: bytes
    etag: str
    media_type: str


@router.get("/")
def page(
    accept_encoding: Annotated[str, Header()] = "", if_none_match: Annotated[str | None, Header()] = None
) -> Response:
    """The page itself."""
    return _sent(FIRST, accept_encoding, if_none_match)


@router.get("/page/{name:path}")
def part(
    name: str, accept_encoding: Annotated[str, Header()] = "", if_none_match: Annotated[str | None, Header()] = None
) -> Response:
    """A file that the page is made of."""
    return _sent(name, accept_encoding, if_none_match)


def _sent(name: str, accept_encoding: str, if_none_match: str | None) -> Response:
    file = _files().get(name)
    if file is None:
        raise HTTPException(404)
    # A browser asks again each time, so that nobody meets half of an old version; what it has it need not fetch.
    headers = {"Cache-Control": "no-cache", "ETag": file.etag, "Vary": "Accept-Encoding"}
    if if_none_match == file.etag:
        return Response(status_code=304, headers=headers)
    if "gzip" in accept_encoding:
        return Response(file.compressed, headers=headers | {"Content-Encoding": "gzip"}, media_type=file.media_type)
    return Response(file.plain, headers=headers, media_type=file.media_type)


@cache
def _files() -> dict[str, File]:
    """The files by their path below the page's folder; what is of none of the types is not handed out."""
    return dict(_found(files("assistant.page"), ""))


def _found(folder: Traversable, path: str) -> list[tuple[str, File]]:
    found: list[tuple[str, File]] = []
    for each in folder.iterdir():
        if each.is_dir():
            found += _found(each, f"{path}{each.name}/")
        elif media_type := _TYPES.get(each.name.rpartition(".")[2]):
            plain = each.read_bytes()
            etag = f'"{hashlib.sha256(plain).hexdigest()[:32]}"'
            found.append((path + each.name, File(plain, gzip.compress(plain, mtime=0), etag, media_type)))
    return found
