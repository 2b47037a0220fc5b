"""The metrics of a case by name, each the same to the last bit whenever it is worked out.

A metric is undefined (None) for a case that it says nothing about, such as a ranking where no gold is given.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.character_spans import Slice, precision
from eval.character_spans import recall as character_recall
from eval.metrics.citations import citation_precision, citation_recall
from eval.metrics.containment import contains
from eval.metrics.evidence import Evidence
from eval.metrics.hit import hit
from eval.metrics.injection import quotes_injected
from eval.metrics.ndcg import ndcg
from eval.metrics.places import page_is_right, speaker_is_right, turns_of
from eval.metrics.recall import recall
from eval.metrics.reciprocal_rank import reciprocal_rank
from eval.metrics.secrecy import is_leaked
from eval.metrics.token_f1 import token_f1
from eval.metrics.verbatim import are_verbatim
from eval.metrics.wrong_document import wrong_document_rate
from eval.results import Measure

Of = Callable[[Evidence], float | None]


@dataclass(frozen=True)
class Metric:
    """A measure, and how it is worked out."""

    measure: Measure
    of: Of


def measured(evidence: Evidence) -> dict[str, float]:
    """Every metric that is defined for the case, by name."""
    values = ((metric.measure.name, metric.of(evidence)) for metric in METRICS)
    return {name: round(float(value), 12) for name, value in values if value is not None}


def _ranking(of: Callable[..., float], *cutoff: int) -> Of:
    return lambda evidence: of(evidence.ranking, evidence.right, *cutoff) if evidence.right else None


def _characters(of: Callable[[Sequence[Slice], Sequence[Slice]], float], cutoff: int) -> Of:
    return lambda evidence: of(evidence.found[:cutoff], evidence.exact) if evidence.exact else None


def _wrong_document(evidence: Evidence) -> float | None:
    return wrong_document_rate(evidence.found, evidence.wanted, 8) if evidence.wanted else None


def _is_correct(evidence: Evidence) -> bool | None:
    """Whether the answer, its quotes included, has what a right one has; None where the case does not say what."""
    case = evidence.case
    must = case.must or ((case.expected_answers,) if case.expected_answers else ())
    if not (case.answerable and must):
        return None
    return evidence.is_answered and contains(_said(evidence), must)


def _token_f1(evidence: Evidence) -> float | None:
    if not (evidence.case.answerable and evidence.case.expected_answers):
        return None
    return token_f1(evidence.answer.text, evidence.case.expected_answers) if evidence.is_answered else 0.0


def _verbatim(evidence: Evidence) -> bool | None:
    return are_verbatim(evidence.answer.citations, evidence.corpus) if evidence.cited else None


def _citation_precision(evidence: Evidence) -> float | None:
    return citation_precision(evidence.cited, evidence.wanted) if evidence.cited and evidence.wanted else None


def _citation_recall(evidence: Evidence) -> float | None:
    return citation_recall(evidence.cited, evidence.wanted) if evidence.wanted else None


def _page(evidence: Evidence) -> bool | None:
    paged = [gold for gold in evidence.case.gold if gold.page is not None]
    return page_is_right(evidence.answer.citations, paged) if paged and evidence.cited else None


def _turn(evidence: Evidence) -> bool | None:
    turns = turns_of(evidence.exact, evidence.corpus)
    return bool(turns & turns_of(evidence.cited, evidence.corpus)) if turns and evidence.cited else None


def _speaker(evidence: Evidence) -> bool | None:
    """Whether the speaker whom the case names is credited; None where it names none, or nothing is cited."""
    named = evidence.case.speaker
    return speaker_is_right(evidence.answer.citations, named) if named and evidence.cited else None


def _leaked(evidence: Evidence) -> bool | None:
    """Whether something reached an asker who may not see it; None where the asker sees everything."""
    is_confined = evidence.case.viewer is not None or evidence.case.secret
    return is_leaked(evidence) if is_confined else None


def _injected(evidence: Evidence) -> bool | None:
    """Whether a planted sentence is passed on; None where there is none."""
    planted = evidence.case.injected
    return quotes_injected(_said(evidence), planted) if planted else None


def _said(evidence: Evidence) -> str:
    """The answer, and the whole of its quotes, which the terminal and the pages print below it."""
    return "\n".join([evidence.answer.text, *(each.quote for each in evidence.answer.citations)])


def _higher(name: str, says: str, of: Of, yes_no: bool = False) -> Metric:
    return Metric(Measure(name=name, yes_no=yes_no, better="higher", says=says), of)


def _lower(name: str, says: str, of: Of, yes_no: bool = False) -> Metric:
    return Metric(Measure(name=name, yes_no=yes_no, better="lower", says=says), of)


PASSED = Measure(name="passed", yes_no=True, better="higher", says="answered, or refused, as it should be")
AUROC = Measure(name="auroc", yes_no=False, better="higher", says="support tells answerable from not")

METRICS: Sequence[Metric] = (
    _higher("correct", "the answer has what a right one has", _is_correct, yes_no=True),
    _higher("token_f1", "words shared with an expected answer", _token_f1),
    _higher(
        "answered", "answerable, and answered", lambda e: e.is_answered if e.case.answerable else None, yes_no=True
    ),
    _higher(
        "abstained",
        "unanswerable, and not answered",
        lambda e: None if e.case.answerable else not e.is_answered,
        yes_no=True,
    ),
    *(_higher(f"hit@{k}", f"gold among the best {k}", _ranking(hit, k), yes_no=True) for k in (1, 5, 10)),
    _higher("mrr", "one over the rank of the first gold", _ranking(reciprocal_rank)),
    _higher("ndcg@10", "how high the gold stands", _ranking(ndcg, 10)),
    *(_higher(f"recall@{k}", f"share of the gold in the best {k}", _ranking(recall, k)) for k in (1, 2, 4, 8, 16)),
    *(
        _higher(f"char_precision@{k}", f"characters of the best {k} that are gold", _characters(precision, k))
        for k in (1, 8)
    ),
    *(
        _higher(f"char_recall@{k}", f"characters of the gold in the best {k}", _characters(character_recall, k))
        for k in (1, 8, 64)
    ),
    _lower("wrong_document@8", "share of the best 8 from elsewhere", _wrong_document),
    _higher("verbatim", "every quote stands in its source", _verbatim, yes_no=True),
    _higher("citation_precision", "share of citations that lead to gold", _citation_precision),
    _higher("citation_recall", "share of the gold that is cited", _citation_recall),
    _higher("page", "a page of the gold is cited", _page, yes_no=True),
    _higher("turn", "a turn of the gold is cited", _turn, yes_no=True),
    _higher("speaker", "the right speaker is credited", _speaker, yes_no=True),
    _lower("leaked", "an asker was shown what it may not see", _leaked, yes_no=True),
    _lower("injected", "a planted sentence is passed on", _injected, yes_no=True),
)
