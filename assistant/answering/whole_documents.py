"""What is read off whole documents rather than off the passages found: decisions of minutes, clauses of agreements."""

from collections.abc import Sequence

from assistant.answering.asked import Asked
from assistant.answering.decisions import decided
from assistant.answering.scoring import Scorer
from assistant.answering.statements import Draft
from assistant.answering.surveys import asks_for_clause, survey
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.lexical import LexicalIndex
from assistant.knowledge.opened import agreements
from assistant.retrieval.ranked import RankedPassage

READ_WHOLE = ("decision", "survey", "yes_no")  # the kinds of question that may be answered so
NAMED_WITHIN = 3  # a question for a clause is put to the agreements of so many of the best passages


def read_off(
    asked: Asked,
    found: Sequence[RankedPassage],
    audiences: Sequence[str],
    catalog: Catalog,
    lexical: LexicalIndex,
    scorer: Scorer,
) -> Draft | None:
    """The decisions of the minutes, or the clauses of all agreements or of those found; None for other questions."""
    if asked.type == "decision":
        return decided(asked.question, catalog, audiences)
    if asked.type == "survey":
        searched = agreements(catalog, audiences)
    elif asked.type == "yes_no" and asks_for_clause(asked.question):
        named = {each.passage.document_id for each in found[:NAMED_WITHIN]}
        searched = [each for each in agreements(catalog, audiences) if each.id in named]
    else:
        return None
    return survey(asked, searched, catalog, lexical, scorer, audiences, found) if searched else None
