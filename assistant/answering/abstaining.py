"""How to say that the sources do not answer a question: what nothing covers, what was searched, whom to ask."""

from collections.abc import Mapping, Sequence

from assistant.answering.asked import Asked
from assistant.answering.clauses import clause_of
from assistant.answering.phrases import phrases_for
from assistant.answering.quoting import Quote
from assistant.answering.scoring import Scored
from assistant.answering.statements import Draft
from assistant.knowledge.opened import OpenDocument

NEAREST_SHOWN = 3


def refusal(asked: Asked, uncovered: Sequence[str], nearest: Sequence[OpenDocument]) -> str:
    """What is said of a question that no visible source answers, given what none mentions and the nearest documents.

    Of agreements it is said that no such clause was found, never that there is none.
    """
    phrases = phrases_for(asked.question)
    if uncovered:
        text = phrases.not_mentioned.format(names=phrases.either.join(uncovered))
    elif nearest and all(each.facets.kind == "agreement" for each in nearest):
        titles = dict.fromkeys(each.facets.title for each in nearest)
        text = phrases.no_clause.format(titles=phrases.comma.join(titles))
    else:
        text = phrases.not_answered
    owned = next((each.facets for each in nearest[:1] if each.facets.owner), None)
    if owned is None or uncovered:
        return text
    return f"{text} {phrases.ask_owner.format(title=owned.title, owner=owned.owner)}"


def judgement(
    asked: Asked, scored: Sequence[Scored], opened: Mapping[str, OpenDocument], legal: str, likely: float
) -> Draft:
    """The clauses that bear on a question which no source answers, and that `legal` is to be asked."""
    clauses = [each.quote for each in scored if each.quote.found.passage.kind == "agreement"] or [scored[0].quote]
    shown: list[Quote] = []
    for each in clauses:
        if each.found.passage.document_id in opened and len(shown) < NEAREST_SHOWN:
            clause = clause_of(each, opened[each.found.passage.document_id])
            shown += [] if any(clause.overlaps(other) for other in shown) else [clause]
    text = phrases_for(asked.question).judgement.format(legal=legal)
    return Draft(refusal=text, nearest=shown, support=likely)
