"""The list that answers a question, whole."""

import re
from collections.abc import Sequence

from assistant.answering.asked import Asked
from assistant.answering.lists import lead_of, lists_of
from assistant.answering.quoting import Quote, whole
from assistant.answering.scoring import Scored, Scorer
from assistant.answering.statements import Statement
from assistant.answering.wording import as_list
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.opened import OpenDocument, open_documents
from assistant.knowledge.terms import terms
from assistant.retrieval.ranked import RankedPassage

DOCUMENTS_OPENED = 5
LIST_SHARE = {"list": 0.6, "change": 0.5, "how_to": 0.3}  # of a sentence's score, from which a list is preferred
LEAST_SHARE = 0.45  # of the question's weight, that a list and what stands above it have to have

_COLUMN = re.compile(r"(?:^|; )([^:;]+):")
_WHO, _WHEN = r"\b(?:owner|responsible|who)\b", r"\b(?:when|by|due|day|timing)\b"
_TIMED = re.compile(rf"{_WHEN}[^\n]*\n?[^\n]*{_WHO}|{_WHO}[^\n]*\n?[^\n]*{_WHEN}|负责人", re.IGNORECASE)


def preferred_list(
    asked: Asked,
    scored: Sequence[Scored],
    found: Sequence[RankedPassage],
    catalog: Catalog,
    scorer: Scorer,
    audiences: Sequence[str],
) -> Scored | None:
    """The best list of the best documents, where the question asks for one and it is not far behind the sentences."""
    if asked.type not in LIST_SHARE or not scored:
        return None
    ranks: dict[str, float] = {}
    for each in found:
        if each.passage.kind != "agreement" and not each.passage.superseded:
            ranks.setdefault(each.passage.document_id, each.score)
    documents = open_documents(catalog, list(ranks)[:DOCUMENTS_OPENED], audiences)
    best = best_list(asked, list(documents.values()), scorer, ranks)
    return best if best and best.score >= scored[0].score * LIST_SHARE[asked.type] else None


def best_list(
    asked: Asked, documents: Sequence[OpenDocument], scorer: Scorer, ranks: dict[str, float]
) -> Scored | None:
    """The list that answers best, of documents with these ranks; None where none says enough of what is asked.

    What stands above a list says what it is of, and so goes before what its items say.
    """
    lists = [
        whole(RankedPassage(document.passage(*span), ranks[document.id]))
        for document in documents
        for span in lists_of(document)
    ]
    fitting = [
        (_announced(asked, each.quote), each)
        for each in scorer.scored(asked, lists)
        if each.signals.own + each.signals.above >= LEAST_SHARE
    ]
    announced = [(share, each) for share, each in fitting if share > 0]
    if not announced:
        return None
    most, best = max(
        announced,
        key=lambda pair: (
            pair[0],
            asked.type == "how_to" and _is_timed(pair[1].quote),
            _headed(asked, pair[1].quote),
            pair[1].score,
        ),
    )
    longer = [each for share, each in announced if share == most and each.quote.overlaps(best.quote)]
    return max(longer, key=lambda each: len(each.quote.text))


def _announced(asked: Asked, quote: Quote) -> float:
    """The share of the question that title, heading, announcing line and column names of a list have, in tenths."""
    above = [quote.found.passage.context, lead_of(quote.text), *_columns(quote)]
    return _share(asked, quote, " ".join(above))


def _headed(asked: Asked, quote: Quote) -> float:
    """The share of the question that the nearest heading has, in tenths."""
    return _share(asked, quote, quote.found.passage.context.split(" > ")[-1])


def _share(asked: Asked, quote: Quote, text: str) -> float:
    wording = asked.wording_for(quote.text)
    return round(wording.share(wording.covered(frozenset(terms(text)))), 1)


def _columns(quote: Quote) -> list[str]:
    """The names of the columns, where the list is a table."""
    first = next((row.value for row in quote.places("row")), "")
    return _COLUMN.findall(first)


def _is_timed(quote: Quote) -> bool:
    """Whether a list says of most of its items who does them and when."""
    return len(_TIMED.findall(quote.text)) >= len(quote.text.splitlines()) // 2 > 0


def listed(quote: Quote) -> Statement:
    """The list as a statement."""
    return Statement(as_list(quote), [quote])
