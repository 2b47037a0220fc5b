"""Bombs, entities and spoiled files: documents or a LoadError, and nothing from outside the file."""

import random
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from langchain_core.documents import Document

from loaders import LoadError, Malformed, Mislabelled, TooLarge, load
from loaders.document import Metadata
from tests.conftest import Trials
from tests.loaders import samples

LoadContent = Callable[[str, bytes | str], Document]

# The part that holds the text, and the text in it, of each format made of XML.
OFFICE = {
    ".docx": (samples.word(), "word/document.xml", b"The committee meets."),
    ".pptx": (samples.slides(), "ppt/slides/slide1.xml", b"One charter"),
    ".xlsx": (samples.workbook(), "xl/worksheets/sheet1.xml", b"Ilse Brandvold"),
}
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
BOMB = b'<!DOCTYPE x [<!ENTITY l0 "laugh">' + LAUGHS + b"]>"


def _with_doctype(suffix: str, doctype: bytes, entity: bytes) -> bytes:
    archive, part, text = OFFICE[suffix]

    def change(xml: bytes) -> bytes:
        declaration, root = xml.split(b"?>", 1) if xml.startswith(b"<?xml") else (b"<?xml version='1.0'", xml)
        return declaration + b"?>" + doctype + root.replace(text, text + entity, 1)

    return samples.rewritten(archive, part, change)


@pytest.mark.parametrize("suffix", [*sorted(OFFICE), ".html"])
def test_entities_are_neither_fetched_nor_multiplied(tmp_path: Path, suffix: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret of the machine")
    path = tmp_path / f"file{suffix}"
    external = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
    for doctype, entity in [(external, b"&e;"), (BOMB, b"&l9;")]:
        page = doctype + b"<html><body><p>The committee meets. " + entity + b"</p></body></html>"
        path.write_bytes(page if suffix == ".html" else _with_doctype(suffix, doctype, entity))
        try:
            [document] = load(path, tmp_path, 1_000_000)
        except LoadError:
            continue
        assert "secret" not in document.page_content
        assert "laughlaugh" not in document.page_content


@pytest.mark.parametrize("suffix", [".docx", ".pptx"])
def test_an_office_file_with_too_much_xml_is_refused(load_content: LoadContent, suffix: str) -> None:
    archive, part, _ = OFFICE[suffix]
    content = samples.rewritten(archive, part, lambda xml: xml + b" " * 40_000_000)
    with pytest.raises(TooLarge, match="MB of text and markup, over 40 MB; split it"):
        load_content(f"file{suffix}", content)


@pytest.mark.parametrize("suffix", sorted(OFFICE))
@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"\xd0\xcf\x11\xe0 rest", Malformed, "password-protected, or of an old version"),
        (samples.zipped({"a.txt": "x"}), Mislabelled, "is not a "),
        (b"words", Mislabelled, "is not a "),
        (samples.zipped({"a.txt": "x"})[:-9], Malformed, "damaged .* document .*; open it in .* and save it anew"),
    ],
)
def test_what_is_no_office_file_says_what_to_do(
    load_content: LoadContent, suffix: str, content: bytes, error: type[LoadError], words: str
) -> None:
    with pytest.raises(error, match=words):
        load_content(f"file{suffix}", content)


CAPTIONS = "\n\n".join(
    f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{line}"
    for n, line in enumerate(["Ann Lee: Who?", "<v Bob>Me", "Note: all", "Speaker 2: Hm", "Ann Lee: So?"], 1)
)
SEEDS: dict[str, bytes] = {
    ".docx": samples.word(),
    ".pptx": samples.slides(),
    ".xlsx": samples.workbook(),
    ".eml": samples.MAIL,
    ".csv": b'Alliance;Owner\nHeron;Ilse\n"Teal";"Jane ""J"" Roe"\n' * 5,
    ".srt": CAPTIONS.encode(),
    ".vtt": b"WEBVTT\n\nNOTE\ntitle: T\n\n" + CAPTIONS.replace(",", ".").encode(),
    ".html": b"<html><head><title>Terms</title></head><body><main><h1>T</h1><div><p>Text &amp; more<ul><li>a</ul>"
    b"<table><tr><th>A<th>B<tr><td>1<td>2</table></main></body></html>",
    ".zip": samples.zipped({"a.md": "# A\n\nText.", "b/c.csv": "A,B\n1,2\n", "d.zip": samples.zipped({"e.txt": "E"})}),
}
TOKENS = [b"", b"\0", b"\xff", b"<", b">", b'"', b"-1", b"0", b"99999999999", b"\n", b";", b"&#0;", b"]]>", b"%1%2"]


def _spoiled(content: bytes, chance: random.Random) -> bytes:
    """The bytes with up to three stretches replaced, doubled or cut."""
    for _ in range(chance.randint(1, 3)):
        start = chance.randrange(len(content) + 1)
        end = start + chance.choice([0, 1, 4, 40])
        piece = chance.choice([*TOKENS, chance.randbytes(3), content[start:end] * 2])
        content = content[:start] + piece + content[end:]
    return content


def _spoiled_inside(archive: bytes, chance: random.Random) -> bytes:
    """The archive with one of its members spoiled, so that what is behind the checksums is reached."""
    with zipfile.ZipFile(BytesIO(archive)) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels", ".md", ".csv"))]
    if chance.random() < 0.3:
        # Numbers are what parsers trust most: sizes, levels, references.
        return samples.rewritten(archive, chance.choice(names), lambda content: _renumbered(content, chance))
    return samples.rewritten(archive, chance.choice(names), lambda content: _spoiled(content, chance))


def _renumbered(content: bytes, chance: random.Random) -> bytes:
    numbers = list(re.finditer(rb"\d+", content))
    number = chance.choice(numbers) if numbers else None
    return content[: number.start()] + b"99999999" + content[number.end() :] if number else content


@pytest.mark.parametrize("suffix", sorted(SEEDS))
def test_a_spoiled_file_gives_documents_or_a_load_error(tmp_path: Path, suffix: str, trials: Trials) -> None:
    chance = random.Random(suffix)
    path = tmp_path / f"file{suffix}"
    seed = SEEDS[suffix]
    for _ in range(trials(25, 1200)):
        is_inside = seed.startswith(b"PK") and chance.random() < 0.8
        path.write_bytes(_spoiled_inside(seed, chance) if is_inside else _spoiled(seed, chance))
        try:
            documents = load(path, tmp_path, 1_000_000)
        except LoadError:
            continue
        for document in documents:
            _check(document)


def _check(document: Document) -> None:
    text, metadata = document.page_content, Metadata.of(document)
    assert text.strip()
    text.encode()
    assert all(0 <= place.start < place.end <= len(text) for place in metadata.places)
    for kind in ("section", "page", "row", "speaker", "time"):
        ranges = sorted((place.start, place.end) for place in metadata.places if place.kind == kind)
        assert all(before[1] <= after[0] for before, after in pairwise(ranges))
