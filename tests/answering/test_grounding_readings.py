"""What is read of a sentence before it is compared: numbers, dates, names, denials, attributions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.grounding.attribution import attributed
from assistant.answering.grounding.chinese_numerals import with_digits
from assistant.answering.grounding.common_words import is_common
from assistant.answering.grounding.names import names_in
from assistant.answering.grounding.negation import negations
from assistant.answering.grounding.reading import Reading
from assistant.answering.grounding.uniform import uniform


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It can’t be sub-licensed for forty-five days", "It can not be sub licensed for 45 days"),
        ("- **Two** of [the parties](x.md)", "2 of the parties"),
        ("in the U.S. one hundred and twenty", "in the US 120"),
        ("百分之五，三十天", "5%,30天"),
        ("", ""),
    ],
)
def test_spellings_become_one(text: str, expected: str) -> None:
    assert uniform(text) == expected


@pytest.mark.parametrize(
    ("numeral", "digits"),
    [
        ("一百二十", "120"),
        ("二〇二三年", "2023年"),
        ("十五个", "15个"),
        ("一方", "一方"),
        ("1.5万", "15000"),
        ("三千二百万元", "32000000元"),
        ("千万", "千万"),
    ],
)
def test_chinese_numerals_become_digits(numeral: str, digits: str) -> None:
    assert with_digits(numeral) == digits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thirty (30) days", [(30.0, "day")]),
        ("$1.5 million or 5%", [(1_500_000.0, "USD"), (5.0, "%")]),
        ("EUR 250,000 a week", [(250_000.0, "EUR")]),
        ("from 30 to 60 days", [(30.0, "day"), (60.0, "day")]),
        ("five business days", [(5.0, "business day")]),
        ("three more months", [(3.0, "month")]),
        ("monthly, at 14:00", [("14:00", ""), (1.0, "month")]),
        ("on 5 May 2019", []),
        ("under Section 4.2.1", [("4.2.1", "")]),
        ("三十个工作日", [(30.0, "business day")]),
    ],
)
def test_numbers_are_read_with_their_units(text: str, expected: list[tuple[float | str, str]]) -> None:
    assert [(each.value, each.unit) for each in Reading(text).numbers if not each.implied] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on the fifth day of May, 2019", [(2019, 5, 5)]),
        ("March 3rd, 2021", [(2021, 3, 3)]),
        ("in September 2024", [(2024, 9, None)]),
        ("by 3 June", [(None, 6, 3)]),
        ("2024-02-29", [(2024, 2, 29)]),
        ("二〇二四年五月三日", [(2024, 5, 3)]),
        ("05/02/2024", [(2024, 2, 5), (2024, 5, 2)]),
        ("the Parties May terminate", []),
        ("they march on", []),
    ],
)
def test_dates_are_read_as_exactly_as_they_are_given(
    text: str, expected: list[tuple[int | None, int, int | None]]
) -> None:
    assert sorted((each.year, each.month, each.day) for each in Reading(text).dates) == sorted(expected, key=str)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Norrholt pays Quillmere in Zug", ["Norrholt", "Quillmere", "Zug"]),
        ("Payments to the JSC stop", ["JSC"]),
        ("The licence of COVID19 I gave", ["COVID19"]),
        ("委员会与 Vessandra 合作", ["Vessandra"]),
    ],
)
def test_names_are_told_from_words_that_open_a_sentence(text: str, names: list[str]) -> None:
    assert [each.word.spelled for each in names_in(Reading(text).words)] == names


@pytest.mark.parametrize(
    ("word", "common"), [("payments", True), ("Either", True), ("Norrholt", False), ("London", False)]
)
def test_a_common_word_is_mostly_written_small(word: str, common: bool) -> None:
    assert is_common(word) is common


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("They do not vote.", ["not"]),
        ("Not only the chair, and no later than May, whether or not it rains.", []),
        ("Nothing is paid without consent.", ["nothing", "without"]),
        ("联盟经理没有投票权", ["没有"]),
    ],
)
def test_what_denies(text: str, cues: list[str]) -> None:
    assert [each.cue for each in negations(Reading(text).words) if not each.soft] == cues


@pytest.mark.parametrize(
    ("sentence", "who", "said"),
    [
        ("Jan Twombly said that trust is earned.", "Jan Twombly", "trust is earned."),
        ("According to the playbook, trust is earned.", "the playbook", "trust is earned."),
        ("Jan Twombly (2020): “Trust is earned.”", "Jan Twombly", "Trust is earned."),
        ("“Trust is earned,” said Jan Twombly.", "Jan Twombly", "Trust is earned"),
        ("高淑雯说，信任要靠积累。", "高淑雯", "信任要靠积累。"),
        ("Trust is earned.", "", "Trust is earned."),
    ],
)
def test_whom_a_sentence_credits(sentence: str, who: str, said: str) -> None:
    found = attributed(sentence)
    assert (found.who, found.said) == (who, said)


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    reading = Reading(text)
    for part in (reading.numbers, reading.dates, reading.directions, reading.modals, reading.provisos):
        assert len(part) <= len(reading.text)
    assert all(reading.words[at].start < reading.words[at + 1].start for at in range(len(reading.words) - 1))
