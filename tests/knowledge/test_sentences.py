"""What counts as a sentence decides what can be quoted."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.knowledge.sentences import sentence_spans


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The JSC meets. It decides.", "en", ["The JSC meets.", "It decides."]),
        ("Dr. Amadi chairs it. She is new.", "en", ["Dr. Amadi chairs it.", "She is new."]),
        ("The JSC meets quarterly,\nexcept in May.", "en", ["The JSC meets quarterly,\nexcept in May."]),
        ("委员会每季度开会。谁来主持？", "zh", ["委员会每季度开会。", "谁来主持？"]),
        ("Three things:\n- people\n- plans", "en", ["Three things:", "- people", "- plans"]),
        ("1. Appoint the leads.\n2. **Meet.** Soon.", "en", ["1. Appoint the leads.", "2. **Meet.**", "Soon."]),
        ("**1.** Appoint the leads. 2) Meet.", "en", ["**1.** Appoint the leads.", "2) Meet."]),
        ("We saw plan B. It works.", "en", ["We saw plan B.", "It works."]),
        ("One thought\n\nAnother thought", "en", ["One thought", "Another thought"]),
        ("11.2 *Termination.* A Party may leave.", "en", ["11.2 *Termination.*", "A Party may leave."]),
        ("Page one ends\fPage two begins", "en", ["Page one ends", "Page two begins"]),
        ("  \n ", "en", []),
    ],
)
def test_sentences_of_a_text(text: str, language: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text, language)] == expected


@given(st.text(alphabet=st.sampled_from("aB .\n-*”。？é联1)|#\f")))
def test_every_visible_character_but_layout_stands_in_one_sentence(text: str) -> None:
    spans = sentence_spans(text)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    inside = {at for span in spans for at in range(*span)}
    assert all(at in inside or character.isspace() for at, character in enumerate(text))
