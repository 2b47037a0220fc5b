"""A language model as the judge of answers: asked several times, each time for one word.

After G-Eval (Liu et al. 2023), "LLM-as-a-judge" (Zheng et al. 2023) and, for faithfulness, RAGAS (Es et al. 2024),
with three grades in place of a scale, on which models agree with themselves more often.
"""

import asyncio
from collections.abc import Sequence
from math import fsum
from statistics import pvariance
from typing import TYPE_CHECKING

from assistant.models import ChatModel, Tally
from eval.judging.material import material_for
from eval.metrics.evidence import Evidence
from eval.results import Judgement, Measure
from prompts import Prompt, load_prompt

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

MEASURES = (
    Measure(name="judge_faithfulness", yes_no=False, better="higher", says="the judge: only what the passages say"),
    Measure(name="judge_correctness", yes_no=False, better="higher", says="the judge: what a right answer says"),
    Measure(name="judge_relevance", yes_no=False, better="higher", says="the judge: an answer to the question asked"),
)
GRADES = {"yes": 1.0, "partly": 0.5, "no": 0.0}
_SHOWN = 80  # characters of a reply that is no grade


class Judge:
    """A model, and the prompts that it judges by."""

    def __init__(self, model: ChatModel, prompts: Sequence[Prompt], times: int) -> None:
        """Each answer is judged `times` times by each prompt."""
        self._model = model
        self._times = times
        self.prompts = prompts

    async def judgements(self, evidence: Evidence) -> tuple[Judgement, ...]:
        """Of an answer that was given, by every measure that the case allows. Raises ModelError."""
        if not evidence.is_answered:
            return ()
        asked = [(prompt, material) for prompt in self.prompts if (material := material_for(prompt.name, evidence))]
        return tuple([await self._judgement(prompt, material) for prompt, material in asked])

    async def _judgement(self, prompt: Prompt, material: str) -> Judgement:
        from langchain_core.messages import HumanMessage, SystemMessage

        messages: list[BaseMessage] = [SystemMessage(prompt.rendered()), HumanMessage(material)]
        replies = await asyncio.gather(*(self._reply(messages) for _ in range(self._times)))
        grades = [GRADES.get(reply.strip(" \n.*`\"'").casefold()) for reply in replies]
        scores = tuple(grade for grade in grades if grade is not None)
        return Judgement(
            measure=prompt.name,
            scores=scores,
            mean=fsum(scores) / len(scores) if scores else None,
            variance=pvariance(scores) if scores else None,
            errors=tuple(
                f"not yes, partly or no: {reply[:_SHOWN]!r}"
                for reply, grade in zip(replies, grades, strict=True)
                if grade is None
            ),
        )

    async def _reply(self, messages: "Sequence[BaseMessage]") -> str:
        return "".join([piece async for piece in self._model.stream(messages, Tally())])


def judging_prompts() -> list[Prompt]:
    """The prompts of all measures, in their order."""
    return [load_prompt(measure.name, ()) for measure in MEASURES]
