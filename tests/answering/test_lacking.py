"""When quotes are enough of an answer: what of the question they have to have, in words, years and numbered parts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.asked import Asked, Wording
from assistant.answering.lacking import is_enough
from assistant.answering.quoting import Quote, whole
from assistant.knowledge.stored import StoredPassage
from assistant.knowledge.terms import content_terms
from assistant.retrieval.ranked import RankedPassage
from loaders.document import Place


def asked(question: str) -> Asked:
    """The question, each of its words as rare as any other."""
    wording = Wording(question, dict.fromkeys(content_terms(question), 1.0), {})
    return Asked(question, "fact", wording, wording)


def quote(text: str, title: str = "Heron Agreement", section: str = "") -> Quote:
    passage = StoredPassage(
        id="p",
        document_id="d",
        source_id="s",
        source="heron.md",
        title=title,
        kind="agreement",
        date=date(2021, 4, 1),
        language="en",
        markup="plain",
        start=0,
        end=len(text),
        text=text,
        reading=text,
        context=" > ".join(filter(None, (title, section))),
        places=[Place(kind="section", value=section, start=0, end=len(text))] if section else [],
        tokens=1,
        superseded=False,
        authors=[],
    )
    return whole(RankedPassage(passage, 1.0))


PAYMENTS = "Heron shall pay a royalty of nine per cent of net sales."


@pytest.mark.parametrize(
    ("question", "answering", "enough"),
    [
        ("What royalty does Heron pay?", quote(PAYMENTS), True),
        ("How many employees does Heron have in Norway and Denmark?", quote(PAYMENTS), False),
        ("What royalty did Heron pay in 2021?", quote(PAYMENTS), True),
        ("What royalty did Heron pay in 2024?", quote(PAYMENTS), False),
        ("2024年Heron的royalty是多少？", quote(PAYMENTS), False),
        ("What royalty has Heron paid since 2019?", quote(PAYMENTS), True),
        ("What royalty does Heron pay between 2019 and 2024?", quote(PAYMENTS), True),
        ("What royalty did Heron pay in 2019 and 2021?", quote(PAYMENTS), True),
        ("What royalty does Heron pay for 2000 patients?", quote(PAYMENTS), True),
        ("What royalty does Heron pay above EUR 2000?", quote(PAYMENTS), True),
        ("What royalty does clause 6.3 have Heron pay?", quote(PAYMENTS, section="6. Payments > 6.3 Royalty"), True),
        ("What royalty does clause 6 have Heron pay?", quote(PAYMENTS, section="6.3 Royalty"), True),
        ("What royalty does clause 6.3 have Heron pay?", quote(f"In clause 6.3: {PAYMENTS}", section="1.2"), True),
        ("What royalty does clause 19 have Heron pay?", quote(PAYMENTS, section="6. Payments > 6.3 Royalty"), False),
        ("What royalty does Article IV have Heron pay?", quote(PAYMENTS, section="IV. Payments"), True),
        ("第19条的royalty，Heron pay？", quote(PAYMENTS, section="6.3 Royalty"), False),
        ("Which royalty of Heron did Amendment No. 1 change?", quote(PAYMENTS, section="1. Royalty"), False),
        ("Which royalty of Heron did Amendment 1 change?", quote(PAYMENTS, title="Amendment No. 1 to Heron"), True),
    ],
)
def test_what_is_well_supported_is_withheld_where_it_lacks_what_was_asked(
    question: str, answering: Quote, enough: bool
) -> None:
    assert is_enough(asked(question), [answering], supported=True) == enough


@pytest.mark.parametrize(
    ("question", "enough"),
    [
        ("What royalty of net sales?", True),
        ("What royalty of net sales does Heron pay in Norway?", True),
        ("What royalty does Heron owe in Norway and Denmark?", False),
        ("Does Heron Agreement say anything on secrecy?", False),  # only its name is there
    ],
)
def test_what_is_less_supported_has_to_have_nearly_all_of_it(question: str, enough: bool) -> None:
    assert is_enough(asked(question), [quote(PAYMENTS)], supported=False) == enough


def test_a_gloss_does_not_tell_that_all_is_there() -> None:
    question = asked("净销售额的特许权使用费在丹麦是多少？")
    glossed = Asked(question.question, "fact", question.own, asked("royalty of net sales").own)
    assert is_enough(glossed, [quote(PAYMENTS)], supported=True)
    assert not is_enough(glossed, [quote(PAYMENTS)], supported=False)


@given(st.lists(st.sampled_from([*PAYMENTS.split(), "Norway", "2024", "clause 6", "owe", "secret"]), min_size=1))
def test_support_never_speaks_against_an_answer(words: list[str]) -> None:
    question = asked(" ".join(words))
    assert not is_enough(question, [quote(PAYMENTS)], supported=False) or is_enough(
        question, [quote(PAYMENTS)], supported=True
    )
