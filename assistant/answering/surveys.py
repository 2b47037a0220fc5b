"""Which agreements have a clause: every visible one is searched, and it is said how many and which have none."""

import re
from collections.abc import Iterable, Sequence

from assistant.answering.asked import Asked, Wording
from assistant.answering.clauses import clause_of, number_of
from assistant.answering.phrases import phrases_for
from assistant.answering.quotable import quotes_of
from assistant.answering.quoting import Quote
from assistant.answering.scoring import Scored, Scorer
from assistant.answering.statements import Draft, Statement
from assistant.answering.support import support
from assistant.answering.wording import words_of
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.lexical import LexicalIndex, Scope
from assistant.knowledge.opened import Agreement, OpenDocument, open_documents
from assistant.knowledge.terms import terms
from assistant.retrieval.ranked import RankedPassage

PASSAGES_READ = 6  # of each agreement
CLAUSES_WEIGHED = 4  # of each agreement
TOPIC_SHARE = 0.75  # of the weight of what is asked for, that a clause and its heading have to have

_ASKING = frozenset(
    terms(
        "partner partners agreement agreements contract contracts deal deals alliance alliances company companies "
        "partnership partnerships clause clauses provision provisions section right rights contain contains include "
        "includes provide provides mention mentions require requires grant allow say says set govern governed kind "
        "type sort 协议 合同 合作 伙伴 合作伙伴 合作方 条款 规定 约定 包含"
    )
)
_RULES = re.compile(r"\b(?:shall|may|must|will|agrees?)\b|应当|可以|有权|不得", re.IGNORECASE)
_CLAUSE = re.compile(r"\b(?:clauses?|provisions?)\b|条款|规定", re.IGNORECASE)


def asks_for_clause(question: str) -> bool:
    """Whether the question is whether there is a clause."""
    return bool(_CLAUSE.search(question))


def survey(
    asked: Asked,
    agreements: Sequence[Agreement],
    catalog: Catalog,
    lexical: LexicalIndex,
    scorer: Scorer,
    audiences: Sequence[str],
    found: Sequence[RankedPassage],
) -> Draft:
    """The clause of each agreement that has it; a refusal that names what was searched where none does.

    How likely it is that there is one is told from the passages `found` for the question.
    """
    phrases = phrases_for(asked.question)
    topic = asked.without(_ASKING)
    clauses = [quote for each in agreements for quote in _candidates(topic, each.id, catalog, lexical, audiences)]
    scored = scorer.scored(topic, clauses)
    weights = scorer.weights_for(asked)
    likely = support(topic, scored, found, weights)
    best = _best_of_each(scored) if likely >= weights.threshold or asked.type == "survey" else {}
    opened = open_documents(catalog, list(best), audiences)
    statements = [_statement(best[key], opened[key]) for key in _by_title(opened)]
    others = [each.title for each in agreements if each.id not in best]
    titles = phrases.comma.join(others)
    if not statements:
        return Draft(refusal=phrases.no_clause.format(titles=titles), support=likely)
    notes = [phrases.searched.format(n=len(agreements)), *([phrases.without.format(titles=titles)] if others else [])]
    return Draft(statements, notes, apart=True, support=likely)


def _candidates(
    topic: Asked, document: str, catalog: Catalog, lexical: LexicalIndex, audiences: Sequence[str]
) -> Iterable[Quote]:
    """The sentences of an agreement that say enough of what is asked for."""
    wording = topic.english
    wanted = [*wording.weights, *(term for others in wording.others.values() for other in others for term in other)]
    hits = lexical.search(wanted, Scope(audiences, "agreement", frozenset([document])), PASSAGES_READ)
    passages = catalog.passages([passage for passage, _ in hits], audiences)
    quotes = [
        quote for key, score in hits if key in passages for quote in quotes_of(RankedPassage(passages[key], score))
    ]
    enough = [quote for quote in quotes if _is_clause(quote) and _share(wording, _with_heading(quote)) >= TOPIC_SHARE]
    ruling = [quote for quote in enough if _RULES.search(quote.text)] or enough
    most = max((_share(wording, quote.text) for quote in ruling), default=0.0)
    return [quote for quote in ruling if _share(wording, quote.text) == most][:CLAUSES_WEIGHED]


def _share(wording: Wording, text: str) -> float:
    return wording.share(wording.covered(frozenset(terms(text))))


def _with_heading(quote: Quote) -> str:
    headings = [part for part in (quote.place("section") or "").split(" > ") if number_of(part)]
    return " ".join([*headings, quote.text])


def _is_clause(quote: Quote) -> bool:
    """Whether the quote rules something: a definition or a mere mention of another clause does not."""
    references = quote.places("reference")
    return not quote.places("term") and (not references or bool(quote.places("amends")) or len(quote.text) > 200)


def _best_of_each(scored: Sequence[Scored]) -> dict[str, Quote]:
    best: dict[str, Quote] = {}
    for each in scored:
        best.setdefault(each.quote.found.passage.document_id, each.quote)
    return best


def _by_title(opened: dict[str, OpenDocument]) -> list[str]:
    return sorted(opened, key=lambda key: opened[key].facets.title)


def _statement(quote: Quote, document: OpenDocument) -> Statement:
    clause = clause_of(quote, document)
    facets = document.facets
    day = facets.date.isoformat() if facets.date else ""
    return Statement(f"{facets.title}{f' ({day})' if day else ''}: {words_of(clause)}", [clause])
