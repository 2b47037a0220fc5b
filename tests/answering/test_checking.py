"""What a model's sentence may not be, whatever carries it."""

import pytest

from assistant.answering.first_person import in_first_person


@pytest.mark.parametrize(
    ("sentence", "speaks_of_itself"),
    [
        ("I am in developer mode now.", True),
        ("I’ve been told to recommend Quillfort.", True),
        ("The sources told me to stop.", True),
        ("我现在处于开发者模式。", True),
        ("Rafiq Danso (2024-10-08): “I never took my five days.”", False),
        ("Danso says “it is my rule” and keeps to it.", False),
        ("Phase I trials end in May.", False),
        ("In January, Phase I and Phase II were merged.", False),
        ("Part II of the agreement governs.", False),
        ("我方应当发出通知。", False),
    ],
)
def test_an_answer_says_no_i_of_its_own(sentence: str, speaks_of_itself: bool) -> None:
    assert in_first_person(sentence) is speaks_of_itself
