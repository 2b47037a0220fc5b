"""A question about several things is put to each of them."""

import pytest

from assistant.answering.mentioned import known_by_word
from assistant.answering.parting import parts_of

NAMES = [
    ("partner", "Acme Pharma", "acme agreement"),
    ("partner", "Beta Labs", "beta agreement"),
    ("partner", "Gamma Health Limited", "gamma agreement"),
    ("partner", "Home Therapeutics", "acme agreement"),
    ("partner", "Home Therapeutics", "beta agreement"),
    ("person", "Jan Twombly", "interview"),
    ("person", "Ben Siddall", "interview"),
]
ALIASES = [("Acme", "Acme Pharma"), ("爱克美", "Acme Pharma"), ("贝塔", "Beta Labs")]
KNOWN = known_by_word(NAMES, ALIASES)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Compare the notice in the Acme and Beta agreements.",
            ["notice in the Acme agreements.", "notice in the Beta agreements."],
        ),
        (
            "How long is the cure period with Acme, Beta and Gamma?",
            [f"How long is the cure period with {each}?" for each in ("Acme", "Beta", "Gamma")],
        ),
        (
            "Which law governs the Acme agreement and which law the Beta pilot?",
            ["Which law governs the Acme agreement?", "Which law governs the Beta pilot?"],
        ),
        (
            "When is the JCC with Acme set up, and how often does the JCC with Beta meet?",
            ["When is the JCC with Acme set up", "how often does the JCC with Beta meet?"],
        ),
        (
            "What do Twombly and Siddall think of trust?",
            ["What do Twombly think of trust?", "What do Siddall think of trust?"],
        ),
        ("爱克美和贝塔的首付款是多少？", ["爱克美的首付款是多少？", "贝塔的首付款是多少？"]),
        ("JDC versus JCC?", ["What is JDC?", "What is JCC?"]),
    ],
)
def test_each_side_is_asked_about(question: str, parts: list[str]) -> None:
    assert [part.question for part in parts_of(question, KNOWN)] == parts


@pytest.mark.parametrize(
    "question",
    [
        "How long is the notice period with Acme?",
        "What do Acme and Home share?",  # the two parties of one agreement
        "Which agreements with Acme and Beta have a change-of-control clause?",
        "Who said so, Jan Twombly or Ben Siddall?",
        "What did Jan Twombly say about Ben Siddall?",
        "Compare our playbook with the contract.",
    ],
)
def test_a_question_about_one_thing_stays_whole(question: str) -> None:
    assert parts_of(question, KNOWN) == []


def test_the_words_of_each_person_are_asked_for() -> None:
    parts = parts_of("How do Jan Twombly and Ben Siddall differ on metrics?", KNOWN)
    assert [part.person for part in parts] == ["Jan Twombly", "Ben Siddall"]
