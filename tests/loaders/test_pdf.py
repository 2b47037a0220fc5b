import io
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

import fpdf
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.documents import Document
from pypdf.constants import PageLabelStyle

from loaders import EmptyFile, Malformed, TooLarge
from loaders.document import Metadata
from loaders.formats.pdf import MOST_PAGES
from loaders.formats.pdf_layout import furniture_places
from loaders.formats.pdf_outline import Bookmark, outline_places


def _pdf(*pages: str, keywords: str = "") -> bytes:
    writer = fpdf.FPDF()
    writer.set_title("Alliance playbook")
    writer.set_keywords(keywords)
    writer.set_font("helvetica")
    for page in pages:
        writer.add_page()
        if page:
            writer.multi_cell(0, text=page)
    return bytes(writer.output())


def _encrypted(content: bytes, password: str) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(content))
    writer.encrypt(password, owner_password="owner", algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _blank_pages(count: int) -> bytes:
    kids = b"3 0 R " * count
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    ]
    body = b"".join(b"%d 0 obj%sendobj\n" % (number, item) for number, item in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"


def test_pages_are_joined_by_form_feeds(load_content: Callable[[str, bytes], Document]) -> None:
    content = _pdf("Page one.", "", "Page three.")
    document = load_content("playbook.pdf", content)
    raw = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    assert document.page_content == "\f".join(raw)
    metadata = Metadata.of(document)
    pages = [(place.value, document.page_content[place.start : place.end]) for place in metadata.places]
    assert pages == [("1", raw[0]), ("3", raw[2])]
    assert metadata.markup == "pdf"


def test_the_information_of_a_pdf_declares_facets(load_content: Callable[[str, bytes], Document]) -> None:
    content = _pdf("Text.", keywords="audience: team:legal; date: 2024-05-02")
    facets = Metadata.of(load_content("playbook.pdf", content)).facets
    assert (facets.title, facets.audience, str(facets.date)) == ("Alliance playbook", "team:legal", "2024-05-02")


def test_a_pdf_locked_against_editing_only_is_read(load_content: Callable[[str, bytes], Document]) -> None:
    assert "Page one." in load_content("a.pdf", _encrypted(_pdf("Page one."), "")).page_content


def test_pages_go_by_the_labels_that_are_printed_on_them(load_content: Callable[[str, bytes], Document]) -> None:
    writer = pypdf.PdfWriter(io.BytesIO(_pdf(*(f"Text of page {number}." for number in range(5)))))
    writer.set_page_label(0, 1, style=PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(2, 3, style=PageLabelStyle.DECIMAL)
    writer.set_page_label(4, 4, style=PageLabelStyle.DECIMAL, prefix="A-", start=7)
    file = io.BytesIO()
    writer.write(file)
    assert _places(load_content("a.pdf", file.getvalue()), "page") == {
        "i": "Text of page 0.",
        "ii": "Text of page 1.",
        "1": "Text of page 2.",
        "2": "Text of page 3.",
        "A-7": "Text of page 4.",
    }


def test_bookmarks_become_sections(load_content: Callable[[str, bytes], Document]) -> None:
    writer = fpdf.FPDF()
    writer.set_font("helvetica")
    writer.add_page()
    writer.multi_cell(0, text="About this playbook")
    for level, title, text in [
        (0, "Governance", "The JSC decides."),
        (1, "Escalation", "Governance is\nby executives."),
        (0, "Close-out", "Say thanks."),
    ]:
        writer.ln()
        writer.start_section(title, level)
        writer.multi_cell(0, text=f"2.1 {title}\n{text}")
    sections = _places(load_content("a.pdf", bytes(writer.output())), "section")
    assert {path: " ".join(text.split()) for path, text in sections.items()} == {
        "Governance": "2.1 Governance The JSC decides.",
        "Governance > Escalation": "2.1 Escalation Governance is by executives.",
        "Close-out": "2.1 Close-out Say thanks.",
    }


def _places(document: Document, kind: str) -> dict[str, str]:
    places = Metadata.of(document).places
    return {place.value: document.page_content[place.start : place.end] for place in places if place.kind == kind}


@given(
    st.lists(st.text("ab \n"), min_size=1, max_size=4),
    st.lists(st.builds(Bookmark, st.integers(1, 3), st.sampled_from(["a", "b", "a b"]), st.integers(0, 5))),
)
def test_sections_never_overlap(pages: list[str], outline: list[Bookmark]) -> None:
    starts = _starts(pages)
    sections = list(outline_places(outline, pages, starts))
    assert all(section.start < section.end <= len("\f".join(pages)) for section in sections)
    assert all(before.end <= after.start for before, after in pairwise(sections))


def _starts(pages: Sequence[str]) -> list[int]:
    return list(accumulate((len(page) + 1 for page in pages[:-1]), initial=0))


BODY = [
    "The {n}th committee meets.",
    "It decides on {n} points.",
    "Alliance {n} was signed in 20{n}.",
    "No {n}.5 is open.",
]


def _book(*lines: str, pages: int = 6) -> list[str]:
    """Pages of the lines; in them, {n} is the page's number, and "body" stands for lines that differ."""
    body = ["\n".join(line.format(n=(7 * number) % 10) for line in BODY) for number in range(pages)]
    return ["\n".join(lines).format(n=number + 1).replace("body", body[number]) for number in range(pages)]


def _alternating(left: Sequence[str], right: Sequence[str]) -> list[str]:
    return [page for spread in zip(left, right, strict=True) for page in spread]


@pytest.mark.parametrize(
    ("pages", "furniture"),
    [
        (_book("body"), []),
        (_book("Playbook - internal", "body"), ["Playbook - internal"]),
        (_book("body", "Page {n} of 6"), [f"Page {n} of 6" for n in range(1, 7)]),
        (_book("body", " - {n} - "), [f" - {n} - " for n in range(1, 7)]),
        (_book("Acme 2024", "  ", "Internal", "body", "{n}"), ["Acme 2024", "Internal", *"123456"]),
        # Left and right pages, and a header that a chapter has.
        (_alternating(_book("Left", "body"), _book("Right", "body")), ["Left", "Right"]),
        ([*_book("body"), *_book("Chapter 2", "body", pages=3), *_book("body")], ["Chapter 2"]),
        # Twice is no habit; a number that does not count the pages is the body's; a whole page is no header.
        (_book("Playbook", "body", pages=2), []),
        (["7\nbody a b", "3\nbody c d", "9\nbody e f", "1\nbody g h"], []),
        (["Confidential"] * 4, []),
    ],
)
def test_what_runs_along_the_pages_is_furniture(pages: list[str], furniture: list[str]) -> None:
    text = "\f".join(pages)
    found = [text[place.start : place.end] for place in furniture_places(pages, _starts(pages))]
    assert list(dict.fromkeys(found)) == furniture


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (_encrypted(_pdf("Page one."), "secret"), Malformed, "password-protected; save a copy without the password"),
        (_pdf(""), EmptyFile, "ocrmypdf"),
        (b"%PDF-1.7\nnothing more", Malformed, "damaged PDF"),
        (_pdf("Page one.")[:400], Malformed, "damaged PDF"),
        (_blank_pages(MOST_PAGES + 1), TooLarge, "5,001 pages are over the limit of 5,000; split it"),
    ],
)
def test_a_pdf_without_readable_text_says_what_to_do(
    load_content: Callable[[str, bytes], Document], content: bytes, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        load_content("a.pdf", content)
