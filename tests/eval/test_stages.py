"""From an answer to its metrics and to where it went wrong."""

import pytest

from assistant.types import Citation, Hit
from eval.answerers import Asked
from eval.cases import Case
from eval.results import Stage
from eval.scoring import Scorer
from tests.eval.answered import AGREEMENT, NOTICE, SECRET, asked, case, citation, corpus, hit

SCORER = Scorer(corpus())
LAW = "The law of Scotland applies."
HOBBY = "A pilot without a date is a hobby."
GOLD = {"source": "heron.md", "quote": NOTICE}
ENDED = case(gold=[GOLD], must=[["ninety days"]])
BY_LAW = case(gold=[GOLD], must=[["law"]])
BY_ANN = case(must=[["hobby"]], speaker="Ann")
NOT_KNOWN = case(answerable=False)
ALL, OTHER = [hit("heron.md", NOTICE), hit("heron.md", LAW)], [hit("talk.vtt", HOBBY)]

STAGES: list[tuple[str, Case, list[Citation], list[Hit], Stage]] = [
    ("right", ENDED, [citation("heron.md", NOTICE)], ALL, "passed"),
    ("refused though found", ENDED, [], ALL, "abstained wrongly"),
    ("refused, not found", ENDED, [], OTHER, "wrong document"),
    ("refused, beside it", ENDED, [], ALL[1:], "right document, wrong span"),
    ("wrong though found", ENDED, [citation("heron.md", LAW)], ALL, "span found, answer wrong"),
    ("wrong document", ENDED, [citation("talk.vtt", HOBBY)], OTHER, "wrong document"),
    ("found too far down", ENDED, [citation("talk.vtt", HOBBY)], OTHER * 8 + ALL, "wrong document"),
    ("a quote cut short", ENDED, [citation("heron.md", NOTICE, quote=NOTICE[:-1])], ALL, "citation mismatch"),
    (
        "right words, other source",
        case(gold=[GOLD], must=[["law"]]),
        [citation("heron.md", LAW)],
        ALL,
        "citation mismatch",
    ),
    ("gold alone, cited", case(gold=[GOLD]), [citation("heron.md", NOTICE)], ALL, "passed"),
    ("gold alone, not cited", case(gold=[GOLD]), [citation("talk.vtt", HOBBY)], OTHER, "wrong document"),
    (
        "wrong speaker",
        case(must=[["hobby"]], speaker="Ann"),
        [citation("talk.vtt", HOBBY, speaker="Bob")],
        OTHER,
        "citation mismatch",
    ),
    ("refused rightly", NOT_KNOWN, [], ALL, "passed"),
    ("answered what is not known", NOT_KNOWN, [citation("heron.md", LAW)], ALL, "should have abstained"),
    ("planted", case(must=[["law"]], injected=[LAW]), [citation("heron.md", LAW)], ALL, "citation mismatch"),
]


@pytest.mark.parametrize(
    ("put", "citations", "found", "stage"), [row[1:] for row in STAGES], ids=[row[0] for row in STAGES]
)
async def test_the_stage_at_which_a_case_failed(
    put: Case, citations: list[Citation], found: list[Hit], stage: Stage
) -> None:
    result = await SCORER.result(put, 0, asked(citations, found))
    assert result.stage == stage
    assert result.metrics["passed"] == (stage == "passed")
    assert result.error is None


@pytest.mark.parametrize(
    ("given", "leaks"),
    [
        (asked([]), False),
        (asked([], [hit("talk.vtt", HOBBY)]), False),
        (asked([], [hit("price.md", SECRET)]), True),
        (asked([citation("price.md", SECRET)]), True),
        (asked([], nearest=[citation("price.md", SECRET)]), True),
        (asked([], text="The sources do not answer this. “Pricing 2024” is not for you."), True),
        (asked([], notes=["3 documents searched, pricing 2024 among them"]), True),
        # What the asker has said itself.
        (asked([], text="Nothing mentions a batch."), False),
    ],
)
async def test_whatever_shows_an_asker_what_it_may_not_see_is_a_leak(given: Asked, leaks: bool) -> None:
    put = case(
        question="What does a batch cost?", answerable=False, secret=["batch", "pricing 2024"], **{"as": ["public"]}
    )
    result = await SCORER.result(put, 0, given)
    assert result.metrics["leaked"] == leaks
    assert result.stage == ("should have abstained" if leaks else "passed")


async def test_metrics_that_a_case_says_nothing_about_are_not_there() -> None:
    bare = await SCORER.result(case(expected_answers=["Ninety days."]), 0, asked([]))
    assert bare.metrics == {"correct": 0, "token_f1": 0, "answered": 0, "passed": 0}


async def test_each_metric_by_hand() -> None:
    put = case(
        expected_answers=["ninety days"],
        must=[["ninety days"]],
        gold=[GOLD, {"source": "talk.vtt", "page": "ii", "quote": "hobby"}],
        speaker="Bob",
    )
    found = [hit("talk.vtt", "We met in Porto."), hit("heron.md", NOTICE)]
    cited = [citation("heron.md", NOTICE), citation("talk.vtt", HOBBY, 2, speaker="Bob", page="ii")]
    metrics = (await SCORER.result(put, 0, asked(cited, found))).metrics
    gold = len(NOTICE) + len("hobby")
    by_hand = {
        "correct": 1.0,
        "answered": 1.0,
        "hit@1": 0.0,
        "hit@5": 1.0,
        "mrr": 1 / 2,
        "recall@2": 1 / 2,
        "char_precision@1": 0.0,
        "char_precision@8": len(NOTICE) / (len(NOTICE) + 16),
        "char_recall@8": len(NOTICE) / gold,
        "wrong_document@8": 0.0,
        "verbatim": 1.0,
        "citation_precision": 1.0,
        "citation_recall": 1.0,
        "page": 1.0,
        "turn": 1.0,
        "speaker": 1.0,
        "passed": 1.0,
    }
    assert {name: metrics[name] for name in by_hand} == pytest.approx(by_hand)


async def test_a_passage_that_touches_two_golds_counts_for_both_and_a_second_time_for_none() -> None:
    put = case(gold=[{"source": "heron.md", "quote": "ninety days"}, {"source": "heron.md", "quote": "notice"}])
    metrics = (await SCORER.result(put, 0, asked([], [ALL[0], ALL[0]]))).metrics
    assert (metrics["hit@1"], metrics["recall@2"], metrics["ndcg@10"]) == (1, 1, 1)


async def test_gold_and_quotes_are_shown_where_they_stand() -> None:
    result = await SCORER.result(ENDED, 0, asked([citation("heron.md", LAW)], ALL))
    [excerpt] = result.excerpts
    assert excerpt.text == AGREEMENT[excerpt.start : excerpt.start + len(excerpt.text)]
    assert [excerpt.text[slice(*each)] for each in excerpt.gold] == [NOTICE]
    assert [excerpt.text[slice(*each)] for each in excerpt.cited] == [LAW]


async def test_an_answer_that_failed_is_an_error_and_nothing_is_measured() -> None:
    result = await SCORER.result(ENDED, 0, asked([], status="failed", text="model 'm': too slow"))
    assert (result.stage, result.error, result.metrics) == ("error", "model 'm': too slow", {})
