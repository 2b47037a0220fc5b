from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import LoadError, Mislabelled
from loaders.decoding import decode, storable

PATH = Path("notes.txt")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Café — naïve.\r\nLine two.\r", "utf-8"),
        ("Café — naïve.\n", "utf-8-sig"),
        ("Café 联盟\n", "utf-16"),
        ("Café 联盟\n", "utf-16-le"),
        ("Café 联盟\n", "utf-16-be"),
        ("联合指导委员会每季度召开一次会议。\n", "utf-16-le"),
        ("联合指导委员会每季度召开一次会议。\n", "utf-16-be"),
        ("The partner’s café opened in Zürich.", "cp1252"),
        ("联合指导委员会每季度召开一次会议，每一方有一票表决权。", "gb18030"),
    ],
)
def test_text_is_decoded_as_it_was_written(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), PATH) == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("“One” – two — “three”, d’accord ".encode() + b"\x93four\x94", "“One” – two — “three”, d’accord “four”"),
        ("会议纪要：双方同意".encode() + b"\xe4\xbc", "会议纪要：双方同意ä¼"),
        (
            "The café’s naïve plan was refused.\n".encode() + "Müller’s “résumé” was not.\n".encode("cp1252"),
            "The café’s naïve plan was refused.\nMüller’s “résumé” was not.\n",
        ),
        ("Café ".encode("cp1252") + "Zürich, Genève".encode("cp1252"), "Café Zürich, Genève"),
    ],
)
def test_the_bytes_of_another_encoding_spoil_nothing_but_themselves(content: bytes, text: str) -> None:
    assert decode(content, PATH) == text


@pytest.mark.parametrize("content", [b"\x00\x01\x02\x03" * 20, b"words\0words", bytes(range(256)), b"\xff\xfe\x00"])
def test_what_is_no_text_is_told_apart(content: bytes) -> None:
    with pytest.raises(Mislabelled, match="holds binary data"):
        decode(content, PATH)


@given(st.binary())
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        assert decode(content, PATH).strip()
    except LoadError:
        return


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")).filter(str.strip))
def test_utf_8_is_kept_to_the_last_character(text: str) -> None:
    # A text may begin like a binary format; the words in front keep it from doing so here.
    assert decode(f"Notes: {text}".encode(), PATH) == f"Notes: {text}"


@given(st.text(st.characters()))
def test_storable_text_can_be_encoded_and_keeps_its_offsets(text: str) -> None:
    kept = storable(text)
    kept.encode()
    assert "\0" not in kept
    assert len(kept) == len(text)
