from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.decoding import decode, storable

PATH = Path("notes.txt")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Café — naïve.\r\nLine two.\r", "utf-8"),
        ("Café — naïve.\n", "utf-8-sig"),
        ("Café 联盟\n", "utf-16"),
        ("The partner’s café opened in Zürich.", "cp1252"),
        ("联合指导委员会每季度召开一次会议，每一方有一票表决权。", "gb18030"),
    ],
)
def test_text_is_decoded_as_it_was_written(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), PATH) == text


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
