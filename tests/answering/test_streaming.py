"""A model's text comes in pieces, and leaves in sentences."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.marks import marked
from assistant.answering.streaming import sentences

WHOLE = {
    "Notice is ninety days [1]. The fee is 5%.[2] It ends. [3][4] Then": [
        "Notice is ninety days [1].",
        "The fee is 5%.[2]",
        "It ends. [3][4]",
        "Then",
    ],
    "He said “No. Never.” [1] And that was all. [2]": ["He said “No. Never.” [1]", "And that was all. [2]"],
    "Here is what they say:\n\n- Ninety days [1]\n- Sixty days, says Dr. Roe [2, 3]\n": [
        "Here is what they say:",
        "- Ninety days [1]",
        "- Sixty days, says Dr. Roe [2, 3]",
    ],
    'It says "Wait. Then go." and so on. He said “No. And': [
        'It says "Wait. Then go." and so on.',
        "He said “No.",
        "And",
    ],
    "通知期为九十天。[1]费用为5%。【2】": ["通知期为九十天。[1]", "费用为5%。【2】"],
    "See Section 4.2 of it. [12]": ["See Section 4.2 of it. [12]"],
    " \n ": [],
    "": [],
}


async def _pieces(pieces: Sequence[str]) -> AsyncIterator[str]:
    for piece in pieces:
        yield piece


async def _sentences(pieces: Sequence[str]) -> list[str]:
    return [each async for each in sentences(_pieces(pieces))]


@pytest.mark.parametrize("text", WHOLE)
async def test_a_text_becomes_sentences_with_the_marks_behind_them(text: str) -> None:
    assert await _sentences([text]) == WHOLE[text]


@given(st.data())
def test_how_the_text_is_cut_into_pieces_makes_no_difference(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(sorted(WHOLE)))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)))))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert asyncio.run(_sentences(pieces)) == WHOLE[text]


@given(st.lists(st.text()))
def test_nothing_of_a_text_is_lost(pieces: list[str]) -> None:
    assert "".join("".join(asyncio.run(_sentences(pieces))).split()) == "".join("".join(pieces).split())


async def test_a_sentence_comes_out_as_soon_as_the_next_one_begins() -> None:
    given: list[str] = []

    async def pieces() -> AsyncIterator[str]:
        for piece in ("It ends", ". [1", "]", " ", "It", " begins."):
            given.append(piece)
            yield piece

    assert await anext(aiter(sentences(pieces()))) == "It ends. [1]"
    assert given[-1] == "It"


@pytest.mark.parametrize(
    ("sentence", "text", "numbers"),
    [
        ("Notice is ninety days [1].", "Notice is ninety days.", (1,)),
        ("It ends. [3][4]", "It ends.", (3, 4)),
        ("It ends. [1, 2; 4-6]", "It ends.", (1, 2, 4, 5, 6)),
        ("It ends. [2][2]", "It ends.", (2,)),
        ("结束。【2】", "结束。", (2,)),
        ("It ends. [99]", "It ends.", (99,)),
        ("The plan [2024] says [***].", "The plan [2024] says [***].", ()),
        ("It ends. [1-999]", "It ends.", tuple(range(1, 22))),
        ("[7]", "", (7,)),
    ],
)
def test_marks_are_read_and_taken_out(sentence: str, text: str, numbers: tuple[int, ...]) -> None:
    found = marked(sentence)
    assert (found.text, found.numbers) == (text, numbers)
