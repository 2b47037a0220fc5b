import io
from collections.abc import Callable

import fpdf
import pypdf
import pytest
from langchain_core.documents import Document

from loaders import EmptyFile, Malformed
from loaders.document import Metadata


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


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (_encrypted(_pdf("Page one."), "secret"), Malformed, "password-protected; save a copy without the password"),
        (_pdf(""), EmptyFile, "ocrmypdf"),
        (b"%PDF-1.7\nnothing more", Malformed, "damaged PDF"),
    ],
)
def test_a_pdf_without_readable_text_says_what_to_do(
    load_content: Callable[[str, bytes], Document], content: bytes, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        load_content("a.pdf", content)
