"""Where a case went wrong: the earliest stage on the way from question to answer that did not do its part."""

from collections.abc import Mapping

from eval.metrics.evidence import Evidence
from eval.results import Stage

NEAR = 8  # passages in which an answer is looked for


def stage_of(evidence: Evidence, metrics: Mapping[str, float]) -> Stage:
    """The stage at which the case failed, or "passed"; `metrics` are those of the same case."""
    if metrics.get("leaked") or (evidence.is_answered and not evidence.case.answerable):
        return "should have abstained"
    if not evidence.case.answerable:
        return "passed"
    if not evidence.is_answered:
        return _retrieval_failure(evidence) or "abstained wrongly"
    if metrics.get("verbatim") == 0 or metrics.get("injected"):
        return "citation mismatch"
    if metrics.get("correct") == 0:
        return _retrieval_failure(evidence) or "span found, answer wrong"
    if metrics.get("citation_recall") == 0:
        # Without expected answers, what is cited is all that says whether the answer is right.
        is_known_right = "correct" in metrics
        return "citation mismatch" if is_known_right else _retrieval_failure(evidence) or "citation mismatch"
    return "citation mismatch" if metrics.get("speaker") == 0 else "passed"


def _retrieval_failure(evidence: Evidence) -> Stage | None:
    """What the best passages lack, where gold is given."""
    gold, near = evidence.wanted, evidence.found[:NEAR]
    if not gold or any(each.overlaps(near) for each in gold):
        return None
    has_document = {each.source for each in gold} & {each.source for each in near}
    return "right document, wrong span" if has_document else "wrong document"
