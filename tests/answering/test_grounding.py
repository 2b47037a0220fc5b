"""What a model writes is let through when words of a passage carry it, and not when anything in it is changed."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.grounding.grounder import Grounder
from assistant.knowledge.embedding import ShippedEmbedding
from assistant.knowledge.stored import StoredPassage
from assistant.question import without_surrogates
from assistant.retrieval.ranked import RankedPassage
from loaders.document import Place

GROUNDER = Grounder(ShippedEmbedding())


def passage(
    text: str, number: int = 0, title: str = "Larch agreement", speaker: str = "", day: date | None = None
) -> RankedPassage:
    places = [Place(kind="speaker", value=speaker, start=0, end=len(text))] if speaker else []
    stored = StoredPassage(
        id=f"p{number}",
        document_id=f"d{number}",
        source_id=f"s{number}",
        source=f"notes-{number}.md",
        title=title,
        kind="agreement",
        date=day,
        language="zh" if "。" in text else "en",
        markup="plain",
        start=0,
        end=len(text),
        text=text,
        reading=text,
        context=title,
        places=places,
        tokens=1,
        superseded=False,
        authors=[],
    )
    return RankedPassage(stored, 1.0)


def carried(sentence: str, *texts: str, title: str = "Larch agreement") -> bool:
    passages = [passage(text, number, title) for number, text in enumerate(texts)]
    return GROUNDER.ground(sentence, passages[:1], passages).holds


TERMINATION = (
    "Quillmere may terminate this Agreement on ninety (90) days' written notice to Norrholt, "
    "unless the Parties have agreed otherwise before 1 March 2024."
)
MEETINGS = "The JSC shall meet at least four times a year and shall approve the yearly budget of EUR 1.5 million."
COSTS = "Enrolment costs rose by 12 % in 2023, after the second site had opened in Poland."
VOTE = "The alliance managers attend the meetings and keep the record, but they do not vote in the committee."


@pytest.mark.parametrize(
    ("quoted", "sentence"),
    [
        (TERMINATION, TERMINATION),
        (
            TERMINATION,
            "Unless the Parties agreed otherwise before 2024-03-01, Quillmere may terminate on 90 days' notice.",
        ),
        (MEETINGS, "The joint steering committee has to meet at least four times a year."),
        (MEETINGS, "In short, the JSC must approve the annual budget of EUR 1,500,000."),
        (COSTS, "Enrolment costs rose by twelve per cent in 2023."),
        (COSTS, "After the second site had opened in Poland, enrolment costs rose by 12%."),
        (VOTE, "The alliance managers don't vote in the committee."),
        (VOTE, "According to the Larch agreement, the alliance managers keep the record."),
        ("The notice period is one hundred and twenty days.", "The notice period is 120 days."),
        (
            "The term of the contract is twelve (12) months from signature.",
            "The term of the contract is one year from signature.",
        ),
    ],
)
def test_what_a_quote_says_in_other_words_is_let_through(quoted: str, sentence: str) -> None:
    assert carried(sentence, quoted)


@pytest.mark.parametrize(
    ("quoted", "sentence"),
    [
        pytest.param(MEETINGS, "The JSC must meet at least five times a year.", id="number"),
        pytest.param(MEETINGS, "The JSC must approve the yearly budget of EUR 1.5 billion.", id="scale"),
        pytest.param(MEETINGS, "The JSC must approve the yearly budget of USD 1.5 million.", id="currency"),
        pytest.param(MEETINGS, "The JSC must meet at least four times a month.", id="unit"),
        pytest.param(MEETINGS, "The JSC must meet at most four times a year.", id="at most"),
        pytest.param(MEETINGS, "The JSC may meet at least four times a year.", id="may for shall"),
        pytest.param(MEETINGS, "The JSC may reject the yearly budget of EUR 1.5 million.", id="opposite verb"),
        pytest.param(MEETINGS, "The JDC must meet at least four times a year.", id="name"),
        pytest.param(COSTS, "Enrolment costs fell by 12 % in 2023.", id="fall for rise"),
        pytest.param(COSTS, "Enrolment costs rose by 12 % in 2022.", id="year"),
        pytest.param(COSTS, "Enrolment costs rose by 12 %, before the second site had opened in Poland.", id="before"),
        pytest.param(COSTS, "Enrolment costs rose by 12 % after the second site had opened in Portugal.", id="place"),
        pytest.param(COSTS, "Enrolment costs did not rise in 2023.", id="denied"),
        pytest.param(VOTE, "The alliance managers vote in the committee.", id="no longer denied"),
        pytest.param(TERMINATION, "Norrholt may terminate this Agreement on 90 days' notice.", id="other party"),
        pytest.param(
            TERMINATION, "Quillmere may terminate this Agreement on 90 days' written notice.", id="proviso left out"
        ),
        pytest.param(TERMINATION, "Quillmere may terminate unless agreed otherwise before 1 May 2024.", id="date"),
        pytest.param(TERMINATION, "Quillmere pays a royalty to Norrholt.", id="not said"),
        pytest.param(
            "Only Norrholt may set the price of Oskerra.", "Norrholt may set the price of Oskerra.", id="only"
        ),
        pytest.param(
            "The outcome of the trial is likely good.", "The outcome of the trial is unlikely good.", id="prefix"
        ),
        pytest.param("The memo was five pages long, by our own rule.", "The memo is five pages long.", id="used to be"),
        pytest.param(VOTE, "Yes.", id="a bare yes"),
        pytest.param(VOTE, "The sources do not mention a budget.", id="a claim of absence"),
    ],
)
def test_a_sentence_with_one_thing_changed_is_not_carried(quoted: str, sentence: str) -> None:
    assert not carried(sentence, quoted)


@pytest.mark.parametrize(
    "sentence",
    [
        "In summary:",
        "Here is what the agreement says about termination:",
        "The sources provide further details.",
        "总结如下：",
    ],
)
def test_an_opening_phrase_claims_nothing(sentence: str) -> None:
    found = GROUNDER.ground(sentence, [], [passage(VOTE)])
    assert (found.claims, found.holds, list(found.quotes)) == (False, True, [])


def test_the_cited_passage_carries_it_else_another_one_repairs_the_number() -> None:
    cited, right = passage(COSTS, 1), passage(VOTE, 2)
    sentence = "The alliance managers do not vote in the committee."
    [quote] = GROUNDER.ground(sentence, [cited], [cited, right]).quotes
    assert quote.found is right
    again = passage(VOTE, 3)
    [quote] = GROUNDER.ground(sentence, [again], [right, again]).quotes
    assert quote.found is again


def test_a_sentence_may_need_a_quote_for_each_of_its_parts() -> None:
    passages = [passage(COSTS, 1), passage(VOTE, 2)]
    sentence = "Enrolment costs rose by 12 % in 2023, and the alliance managers do not vote in the committee."
    found = GROUNDER.ground(sentence, passages, passages)
    assert [quote.text for quote in found.quotes] == [COSTS, VOTE]
    assert not GROUNDER.ground(sentence, passages, passages[:1]).quotes or len(found.quotes) == 2
    half_true = "Enrolment costs rose by 12 % in 2023, and the alliance managers vote in the committee."
    assert not GROUNDER.ground(half_true, passages, passages).holds


def test_of_several_sentences_each_has_to_be_carried() -> None:
    assert carried(f"{COSTS} {VOTE}", COSTS, VOTE)
    assert not carried(f"{COSTS} The committee decides by lot.", COSTS, VOTE)


def test_a_neighbouring_sentence_says_who_is_meant() -> None:
    text = "The joint steering committee has six members from both companies. It meets every second month in Zug."
    assert carried("The joint steering committee has six members and meets every second month in Zug.", text)


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("Philippa Strand said that escalating early teaches people nothing.", True),
        ("According to Strand, escalating early teaches people nothing.", True),
        ("“Escalating early teaches people nothing,” said Philippa Strand.", True),
        ("Lena Prowse said that escalating early teaches people nothing.", False),
        ("According to Prowse, escalating early teaches people nothing.", False),
    ],
)
def test_words_are_credited_to_the_one_who_said_them(sentence: str, holds: bool) -> None:
    said = passage("Escalating early teaches people nothing.", title="Lena Prowse asks", speaker="Philippa Strand")
    assert GROUNDER.ground(sentence, [said], [said]).holds is holds


CHINESE = "联合指导委员会每年至少召开四次会议，职能负责人最多有十个工作日。联盟经理没有投票权。"


@pytest.mark.parametrize(
    ("quoted", "sentence", "holds"),
    [
        (CHINESE, "联合指导委员会每年至少召开4次会议。", True),
        (CHINESE, "联盟经理没有投票权。", True),
        (CHINESE, "联盟经理有投票权。", False),
        (CHINESE, "联合指导委员会每年至少召开五次会议。", False),
        (CHINESE, "联合指导委员会每年最多召开四次会议。", False),
        ("The JCC shall meet every two months.", "JCC 每两个月开一次会。", True),
        ("The JCC shall meet every two months.", "JCC 每两周开一次会。", False),
        ("The JCC shall meet every two months.", "JSC 每两个月开一次会。", False),
        ("The JCC shall meet every two months.", "患者安全问题必须立即上报。", False),
        (CHINESE, "The JSC pays a royalty to its partner.", False),
    ],
)
def test_chinese_is_held_against_chinese_and_against_english(quoted: str, sentence: str, holds: bool) -> None:
    assert carried(sentence, quoted) is holds


def test_the_reason_names_what_differs() -> None:
    found = GROUNDER.ground("The JSC must meet at least seven times a year.", [], [passage(MEETINGS)])
    assert (found.holds, found.reason) == (False, "the number 7 is not in the quote")


def test_the_date_of_a_document_may_stand_for_one_that_the_quote_lacks() -> None:
    minutes = passage("The JSC approved nine extra sites in Poland.", day=date(2025, 5, 20))
    assert GROUNDER.ground("On 20 May 2025 the JSC approved nine extra sites in Poland.", [], [minutes]).holds
    assert not GROUNDER.ground("On 21 May 2025 the JSC approved nine extra sites in Poland.", [], [minutes]).holds


WORDS = st.sampled_from(
    "the JSC not 30 days may ; , 。 , and 2024 March 5% “ ” said Strand: 联盟 经理 不 it's [1] \ud800 $".split()
)


@given(st.lists(WORDS, max_size=12).map(" ".join), st.lists(WORDS, max_size=20).map(" ".join).map(without_surrogates))
def test_any_text_gets_an_answer_and_its_quotes_stand_in_the_passages(sentence: str, text: str) -> None:
    passages: Sequence[RankedPassage] = [passage(text), passage(VOTE, 1)]
    found = GROUNDER.ground(sentence, passages[:1], passages)
    assert found.holds or found.reason
    for quote in found.quotes:
        assert quote.found.passage.text[quote.start : quote.end] == quote.text
