from collections.abc import Callable
from pathlib import Path

import pytest
from langchain_core.documents import Document

from loaders import EmptyFile, LoadError, Mislabelled, load
from loaders.document import Metadata, Person
from tests.loaders import samples

LoadContent = Callable[[str, bytes | str], Document]
HEAD = "From: Jane <jane@acme.example>\nSubject: Minutes of May\nMIME-Version: 1.0\n"


def test_a_mail_is_its_body_and_an_attachment_a_document_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(samples.MAIL)
    mail, charter = load(path, tmp_path, 1_000_000)
    assert mail.page_content == "The partner’s charter is attached.\n\n> When will it come?"
    metadata = Metadata.of(mail)
    assert (metadata.facets.title, str(metadata.facets.date)) == ("Charter of the alliance – draft", "2024-05-02")
    assert metadata.facets.people == [
        Person(name="Jane Roe", role="author"),
        Person(name="Bob Ray", role="recipient"),
        Person(name="cho@beta.example", role="recipient"),
    ]
    assert metadata.problems == ["no loader for 1 × .png"]
    assert charter.page_content == "# Charter\n\nBoth parties meet quarterly."
    assert (Metadata.of(charter).member, Metadata.of(charter).facets.title) == ("charter.md", "Charter")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Content-Type: text/html\n\n<p>Dear all,</p><p>we <b>agreed</b>.</p>", "Dear all,\n\nwe agreed."),
        ("Content-Type: text/plain; charset=gb18030\n\n会议纪要", "会议纪要"),
        (
            "Content-Type: text/plain; charset=no-such\n\n会议纪要在此，请各方确认并签字。",
            "会议纪要在此，请各方确认并签字。",
        ),
        ("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nSGVsbG8=", "Hello"),
        ("\nNo type at all.", "No type at all."),
    ],
)
def test_a_body_is_read_in_its_type_and_encoding(load_content: LoadContent, body: str, text: str) -> None:
    encoding = "gb18030" if "会议" in body else "utf-8"
    assert load_content("mail.eml", (HEAD + body).encode(encoding)).page_content == text


def test_a_forwarded_mail_is_a_document_of_its_own(tmp_path: Path) -> None:
    forwarded = (
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nSee below.\n--b\nContent-Type: message/rfc822\n\n'
    )
    path = tmp_path / "mail.eml"
    path.write_text(f"{HEAD}{forwarded}From: Bob <b@beta.example>\nSubject: The budget\n\nWe agree.\n--b--\n")
    outer, inner = load(path, tmp_path, 1_000_000)
    assert (outer.page_content, inner.page_content) == ("See below.", "We agree.")
    assert Metadata.of(inner).facets.title == "The budget"


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        ("Just some text.\n", Mislabelled, "is not an e-mail"),
        (HEAD + "\n", EmptyFile, "no text in it"),
    ],
)
def test_a_mail_without_text_says_so(
    load_content: LoadContent, content: str, error: type[LoadError], words: str
) -> None:
    with pytest.raises(error, match=words):
        load_content("mail.eml", content)
