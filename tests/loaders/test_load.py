"""What holds for every file, whatever its format: one line a person can act on, or documents with sound places."""

import random
import subprocess
import sys
import zlib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from langchain_core.documents import Document

from loaders import (
    SUFFIXES,
    EmptyFile,
    LoadError,
    Mislabelled,
    TooLarge,
    UnknownSuffix,
    Unreadable,
    load,
)
from loaders.document import Metadata

MB = 1_000_000


@pytest.mark.parametrize(
    ("name", "content", "error", "words"),
    [
        ("notes.xyz", b"text", UnknownSuffix, [".xyz", ".md", ".vtt"]),
        ("notes", b"text", UnknownSuffix, ["without a suffix"]),
        ("empty.md", b"", EmptyFile, ["empty"]),
        ("blank.txt", b" \n\t\n", EmptyFile, ["empty"]),
        ("bom.txt", b"\xef\xbb\xbf", EmptyFile, ["white space"]),
        ("head.md", b"---\ntitle: Head\n---\n", EmptyFile, ["front matter"]),
        ("big.txt", b"x" * (MB + 1), TooLarge, ["1.0 MB", "limit of 1 MB", "max_file_mb"]),
        ("paper.txt", b"%PDF-1.7 ...", Mislabelled, ["PDF"]),
        ("letter.md", b"PK\x03\x04....", Mislabelled, ["zip"]),
        ("data.txt", b"some\0text", Mislabelled, ["binary"]),
        ("text.pdf", b"only text", Mislabelled, ["not a PDF"]),
        ("text.docx", b"only text", Mislabelled, ["not a .docx document"]),
        ("text.vtt", b"1\n00:00:01,000 --> 00:00:02,000\nHello", Mislabelled, ["WEBVTT"]),
        ("silent.vtt", b"WEBVTT\n\n", EmptyFile, ["no speech"]),
        ("empty.html", b"<html><body></body></html>", EmptyFile, ["no main text"]),
    ],
)
def test_a_file_that_cannot_be_loaded_says_why_in_one_line(
    tmp_path: Path, name: str, content: bytes, error: type[LoadError], words: list[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(error) as caught:
        load(path, tmp_path, MB)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    for word in words:
        assert word in message


@pytest.mark.parametrize("name", ["missing.txt", "folder.txt"])
def test_what_the_system_will_not_open_is_unreadable(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(Unreadable):
        load(tmp_path / name, tmp_path, MB)


def test_a_suffix_counts_in_any_case(load_content: Callable[[str, str], Document]) -> None:
    assert load_content("NOTES.TXT", "Some notes.").page_content == "Some notes."


PROSE = "The committee met. Q: Why?\nA: Because of [this](x) & <b>that</b>.\n\n# Heading\n\n- one\n- two\n\n"
SEEDS = [
    PROSE.encode(),
    PROSE.encode("utf-16"),
    "一段中文。问：为什么？\n答：因为。".encode("gb18030"),
    b"---\ntitle: [x\n---\n" + PROSE.encode(),
    b"WEBVTT\n\nNOTE\ntitle: T\n\n00:01.000 --> 00:02.000\n<v Ann>Hello\n\n00:02.000 --> 00:03.000\nBob: Hi\n",
    b"<html><body><article><h1>T</h1><p>Text &amp; more</p><table><tr><td>1</td></tr></table></article></body></html>",
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids[1 0 R]>>endobj trailer<</Root 1 0 R>>",
    b"PK\x03\x04" + zlib.compress(PROSE.encode()),
    b"",
]


def _spoiled(chance: random.Random) -> bytes:
    """A seed with a stretch of it replaced by random bytes."""
    seed = chance.choice(SEEDS)
    cut, length = chance.randrange(len(seed) + 1), chance.randrange(12)
    return seed[:cut] + chance.randbytes(length) + seed[cut + chance.randrange(12) :]


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_spoiled_bytes_give_documents_or_a_load_error_and_nothing_else(tmp_path: Path, suffix: str) -> None:
    chance = random.Random(suffix)
    path = tmp_path / f"file{suffix}"
    for _ in range(60):
        path.write_bytes(_spoiled(chance))
        try:
            documents = load(path, tmp_path, MB)
        except LoadError:
            continue
        for document in documents:
            _check_places(document)


def _check_places(document: Document) -> None:
    text, places = document.page_content, Metadata.of(document).places
    assert text.strip()
    text.encode()
    assert all(0 <= place.start < place.end <= len(text) for place in places)
    for kind in ("section", "page", "speaker", "role", "time"):
        ranges = sorted((place.start, place.end) for place in places if place.kind == kind)
        assert all(before[1] <= after[0] for before, after in pairwise(ranges))


def test_importing_the_package_leaves_the_formats_alone() -> None:
    heavy = "{'pypdf', 'trafilatura', 'docx', 'pptx', 'openpyxl', 'webvtt', 'markdown_it', 'langchain_core'}"
    script = f"import sys, loaders; sys.exit(sorted({heavy} & set(sys.modules)) or 0)"
    subprocess.run([sys.executable, "-c", script], check=True)
