import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import RerankingError
from assistant.retrieval.reranking import SHIPPED_CROSS_ENCODER, CrossEncoder, fused

NOTICE = "Supply Agreement: Either party may end this Agreement at any time on ninety (90) days' written notice."
LAW = "Supply Agreement: This Agreement is governed by the laws of the State of Delaware."
AUDIT = "Supply Agreement: Buyer may examine Supplier's books and records once a year during business hours."
CHARTER = "Interview with Ann Lee: Write the governance charter before the science starts. We learned that too late."
LUNCH = "Minutes > Any other business: Lunch was served at noon. The next meeting is in Lyon."
PASSAGES = [NOTICE, LAW, AUDIT, CHARTER, LUNCH]


@pytest.fixture(scope="module")
def cross_encoder() -> CrossEncoder:
    return CrossEncoder()


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("Can we get out of the supply agreement without a reason?", NOTICE),
        ("termination for convenience", NOTICE),
        ("Which state's law applies?", LAW),
        ("governing law", LAW),
        ("May the buyer look into the supplier's accounts?", AUDIT),
        ("When should the governance charter be written?", CHARTER),
        ("Where is the next meeting?", LUNCH),
    ],
)
def test_the_passage_that_answers_scores_highest(cross_encoder: CrossEncoder, question: str, best: str) -> None:
    scores = cross_encoder.scores(question, PASSAGES)
    assert max(zip(scores, PASSAGES, strict=True))[1] == best


def test_an_answer_is_likelier_than_not_and_its_absence_unlikely(cross_encoder: CrossEncoder) -> None:
    [law] = cross_encoder.scores("What law governs the supply agreement?", [LAW])
    assert law > 0.5
    assert max(cross_encoder.scores("How much is the royalty in Japan?", PASSAGES)) < 0.5


TEXTS = st.text(max_size=60) | st.sampled_from(PASSAGES)


@given(question=TEXTS, passage=TEXTS, before=st.lists(TEXTS, max_size=3), after=st.lists(TEXTS, max_size=3))
def test_a_score_depends_on_its_own_pair_only(
    cross_encoder: CrossEncoder, question: str, passage: str, before: list[str], after: list[str]
) -> None:
    [alone] = cross_encoder.scores(question, [passage])
    among = cross_encoder.scores(question, [*before, passage, *after])[len(before)]
    assert alone == among
    assert 0 <= alone <= 1


@pytest.mark.parametrize(
    ("question", "passage"),
    [("", ""), ("governing law", ""), ("", LAW), ("law " * 5000, LAW), ("governing law", "law " * 5000)],
    ids=["nothing", "no passage", "no question", "long question", "long passage"],
)
def test_any_text_is_scored(cross_encoder: CrossEncoder, question: str, passage: str) -> None:
    [score] = cross_encoder.scores(question, [passage])
    assert 0 <= score <= 1


def test_no_passages_have_no_scores(cross_encoder: CrossEncoder) -> None:
    assert cross_encoder.scores("governing law", []) == []


def test_half_a_surrogate_pair_is_read_like_a_question_mark(cross_encoder: CrossEncoder) -> None:
    assert cross_encoder.scores("deal \ud83e", [LAW]) == cross_encoder.scores("deal ?", [LAW])


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("Who chairs the JSC?", True),
        ("JSC", True),
        ("Was hat Frau Müller über die Übergabe gesagt?", True),
        ("What did 贺恩霆 say about trust in the alliance?", True),
        ("什么是联合指导委员会？", False),
        ("Acme协议终止通知期多长？", False),
        ("JSC由谁担任主席？", False),
        ("Кто председатель?", False),
        ("?", False),
        ("", False),
    ],
)
def test_it_reads_latin_letters(cross_encoder: CrossEncoder, text: str, reads: bool) -> None:
    assert cross_encoder.reads(text) == reads


def flip_a_byte(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize(
    ("name", "harm", "problem"),
    [
        ("model.onnx", flip_a_byte, "damaged"),
        ("model.onnx", Path.unlink, "incomplete"),
        ("SHA256SUMS", Path.unlink, "incomplete"),
        ("SHA256SUMS", lambda file: file.write_text(""), "incomplete"),
    ],
)
def test_a_damaged_model_is_refused(tmp_path: Path, name: str, harm: Callable[[Path], object], problem: str) -> None:
    folder = tmp_path / "cross_encoder"
    shutil.copytree(SHIPPED_CROSS_ENCODER, folder)
    harm(folder / name)
    with pytest.raises(RerankingError, match=problem) as caught:
        CrossEncoder(folder).scores("governing law", [LAW])
    assert str(caught.value).endswith("; reinstall ally")


def test_fusing_keeps_the_first_stages_order_where_the_second_is_indifferent() -> None:
    assert fused(0.3, 0.5) > fused(0.2, 0.5) > fused(0.1, 0.5)


@given(st.floats(-1, 2), st.floats(0, 1), st.floats(0, 1), st.floats(-0.5, 0.5))
def test_a_likelier_passage_is_never_ranked_lower_for_it(first: float, one: float, other: float, bonus: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= fused(first, low, bonus) <= fused(first, high, bonus) <= 1


def test_what_the_question_prefers_goes_before_what_is_a_little_likelier() -> None:
    assert fused(0.6, 0.8) > fused(0.6 - 0.2, 0.9, -0.2)
