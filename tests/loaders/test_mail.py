from collections.abc import Callable
from pathlib import Path

import pytest
from langchain_core.documents import Document

from loaders import EmptyFile, LoadError, Mislabelled, load
from loaders.document import Metadata, Person
from tests.loaders import samples

LoadContent = Callable[[str, bytes | str], Document]
HEAD = "From: Jane <jane@acme.example>\nSubject: Minutes of May\nMIME-Version: 1.0\n"
ATTACHED = """Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: application/octet-stream
Content-Disposition: attachment; filename="{name}"

Text.
--b--
"""


def test_a_mail_is_its_body_and_an_attachment_a_document_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(samples.MAIL)
    mail, charter = load(path, tmp_path, 1_000_000)
    assert mail.page_content == "The partner’s charter is attached.\n\nWhen will it come?"
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
        (HEAD + ATTACHED.format(name="scan.pdf"), EmptyFile, r"no text in it \(scan\.pdf: is not a PDF; "),
        (HEAD + ATTACHED.format(name="../../evil.md"), EmptyFile, r"\(\.\./\.\./evil\.md: its path leads out of"),
    ],
)
def test_a_mail_without_text_says_so(
    load_content: LoadContent, content: str, error: type[LoadError], words: str
) -> None:
    with pytest.raises(error, match=words):
        load_content("mail.eml", content)


CHAIN = """Dear Bob,

we accept the thirty days.

On Wed, 1 May 2024 at 18:12, Bob Ray <bob@beta.example> wrote:
> Thirty days is the most
> we can give.
>
> On Tue, Apr 30, 2024 at 9:00 AM Jan Twombly <jan@beta.example>
> wrote:
>> Ask for forty-five days.
>
> Bob

See you Monday.

--\x20
Jane Roe
Head of Alliances
"""


def _credited(document: Document) -> list[tuple[str, str]]:
    places = Metadata.of(document).places
    return [
        (place.value, document.page_content[place.start : place.end]) for place in places if place.kind == "speaker"
    ]


def _furniture(document: Document) -> list[str]:
    places = Metadata.of(document).places
    return [document.page_content[place.start : place.end] for place in places if place.kind == "furniture"]


def test_what_a_mail_quotes_is_said_by_those_who_wrote_it(load_content: LoadContent) -> None:
    document = load_content("mail.eml", f"{HEAD}\n{CHAIN}")
    assert _credited(document) == [
        ("Bob Ray", "Thirty days is the most\nwe can give."),
        ("Jan Twombly", "Ask for forty-five days."),
        ("Bob Ray", "Bob"),
    ]
    first, second, signature = _furniture(document)
    assert (first[:7], second[:7], signature) == ("On Wed,", "On Tue,", "-- \nJane Roe\nHead of Alliances")
    people = [person.name for person in Metadata.of(document).facets.people]
    assert people == ["Jane", "Bob Ray", "Jan Twombly"]


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ("On Mon, Jane Roe wrote:", "Jane Roe"),
        ("On 6.5.2024 10:12, Roe, Jane wrote:", "Roe, Jane"),
        ("On May 6, 2024, at 10:12 AM, jane@acme.example wrote:", "jane@acme.example"),
        ("On Monday, Jan 6, 2025 at 10:12 PM CET Jan Twombly <j@acme.example> wrote:", "Jan Twombly"),
        ("张三 <z@acme.example> 于2024年5月6日周一 上午10:12写道：", "张三"),
        ("在 2024年5月6日，李四 <l@acme.example> 写道：", "李四"),
        ("-----Original Message-----\nFrom: Jane Roe [mailto:j@acme.example]\nSent: Monday\nTo: Bob", "Jane Roe"),
        ("________________\n\nFrom: Jane Roe <j@acme.example>\nDate: Monday\nSubject: Days", "Jane Roe"),
        ("发件人：张三\n发送时间：2024年5月6日\n收件人：李四", "张三"),
    ],
)
def test_mail_programs_say_in_many_ways_who_wrote(load_content: LoadContent, above: str, name: str) -> None:
    document = load_content(
        "mail.eml", f"{HEAD}Content-Type: text/plain; charset=utf-8\n\nYes.\n\n{above}\n\nShall we?\n"
    )
    assert _credited(document) == [(name, "Shall we?")]


def test_the_writer_of_unannounced_quoted_lines_is_left_open(load_content: LoadContent) -> None:
    document = load_content("mail.eml", f"{HEAD}\n> When will it come?\n\nOn Monday we wrote: no date yet.\n")
    assert document.page_content == "When will it come?\n\nOn Monday we wrote: no date yet."
    [role] = [place for place in Metadata.of(document).places if place.kind == "role"]
    assert (role.start, role.end, _credited(document)) == (0, 18, [])


def test_html_mails_quote_too(load_content: LoadContent) -> None:
    body = (
        "<p>We agree to the budget of two million euros.</p><p><b>From:</b> Omar Said &lt;o@a.example&gt;<br>"
        "<b>Sent:</b> Monday, 6 May 2024<br><b>To:</b> Jane Roe</p><p>It will cost two million. Can you agree?</p>"
    )
    document = load_content("mail.eml", f"{HEAD}Content-Type: text/html\n\n{body}")
    assert _credited(document) == [("Omar Said", "It will cost two million. Can you agree?")]
