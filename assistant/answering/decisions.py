"""What a committee decided: the decisions of the minutes that a question means, with owner and due date."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.periods import Period, period_in
from assistant.answering.phrases import phrases_for
from assistant.answering.quoting import whole
from assistant.answering.statements import Draft, Statement
from assistant.answering.wording import words_of
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.opened import OpenDocument, open_documents
from assistant.knowledge.stored import StoredDocument
from assistant.knowledge.terms import content_terms, terms
from assistant.retrieval.ranked import RankedPassage
from assistant.types import Filters
from loaders.document import Facets, Place

MEETINGS_SHOWN = 2
DECISIONS_SHOWN = 8
TOPIC_SHARE = 0.5

_ACTIONS = re.compile(r"\b(?:actions?|to-?dos?|next steps)\b|行动|待办", re.IGNORECASE)
_ASKING = frozenset(
    terms(
        "decide decided decision decisions approve approved resolve resolved agree agreed minutes meeting "
        "last latest recent recently committee group 决定 决议 会议 做出 作出 批准 通过 最近 上次"
    )
)


def decided(question: str, catalog: Catalog, audiences: Sequence[str]) -> Draft | None:
    """The decisions that the question asks for; a refusal where no minutes are of its month; None without minutes."""
    minutes = _meant(question, catalog.documents(audiences, Filters(kind="minutes")))
    if not minutes:
        return None
    phrases, period = phrases_for(question), period_in(question)
    if period and not any(period.holds(each.facets.date) for each in minutes):
        titles = phrases.comma.join(each.facets.title for each in minutes)
        return Draft(refusal=phrases.no_minutes.format(period=period, titles=titles))
    opened = open_documents(catalog, [each.id for each in minutes], audiences)
    held = [_Meeting(opened[each.id], _decisions(opened[each.id])) for each in minutes]
    topic = _topic(question, [each.document.facets for each in held])
    if topic:
        held = [each.about(topic) for each in held]
    shown = [each for each in _in_period(held, period) if each.decisions][
        : None if period else MEETINGS_SHOWN if topic else 1
    ]
    statements = [_statement(each.document, place) for each in shown for place in each.decisions][:DECISIONS_SHOWN]
    if not statements:
        return None
    notes = [_standing(each.document.facets, question) for each in shown]
    return Draft(statements, list(filter(None, notes)), apart=True, support=1.0)


@dataclass(frozen=True)
class _Meeting:
    document: OpenDocument
    decisions: Sequence[Place]

    def about(self, topic: frozenset[str]) -> "_Meeting":
        """The meeting with those of its decisions that speak of the topic."""
        return _Meeting(
            self.document,
            [
                place
                for place in self.decisions
                if len(
                    topic
                    & set(
                        terms(
                            self.document.passage(place.start, place.end).context
                            + self.document.slice(place.start, place.end)
                        )
                    )
                )
                >= len(topic) * TOPIC_SHARE
            ],
        )


def _meant(question: str, minutes: Sequence[StoredDocument]) -> list[StoredDocument]:
    """The minutes of the body that the question names, else all, the newest first."""
    asked = set(content_terms(question))
    fitting = [(len(asked & _body(each.facets)), each) for each in minutes]
    most = max((share for share, _ in fitting), default=0)
    return sorted(
        (each for share, each in fitting if share == most), key=lambda each: str(each.facets.date), reverse=True
    )


def _body(facets: Facets) -> set[str]:
    """The words that name whose minutes they are; not those of the day."""
    named = " ".join((facets.title, *facets.alliances, *facets.partners))
    return {
        term for term in content_terms(named) if not term.isdecimal() and period_in(term.capitalize()) is None
    } - _ASKING


def _in_period(held: Sequence[_Meeting], period: Period | None) -> list[_Meeting]:
    return [each for each in held if period is None or period.holds(each.document.facets.date)]


def _decisions(document: OpenDocument) -> list[Place]:
    """The decisions, without the rows of actions that follow from them."""
    actions = [place for place in document.of_kind("section") if _ACTIONS.search(place.value.split(" > ")[-1])]
    return [
        place
        for place in document.of_kind("decision")
        if not any(action.start <= place.start < action.end for action in actions)
    ]


def _topic(question: str, known: Sequence[Facets]) -> frozenset[str]:
    """What the decisions are to be about, where the question says more than body and time."""
    named = set().union(*(_body(facets) | set(content_terms(" ".join(facets.assets))) for facets in known)) | _ASKING
    return frozenset(
        term
        for term in content_terms(question)
        if term not in named and not term.isdecimal() and period_in(term.capitalize()) is None
    )


def _statement(document: OpenDocument, place: Place) -> Statement:
    quote = whole(RankedPassage(document.passage(place.start, place.end), 1.0))
    known = json.loads(place.value) if place.value else {}
    said = words_of(quote)
    unsaid = [
        f"{name.capitalize()}: {known[name]}."
        for name in ("owner", "due")
        if known.get(name) and not _tells(name, said)
    ]
    return Statement(" ".join([said, *unsaid]), [quote])


def _tells(name: str, said: str) -> bool:
    return bool(re.search(rf"\b{name}s?\b", said, re.IGNORECASE))


def _standing(facets: Facets, question: str) -> str:
    phrases = phrases_for(question)
    standing = {"draft": phrases.draft, "approved": phrases.approved}.get(facets.status)
    return standing.format(title=facets.title) if standing else ""
