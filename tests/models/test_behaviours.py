"""Whatever a model does, no reader is told, without a mark, what no source carries."""

import re

import pytest

from assistant.types import Answer
from tests.models import behaviours_table
from tests.models.behaviours import BEHAVIOURS, SOURCES, Behaviour
from tests.models.conftest import Known

MARK = "(not in the sources)"


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=lambda each: each.name)
async def test_a_behaviour_and_its_outcome(behaviour: Behaviour, known: Known) -> None:
    strict, mark = await behaviours_table.answers(behaviour, known.knowledge, known.settings)
    for answer in (strict, mark):
        _carried_or_marked(answer)
        _not_told_unmarked(behaviour.invented, answer)
    assert MARK not in strict.text
    documented = behaviours_table.DOCUMENT.read_text(encoding="utf-8")
    assert behaviours_table.row(behaviour, strict, mark) in documented, (
        "docs/grounding.md differs; write its table anew: python -m tests.models.behaviours_table"
    )


def _carried_or_marked(answer: Answer) -> None:
    numbers = {each.number for each in answer.citations}
    for citation in answer.citations:
        assert SOURCES[citation.source][citation.start : citation.end] == citation.quote
    for sentence in answer.sentences:
        assert set(sentence.citations) <= numbers
        assert sentence.verified != sentence.text.endswith(MARK)
        assert sentence.citations or not sentence.verified or sentence.text.endswith(":")
    assert bool(answer.citations) == (answer.status == "answered")


def _not_told_unmarked(invented: str, answer: Answer) -> None:
    for told in (answer.text, *(sentence.text for sentence in answer.sentences)):
        for sentence in re.split(r"(?<=\.)\s(?!\()", told):
            assert not invented or invented not in sentence or sentence.endswith(MARK), sentence


def test_the_table_has_no_row_of_a_behaviour_that_is_gone() -> None:
    block = behaviours_table.BLOCK.search(behaviours_table.DOCUMENT.read_text(encoding="utf-8"))
    assert block is not None
    assert len(re.findall(r"^\| ", block[0], re.MULTILINE)) == len(BEHAVIOURS) + 1
