"""Which messages are questions to Ally, and what they ask."""

import pytest

from integrations.slack.addressed import goes_on_with, looks_like_question, mentions, mentions_others, question_in

QUESTIONS = {
    "<@U0ALLY> Who chairs the JSC?": "Who chairs the JSC?",
    "Who chairs the JSC, <@U0ALLY|ally>?": "Who chairs the JSC, ?",
    "<@U0ALLY>, who chairs?": "who chairs?",
    "<@U0ALLY>": "",
    "what is in <https://example.com/a|the plan>?": "what is in the plan?",
    "what is <https://example.com/a>": "what is https://example.com/a",
    "who leads <#C012|alliances>?": "who leads #alliances?",
    "A &amp; B &lt;or&gt; C?": "A & B <or> C?",
    "<!here> who knows?": "who knows?",
    "ask <@U1|ann>": "ask @ann",
    "two\nlines?": "two lines?",
}


@pytest.mark.parametrize(("text", "asked"), QUESTIONS.items())
def test_what_a_message_asks(text: str, asked: str) -> None:
    assert question_in(text, "U0ALLY") == asked


@pytest.mark.parametrize(
    ("text", "us", "others"),
    [
        ("<@U0ALLY> who?", True, False),
        ("<@U0ALLY|ally> who?", True, False),
        ("<@U0ALLYX> who?", False, True),
        ("<@U1> who?", False, True),
        ("<@U0ALLY> and <@U1> who?", True, True),
        ("<!subteam^S1|@legal> who?", False, True),
        ("<!channel> who?", False, True),
        ("ally, who?", False, False),
    ],
)
def test_who_is_mentioned(text: str, us: bool, others: bool) -> None:
    assert (mentions(text, "U0ALLY"), mentions_others(text, "U0ALLY")) == (us, others)


@pytest.mark.parametrize(
    "text",
    [
        "Who chairs?",
        "and the second one?",
        "And who decides",
        "compare both",
        "shorter",
        "as a list",
        "谁负责",
        "请说明",
        "what changed",
    ],
)
def test_questions(text: str) -> None:
    assert looks_like_question(text)


@pytest.mark.parametrize(
    "text", ["Thanks!", "That helps.", "ok", "I think Jane chairs it.", "好的", "whoever, whatever"]
)
def test_remarks(text: str) -> None:
    assert not looks_like_question(text)


@pytest.mark.parametrize(
    ("before", "goes_on"),
    [
        ("U1 U0ALLY", True),
        ("U1 U0ALLY U1", True),
        ("U1 U1", True),
        ("U1 U0ALLY U2", False),
        ("U2 U0ALLY", True),
        ("U1 U2 U0ALLY U2 U1", False),
        ("", False),
    ],
)
def test_who_spoke_last(before: str, goes_on: bool) -> None:
    messages = [{"user": user, "ts": f"1.{n}"} for n, user in enumerate(before.split())]
    assert goes_on_with(messages, "U0ALLY", "U1", "1.9") == goes_on
