import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from langchain_core.documents import Document

from loaders import EmptyFile, LoadError, Malformed, Mislabelled, load
from loaders.document import Metadata
from tests.loaders import samples

LoadAll = Callable[[str, bytes], list[Document]]


@pytest.fixture
def load_all(tmp_path: Path) -> LoadAll:
    """Write a file and load its documents."""

    def write_and_load(name: str, content: bytes) -> list[Document]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return load(path, tmp_path, 10_000_000)

    return write_and_load


def _members(documents: list[Document]) -> list[tuple[str, str]]:
    return [(Metadata.of(document).member, document.page_content) for document in documents]


def test_each_member_is_a_document_that_says_where_it_was(load_all: LoadAll) -> None:
    inner = samples.zipped({"deep/c.txt": "Text c."})
    content: dict[str, str | bytes] = {
        "talks/a.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nHi.\n",
        "partner-acme/b.txt": "Text b.",
        "in.zip": inner,
    }
    junk = {"__MACOSX/._a.md": "x", ".DS_Store": "x", "folder/": ""}
    documents = load_all("export.zip", samples.zipped({**content, **junk}))
    assert _members(documents) == [
        ("talks/a.vtt", "Hi."),
        ("partner-acme/b.txt", "Text b."),
        ("in.zip/deep/c.txt", "Text c."),
    ]
    facets = [Metadata.of(document).facets for document in documents]
    assert [(facet.kind, facet.audience) for facet in facets[:2]] == [("talk", "internal"), ("article", "partner:acme")]
    assert Metadata.of(documents[0]).problems == []


@pytest.mark.parametrize(
    ("members", "problem"),
    [
        ({"../evil.md": "x"}, "../evil.md: its path leads out of the file that holds it; give it a plain name"),
        ({"/etc/evil.md": "x"}, "/etc/evil.md: its path leads out of the file that holds it"),
        ({"C:\\evil.md": "x"}, "C:/evil.md: its path leads out of the file that holds it"),
        ({"bomb.txt": b"0" * 5_000_000}, "bomb.txt: packed to less than 1/100 of its size; unpack it"),
        ({"blank.md": " "}, "blank.md: the file is empty; put text into it"),
        ({"a.pdf": "text"}, "a.pdf: is not a PDF; give it the suffix of what it is"),
        ({"a.png": "x", "b.png": "x"}, "no loader for 2 × .png"),
        (
            {"1.zip": samples.zipped({"2.zip": samples.zipped({"a.txt": "Text."})})},
            "1.zip: nothing in it could be loaded (2.zip: nothing in it could be loaded (a.txt: nested too deeply",
        ),
        ({"1.zip": samples.zipped({"b.png": "x", "c.txt": "Text."})}, "1.zip: no loader for 1 × .png"),
        ({"a\nb\x1b.md": " "}, "a\ufffdb\ufffd.md: the file is empty"),
    ],
)
def test_what_is_left_out_is_named_and_the_rest_loads(
    load_all: LoadAll, members: dict[str, str | bytes], problem: str
) -> None:
    documents = load_all("export.zip", samples.zipped({**members, "good.txt": "Good text."}))
    assert ("good.txt", "Good text.") in _members(documents)
    [line] = Metadata.of(documents[0]).problems
    assert line.startswith(problem)


def test_locked_linked_and_broken_members_are_left_out(load_all: LoadAll) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("locked.txt", "broken.txt", "good.txt"):
            archive.writestr(name, f"The {name}.")
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    content = bytearray(file.getvalue().replace(b"The broken.txt.", b"The brOken.txt."))
    entry = content.index(b"PK\x01\x02")
    content[entry + 8] |= 1
    documents = load_all("export.zip", bytes(content))
    assert _members(documents) == [("good.txt", "The good.txt.")]
    locked, broken, linked = Metadata.of(documents[0]).problems
    assert locked == "locked.txt: password-protected; pack it again without a password"
    assert broken.startswith("broken.txt: damaged member (BadZipFile: Bad CRC-32")
    assert linked == "link.txt: a link, not a file; pack the file itself"


def test_members_that_unpack_to_more_than_the_allowance_are_left_out(
    load_all: LoadAll, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = samples.zipped({"b.txt": "b" * 300, "c.txt": "c" * 600})
    monkeypatch.setattr("loaders.source.Allowance.__init__.__defaults__", (1000,))
    documents = load_all("export.zip", samples.zipped({"a.txt": "a" * 400, "in.zip": inner}))
    assert [member for member, _ in _members(documents)] == ["a.txt", "in.zip/b.txt"]
    assert Metadata.of(documents[0]).problems == ["in.zip: c.txt: unpacks to more than 0.001 MB; unpack or split it"]


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (samples.zipped({}), EmptyFile, "nothing in it could be loaded (it is empty)"),
        (samples.zipped({"a.md": " ", "b.png": "x"}), EmptyFile, "(a.md: the file is empty; "),
        (b"no archive", Mislabelled, "is not a zip archive"),
        (samples.zipped({"a.md": "Text."})[:-9], Malformed, "damaged zip archive"),
    ],
)
def test_an_archive_without_documents_says_why(
    load_all: LoadAll, content: bytes, error: type[LoadError], words: str
) -> None:
    with pytest.raises(error) as caught:
        load_all("export.zip", content)
    assert words in str(caught.value)


def test_names_in_the_encoding_of_an_old_program_are_read(load_all: LoadAll) -> None:
    placeholder = "XXXX.txt"
    content = samples.zipped({placeholder: "Text."}).replace(placeholder.encode(), "纪要.txt".encode("gb18030"))
    assert _members(load_all("export.zip", content)) == [("纪要.txt", "Text.")]


def test_an_export_of_notion_is_read_without_its_identifiers(load_all: LoadAll) -> None:
    page = "8f3a4c2b1d6e4f0a9b8c7d6e5f4a3b2c"
    members: dict[str, str | bytes] = {
        f"Playbooks {page}/Launch {page}.md": "Appoint the leads. Hold the kick-off.",
        f"Playbooks {page}/Partners {page}.csv": "Partner,Owner\nHeron,Ilse\n",
    }
    documents = load_all("export.zip", samples.zipped(members))
    facets = [Metadata.of(document).facets for document in documents]
    assert [(each.title, each.kind) for each in facets] == [("Launch", "playbook"), ("Partners", "playbook")]


def test_an_export_of_confluence_has_the_titles_of_its_pages(load_all: LoadAll) -> None:
    page = """<html><head><title>Alliances : Launch</title></head><body><ol id="breadcrumbs"><li>Alliances</li></ol>
        <h1>Alliances : Launch</h1><p>Created by <span class="author">Jane Roe</span> on May 02, 2024</p>
        <div><h2>Before it</h2><p>The alliance manager appoints the leads and agrees the charter.</p></div>
        </body></html>"""
    [document] = load_all("export.zip", samples.zipped({"ALL/Launch_123456789.html": page}))
    assert Metadata.of(document).facets.title == "Launch"


def test_an_export_of_slack_says_once_what_it_leaves_out(load_all: LoadAll) -> None:
    members: dict[str, str | bytes] = {"users.json": "[]", "general/2024-05-02.json": "[]", "a.md": "# Notes"}
    [document] = load_all("export.zip", samples.zipped(members))
    assert Metadata.of(document).problems == ["no loader for 2 × .json"]
