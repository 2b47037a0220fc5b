"""Chosen quotes become an answer: clauses with their conditions and amendments, sources told apart, marks explained."""

import re
from collections.abc import Mapping, Sequence

from assistant.answering.amending import Family
from assistant.answering.asked import Asked
from assistant.answering.authority import precedence
from assistant.answering.clauses import clause_of, conditions, definition_for, sequel
from assistant.answering.phrases import Phrases, phrases_for
from assistant.answering.quoting import Quote
from assistant.answering.statements import Draft, Statement
from assistant.answering.wording import sentence_of
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.opened import OpenDocument

STATEMENTS_SHOWN = 4

_FIGURE = re.compile(r"(\d[\d,.]*)\)?[ -]?(%|per ?cent|percent|[a-z]+)", re.IGNORECASE)


def composed(
    asked: Asked,
    quotes: Sequence[Quote],
    opened: Mapping[str, OpenDocument],
    catalog: Catalog,
    audiences: Sequence[str],
    support: float,
) -> Draft:
    """The answer that the quotes, best first, make up."""
    phrases = phrases_for(asked.question)
    differ = asked.type in ("amount", "when", "yes_no", "fact") and _figures_differ(quotes)
    ordered = _ordered(quotes, by_authority=differ)
    several = len({quote.found.passage.document_id for quote in ordered}) > 1
    families: dict[str, Family] = {}
    statements: list[Statement] = []
    beside: list[Statement] = []
    before = ""
    for quote in ordered:
        labelled, before = several and quote.found.passage.document_id != before, quote.found.passage.document_id
        document = opened.get(quote.found.passage.document_id)
        if document is not None and document.facets.kind == "agreement":
            clause = clause_of(quote, document)
            if document.id not in families:
                families[document.id] = Family(catalog, document, audiences)
            statements += _as_amended(clause, families[document.id], labelled, phrases)
            beside += _beside(clause, document, asked.english.text) if asked.type != "compare" else []
        else:
            statements.append(Statement(_worded(asked, quote, labelled, phrases), [quote]))
    shown = _distinct([*statements, *beside])[: max(STATEMENTS_SHOWN, len(statements))]
    notes = [*([phrases.differ] if differ else []), *notes_on(shown, opened, phrases)]
    return Draft(shown, notes, apart=asked.type == "compare" and len(shown) > 1, support=support)


def _as_amended(clause: Quote, family: Family, labelled: bool, phrases: Phrases) -> list[Statement]:
    """The clause that governs, and the one that it changed as it stood before."""
    changes, earlier = family.changes(clause), family.changed(clause)
    governing, former = (changes, [clause]) if changes else ([clause], earlier)
    statements = [Statement(sentence_of(each, labelled), [each]) for each in governing]
    amendment = governing[0].found.passage
    for each in former:
        words = phrases.before.format(title=amendment.title, date=amendment.date, words=sentence_of(each))
        statements.append(Statement(words, [each, *governing[:1]]))
    return statements


def _beside(clause: Quote, document: OpenDocument, wanted: str) -> list[Statement]:
    """What the clause cannot be read without: how it goes on, what it is subject to, the term that it turns on."""
    after = sequel(clause, document)
    under = [*([after] if after else []), *conditions(clause, document)]
    term = definition_for([clause, *under], wanted, document)
    return [Statement(sentence_of(each), [each]) for each in [*under, *([term] if term else [])]]


def _worded(asked: Asked, quote: Quote, labelled: bool, phrases: Phrases) -> str:
    """The quote in words; where the question is who said it, a paraphrase is marked as one."""
    if quote.voice != "reported" or asked.type not in ("said", "who", "compare"):
        return sentence_of(quote, labelled)
    authors = quote.found.passage.authors
    words = sentence_of(quote)
    if authors:
        return phrases.reported_by.format(words=words, author=phrases.comma.join(authors))
    return phrases.reported.format(words=words, title=quote.found.passage.title)


def _ordered(quotes: Sequence[Quote], by_authority: bool) -> list[Quote]:
    """Source by source and passage by passage, the best first or the one with most authority; in one, as written."""
    sources = list(dict.fromkeys(quote.found.passage.document_id for quote in quotes))
    parts = list(dict.fromkeys(_part(quote) for quote in quotes))
    return sorted(
        quotes,
        key=lambda quote: (
            precedence(quote.found.passage) if by_authority else (),
            sources.index(quote.found.passage.document_id),
            parts.index(_part(quote)),
            quote.start,
        ),
    )


def _part(quote: Quote) -> tuple[str, str | None]:
    return quote.found.passage.document_id, quote.place("section") or quote.place("speaker")


def _figures_differ(quotes: Sequence[Quote]) -> bool:
    """Whether two documents give different figures of the same unit."""
    figures: dict[str, dict[str, set[str]]] = {}
    for quote in quotes:
        for number, unit in _FIGURE.findall(quote.text):
            figures.setdefault(unit.casefold().rstrip("s"), {}).setdefault(quote.found.passage.document_id, set()).add(
                number
            )
    return any(not set.intersection(*given.values()) for given in figures.values() if len(given) > 1)


def _distinct(statements: Sequence[Statement]) -> list[Statement]:
    """Those that do not repeat one before them; the first of a statement's quotes has its words."""
    kept: list[Statement] = []
    for each in statements:
        if not any(each.quotes[0].overlaps(one.quotes[0]) for one in kept):
            kept.append(each)
    return kept


def notes_on(shown: Sequence[Statement], opened: Mapping[str, OpenDocument], phrases: Phrases) -> list[str]:
    """What a reader has to know of the quotes: marks of redaction, drafts, and superseded documents."""
    quotes = [quote for statement in shown for quote in statement.quotes]
    marks = [
        quote.found.passage.text[p.start - quote.found.passage.start : p.end - quote.found.passage.start]
        for quote in quotes
        for p in quote.places("redaction")
    ]
    notes = [phrases.redacted.format(mark=mark) for mark in marks]
    for quote in quotes:
        document = opened.get(quote.found.passage.document_id)
        if document is not None and quote.found.passage.superseded:
            notes.append(phrases.superseded.format(title=document.facets.title, status=document.facets.status))
        elif document is not None and document.facets.status == "draft":
            notes.append(phrases.draft.format(title=document.facets.title))
    return list(dict.fromkeys(notes))
