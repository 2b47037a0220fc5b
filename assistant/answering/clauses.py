"""The clauses of an agreement: a quote with its proviso, the clauses it is subject to, and the terms it turns on."""

import re
from collections.abc import Iterator, Sequence

from assistant.answering.quoting import Quote, widened
from assistant.knowledge.opened import OpenDocument
from assistant.knowledge.sentences import sentence_spans
from assistant.knowledge.terms import content_terms
from loaders.document import Place

LONGEST_CLAUSE = 800
LONGEST_CONDITION = 1000
CONDITIONS_SHOWN = 2

_NUMBER = re.compile(r"^(?:(?:Section|Clause|Article|§)\s*)?(\d+(?:\.\d+)*|[IVXLC]+)\b", re.IGNORECASE)
_PROVISO = re.compile(
    r"^(?:except|provided|notwithstanding|however|unless|subject to|nothing in|this (?:clause|section) does not|但|除)",
    re.IGNORECASE,
)
_LEANS_ON = re.compile(
    r"(?:subject to(?: the terms of)?|except as (?:\w+ ){0,3}in|as (?:limited|provided) (?:by|in)|notwithstanding|"
    r"limits? (?:in|of))\s+(?:the\s+)?(?:clauses?|sections?|articles?)?\s*$",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\n\s*(?:signed\b|in witness whereof|（?签字|签署)", re.IGNORECASE)
_MEANS = re.compile(
    r"[\"”’]\)?(?: or [\"“][^\"”]+[\"”])?,?\s+(?:shall\s+)?(?:means?|has the meaning|refers?)\b", re.IGNORECASE
)


def number_of(section: str) -> str:
    """The number that the last part of a clause path begins with, or ""."""
    found = _NUMBER.match(section.split(" > ")[-1])
    return found[1] if found else ""


def clause_of(quote: Quote, document: OpenDocument) -> Quote:
    """The quote with the rest of its clause; of a long clause, with the provisos that follow it."""
    clause = next((p for p in document.of_kind("section") if p.start <= quote.start and quote.end <= p.end), None)
    if clause is None:
        return quote
    if clause.end - clause.start <= LONGEST_CLAUSE:
        return widened(quote, document, _past_heading(clause, document), _before_signatures(quote, clause, document))
    return widened(quote, document, quote.start, _end_of_provisos(quote, clause, document))


def _before_signatures(quote: Quote, clause: Place, document: OpenDocument) -> int:
    """Where the clause ends, less the signatures that follow the last one."""
    signed = _SIGNED.search(document.slice(quote.end, clause.end))
    return quote.end + signed.start() if signed else clause.end


def _past_heading(clause: Place, document: OpenDocument) -> int:
    """Where the clause's own text begins: below a heading line of its own."""
    text = document.slice(clause.start, clause.end)
    heading = re.match(r"\s*#{1,6}\s[^\n]*\n\s*", text)
    return clause.start + (heading.end() if heading and heading.end() < len(text) else 0)


def _end_of_provisos(quote: Quote, clause: Place, document: OpenDocument) -> int:
    end = quote.end
    for start, stop in sentence_spans(document.slice(quote.end, clause.end), document.facets.language):
        if not _PROVISO.match(document.slice(quote.end + start, quote.end + stop)) or stop > LONGEST_CLAUSE:
            break
        end = quote.end + stop
    return end


def conditions(quote: Quote, document: OpenDocument) -> list[Quote]:
    """The clauses that the quote says it is subject to."""
    found = [
        widened(quote, document, _past_heading(clause, document), clause.end)
        for number in _leaned_on(quote)
        for clause in clauses_numbered(number, document)
        if clause.end - clause.start <= LONGEST_CONDITION
    ]
    # A clause that is all sub-clauses has nothing of its own but its heading.
    said = [each for each in found if each.text.rstrip().endswith((".", ";", ":", "。"))]
    return [each for each in said if not each.overlaps(quote)][:CONDITIONS_SHOWN]


def sequel(quote: Quote, document: OpenDocument) -> Quote | None:
    """The next clause, where it goes on from this one by its number."""
    number = number_of(quote.place("section") or "")
    after = next((place for place in document.of_kind("section") if place.start >= quote.end), None)
    if not number or after is None or after.end - after.start > LONGEST_CONDITION:
        return None
    refers = any(
        place.value == number and after.start <= place.start < after.end for place in document.of_kind("reference")
    )
    return widened(quote, document, _past_heading(after, document), after.end) if refers else None


def _leaned_on(quote: Quote) -> Iterator[str]:
    for reference in quote.places("reference"):
        before = quote.text[: max(reference.start - quote.start, 0)][-60:]
        own = re.match(
            r"(?:clauses?|sections?|articles?)\s", quote.text[reference.start - quote.start :], re.IGNORECASE
        )
        if _LEANS_ON.search(before if own else re.sub(r"(?:clauses?|sections?)\s*$", "", before)):
            yield reference.value


def clauses_numbered(number: str, document: OpenDocument) -> list[Place]:
    """The clauses that have the number."""
    return [place for place in document.of_kind("section") if number_of(place.value) == number]


def definition_for(quotes: Sequence[Quote], wanted: str, document: OpenDocument) -> Quote | None:
    """The definition of the capitalised term that the quotes turn on: one that the question uses, else the rarest."""
    text = " ".join(quote.text for quote in quotes)
    asked = set(content_terms(wanted))
    used = [
        place
        for place in document.of_kind("term")
        if place.value in text
        and re.search(rf"\b{re.escape(place.value)}s?\b", text)
        and _MEANS.search(document.slice(place.start, place.end))
        and not any(place.start < quote.end and quote.start < place.end for quote in quotes)
    ]
    if not used:
        return None
    turning = min(
        used, key=lambda place: (not asked & set(content_terms(place.value)), document.text.count(place.value))
    )
    return widened(quotes[0], document, turning.start, turning.end)
