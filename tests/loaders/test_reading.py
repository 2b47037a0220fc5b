from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.document import Markup
from loaders.reading import reading_form


@pytest.mark.parametrize(
    ("markup", "text", "reading"),
    [
        ("plain", "  The *committee*\n\tmeets.  ", "The *committee* meets."),
        ("markdown", "## The *joint* **committee**\n\nmeets [here](x).", "The joint committee\nmeets here."),
        ("markdown", "- one\n- two\n\n3. three\n4. four", "- one\n- two\n3. three\n4. four"),
        ("markdown", "| Level | Days |\n|---|---|\n| JSC | **10** |", "Level; Days\nJSC; 10"),
        ("markdown", "**Ann:** a &amp; b <br> `c`\nd\\\ne ![chart](f.png)", "Ann: a & b c d e chart"),
        ("markdown", "Shared [***] to A and [***] to *B*", "Shared [***] to A and [***] to B"),
        ("markdown", "<div>kept</div>\n\n```\ncode\n```\n\n> said", "kept\ncode\nsaid"),
        (
            "pdf",
            "The collabo-\nration of\nboth parties.\n\nNext\npage\fend",
            "The collaboration of both parties.\n\nNext page\n\nend",
        ),
        ("pdf", "the co-\nPI in 2019-\n2020", "the co-PI in 2019-2020"),
    ],
)
def test_marks_and_layout_are_gone_and_words_stay(markup: Markup, text: str, reading: str) -> None:
    assert reading_form(text, markup) == reading


MARKS = st.text(st.sampled_from("ab #*_`[]()<>!|-+=:\\~&;\n\r\t\f1.'\"\0\ud800一")) | st.text()


@given(MARKS, st.sampled_from(get_args(Markup)))
def test_any_text_has_a_reading_form(text: str, markup: Markup) -> None:
    reading = reading_form(text, markup)
    assert reading == reading.strip()
