"""From scored sentences to an answer: what an amendment changed, a list, what somebody counts off, or sentences."""

from collections.abc import Mapping, Sequence

from assistant.answering.asked import Asked
from assistant.answering.changes import changes_answering
from assistant.answering.choosing import chosen, self_contained
from assistant.answering.comparing import compared
from assistant.answering.composing import composed
from assistant.answering.enumerating import counted
from assistant.answering.listing import listed
from assistant.answering.scoring import Scored
from assistant.answering.statements import Draft
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.opened import OpenDocument


def drafted(
    asked: Asked,
    scored: Sequence[Scored],
    best_list: Scored | None,
    opened: Mapping[str, OpenDocument],
    catalog: Catalog,
    audiences: Sequence[str],
    likely: float,
) -> Draft:
    """The answer that the sentences, best first, or the list make up, in the form that the question asks for."""
    changes = changes_answering(asked, opened.values())
    if changes:
        return Draft(changes, apart=True, support=likely)
    if best_list:
        return Draft([listed(best_list.quote)], apart=True, support=likely)
    items = counted(asked, list(opened.values())) if asked.type in ("list", "said") else []
    if items:
        return Draft(items, apart=True, support=likely)
    picked = compared(asked, scored) if asked.type == "compare" else [each.quote for each in chosen(asked, scored)]
    whole_quotes = [self_contained(asked, quote, opened) for quote in picked]
    return composed(asked, whole_quotes, opened, catalog, audiences, likely)
