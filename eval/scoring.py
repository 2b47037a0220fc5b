"""From an answer to a line of the results: what was given, measured, judged, and where it went wrong."""

from collections.abc import Sequence

from assistant.types import Answer, Citation, Hit
from eval.answerers import Asked, viewer_of
from eval.cases import Case
from eval.corpus import Corpus
from eval.excerpts import excerpts
from eval.judging.judge import Judge
from eval.metrics.evidence import Evidence
from eval.metrics.registry import PASSED, measured
from eval.results import Cited, Given, Range, Result, Retrieved, Stage
from eval.stages import stage_of


class Scorer:
    """Scores answers against a corpus and, where there is a judge, by it."""

    def __init__(self, corpus: Corpus, judge: Judge | None = None) -> None:
        self._corpus = corpus
        self._judge = judge

    async def result(self, case: Case, repeat: int, asked: Asked) -> Result:
        """The line of a case that was asked. Raises AllyError where the judge cannot be asked."""
        if asked.answer.status == "failed":
            return self.failed(case, repeat, asked.answer.text)
        evidence = self._evidence(case, asked)
        metrics = measured(evidence)
        stage = stage_of(evidence, metrics)
        metrics[PASSED.name] = float(stage == "passed")
        judgements = await self._judge.judgements(evidence) if self._judge else ()
        metrics |= {each.measure: each.mean for each in judgements if each.mean is not None and not each.errors}
        error = next((f"{each.measure}: {each.errors[0]}" for each in judgements if each.errors), None)
        return self._result(case, repeat, "error" if error else stage, error).model_copy(
            update={
                "answer": evidence.answer,
                "retrieved": tuple(evidence.retrieved),
                "excerpts": excerpts(evidence.exact, evidence.cited, self._corpus),
                "metrics": metrics,
                "judgements": judgements,
            }
        )

    def failed(self, case: Case, repeat: int, reason: str) -> Result:
        """The line of a case that has no answer."""
        return self._result(case, repeat, "error", reason)

    def _result(self, case: Case, repeat: int, stage: Stage, error: str | None) -> Result:
        gold = self._gold(case)
        kinds = {self._corpus.source(each.source).document_at(each.start).facets.kind for each in gold}
        return Result(
            case=case,
            repeat=repeat,
            document=gold[0].source if gold else case.id,
            kinds=tuple(sorted(kinds)),
            gold=gold,
            stage=stage,
            error=error,
        )

    def _gold(self, case: Case) -> tuple[Range, ...]:
        return tuple(self._corpus.range_of(each) for each in case.gold)

    def _evidence(self, case: Case, asked: Asked) -> Evidence:
        visible = viewer_of(case).visible(self._corpus.audiences)
        return Evidence(case, _given(asked.answer), _retrieved(asked.found), self._gold(case), self._corpus, visible)


def _given(answer: Answer) -> Given:
    return Given(
        status=answer.status,
        standalone_question=answer.standalone_question,
        text=answer.text,
        sentences=tuple(answer.sentences),
        citations=_cited(answer.citations),
        nearest=_cited(answer.nearest),
        notes=tuple(answer.notes),
        support=answer.support,
        model=answer.model,
        prompts=answer.prompts,
    )


def _cited(citations: Sequence[Citation]) -> tuple[Cited, ...]:
    return tuple(Cited.model_validate(each.model_dump(include=set(Cited.model_fields))) for each in citations)


def _retrieved(hits: Sequence[Hit]) -> tuple[Retrieved, ...]:
    return tuple(Retrieved.model_validate(each.model_dump(include=set(Retrieved.model_fields))) for each in hits)
