"""Which of the scored sentences make up an answer, and how much of what stands around them goes with them."""

import re
from collections.abc import Mapping, Sequence

from assistant.answering.asked import Asked
from assistant.answering.authority import precedence
from assistant.answering.question_types import is_about_askers
from assistant.answering.quoting import Quote, widened
from assistant.answering.scoring import Scored
from assistant.knowledge.opened import OpenDocument
from assistant.knowledge.sentences import sentence_spans
from assistant.knowledge.terms import terms

SENTENCES_SHOWN = 3
NEAR_BEST = 0.6  # a further sentence is shown when it scores at least this share of the best
DEFINING_SHARE = 0.6
NEAR_BEST_OUTRANKING = 0.3
SAME_WORDING = 0.6  # shared terms, of all terms of two sentences, from which they say the same
LONGEST = 500  # characters of a quote with the sentence before or after it
LONGEST_OPENING = 300  # characters from the beginning of a turn, where who speaks takes a position

_POINTS_BACK = re.compile(
    r"(?:and |but |so |then |yet )?(?:it|its|they|their|them|he|she|his|her|this|that|these|those|such|both|neither|"
    r"the same|here|there|below that|above that|if so|otherwise)\b|它|他|她|这|那|其|两者|该|此",
    re.IGNORECASE,
)

# What once held says little without what holds now, and the other way round.
_ONCE = re.compile(
    r"\b(?:used to|formerly|originally|at first|until recently|no longer)\b|以前|原来|過去|过去", re.IGNORECASE
)
_NOW = re.compile(r"\b(?:now|nowadays|today|since then|these days)\b|现在|如今|目前", re.IGNORECASE)


def chosen(asked: Asked, scored: Sequence[Scored]) -> list[Scored]:
    """The best sentence and those near it that say something else. A superseded document speaks only alone."""
    if asked.type == "definition":
        best, *others = scored
        near = [best, *(each for each in others if each.signals.fits and each.score >= best.score * NEAR_BEST)]
    else:
        ranked = sorted(scored, key=lambda each: -_worth(each))
        near = [each for each in ranked if _worth(each) >= _worth(ranked[0]) * _share_needed(each, ranked[0])]
    near = [each for each in near if not any(_better_row(other, each) for other in near)]
    standing = [each for each in near if not each.quote.found.passage.superseded] or near
    kept: list[Scored] = []
    for each in standing:
        if kept and kept[0].signals.own and not each.signals.own:
            continue  # beside a sentence that says what is asked about, one that does not is beside the point
        if not any(each.quote.overlaps(other.quote) or _alike(each.quote, other.quote) for other in kept):
            kept.append(each)
    return kept[: 2 if asked.type == "definition" else SENTENCES_SHOWN]


def _better_row(one: Scored, other: Scored) -> bool:
    """Whether two are rows of one table of which the first says more of what is asked for."""
    first, second = one.quote, other.quote
    rows = first.row is not None and second.row is not None
    same = first.found.passage.document_id == second.found.passage.document_id
    return rows and same and first.place("section") == second.place("section") and one.signals.own > other.signals.own


def _share_needed(scored: Scored, best: Scored) -> float:
    """A source of more authority is heard sooner, so that it shows where the best one differs from it."""
    outranks = precedence(scored.quote.found.passage)[:2] < precedence(best.quote.found.passage)[:2]
    return NEAR_BEST_OUTRANKING if outranks else NEAR_BEST


def _worth(scored: Scored) -> float:
    """The score; less for what only defines a term, which is shown beside the clause that uses it."""
    return scored.score * (DEFINING_SHARE if scored.quote.places("term") else 1.0)


def _alike(one: Quote, other: Quote) -> bool:
    first, second = set(terms(one.text)), set(terms(other.text))
    return len(first & second) >= SAME_WORDING * len(first | second)


def self_contained(asked: Asked, quote: Quote, documents: Mapping[str, OpenDocument]) -> Quote:
    """The quote with the sentence before it where it points back to that, and a definition with what follows it."""
    document = documents.get(quote.found.passage.document_id)
    if document is None or quote.row is not None or quote.text.startswith("|"):
        return quote
    start, end = quote.start, quote.end
    block = _block(quote, document)
    spans = [(block[0] + a, block[0] + b) for a, b in sentence_spans(document.slice(*block), document.facets.language)]
    before = [span for span in spans if span[1] <= start]
    while before and _POINTS_BACK.match(document.slice(start, end)) and end - before[-1][0] <= LONGEST:
        start = before.pop()[0]
    after = next((span for span in spans if span[0] >= end), None)
    start, end = _with_its_time(quote, start, end, spans, document)
    if asked.type == "definition" and after and after[1] - start <= LONGEST:
        end = after[1] if _POINTS_BACK.match(document.slice(*after)) else end
    if quote.voice == "said" and end - block[0] <= LONGEST_OPENING:
        start = block[0]
        end = block[1] if is_about_askers(asked.question) and block[1] - start <= LONGEST_OPENING else end
    return quote if (start, end) == (quote.start, quote.end) else widened(quote, document, start, end)


def _with_its_time(
    quote: Quote, start: int, end: int, spans: Sequence[tuple[int, int]], document: OpenDocument
) -> tuple[int, int]:
    """What used to be so with what is so now, which the same paragraph says soon after, and the other way round."""
    if _ONCE.search(quote.text):
        now = (last for first, last in spans if first >= end and _NOW.search(document.slice(first, last)))
        stop = next(now, end)
        return (start, stop) if stop - start <= LONGEST else (start, end)
    if _NOW.search(quote.text):
        once = (first for first, last in reversed(spans) if last <= start and _ONCE.search(document.slice(first, last)))
        begin = next(once, start)
        return (begin, end) if end - begin <= LONGEST else (start, end)
    return start, end


def _block(quote: Quote, document: OpenDocument) -> tuple[int, int]:
    """The paragraph, within one turn, step and section, that the quote stands in."""
    at, end = quote.start - document.start, quote.end - document.start
    first = document.text.rfind("\n\n", 0, at) + 2 if "\n\n" in document.text[:at] else 0
    last = document.text.find("\n\n", end)
    start, stop = document.start + first, document.start + (last if last >= 0 else len(document.text))
    for kind in ("speaker", "role", "section", "step", "quoted", "reported"):
        for place in document.places:
            if place.kind == kind and place.start <= quote.start and quote.end <= place.end:
                start, stop = max(start, place.start), min(stop, place.end)
    return start, stop
