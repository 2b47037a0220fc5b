"""First questions for somebody who does not know yet what to ask, drawn from documents and what they are known to hold.

Each is drawn from what answers it: a definition, steps, an owner, a clause on how an agreement ends, decisions, a
statement. So nothing is suggested that the documents do not answer.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from assistant.knowledge.opened import OpenDocument
from assistant.knowledge.stored import is_superseded

Subject = Literal["start", "playbooks", "agreements", "decisions", "experience"]
Language = Literal["en", "zh"]

EACH = 2  # questions that one kind of thing gives

_ABBREVIATION = re.compile(r"[A-Z]{2,5}")
_SPELT_WITH_AN = frozenset("AEFHILMNORSX")
_ENDING = re.compile(r"terminat|convenience|wind-down", re.IGNORECASE)
_BEGINNING = re.compile(r"launch|start-?up|onboarding", re.IGNORECASE)
_ASKS = re.compile(r"(?:who|what|when|how|whom|where) (?!an? |the )", re.IGNORECASE)
_OWNED = re.compile(r"Alliance: ([^;]+);.*\bOwner: \w")
_ON_A_TOPIC = re.compile(r"\b(?:on|about) (.+)$")
_SPEAKERS = ("guest", "speaker")


@dataclass(frozen=True)
class _Forms:
    """How questions are put in a language."""

    what_is: str
    steps: str
    owner: str
    ending: str
    decided: str
    said: str


_FORMS: dict[Language, _Forms] = {
    "en": _Forms(
        what_is="What is {article} {name}?",
        steps="What are the steps in “{name}”?",
        owner="Who owns the {name} alliance?",
        ending="How can the {name} be ended?",
        decided="What was decided in “{name}”?",
        said="What does {person} say about {name}?",
    ),
    "zh": _Forms(
        what_is="什么是 {name}？",
        steps="《{name}》有哪些步骤？",
        owner="谁负责 {name} 联盟？",
        ending="《{name}》怎样终止？",
        decided="“{name}”作出了哪些决定？",
        said="关于 {name}，{person} 说了什么？",
    ),
}


def first_questions(documents: Sequence[OpenDocument], language: Language) -> dict[Subject, list[str]]:
    """A few questions on each subject, newest documents first; subjects that give none are left out."""
    forms = _FORMS[language]
    newest = sorted((each for each in documents if _holds(each)), key=_date, reverse=True)
    drawn: dict[Subject, Iterable[str]] = {
        "start": [*_defined(newest, forms), *_launched(newest, forms), *_owned(newest, forms)],
        "playbooks": islice(_asked_by_headings(newest, language), EACH),
        "agreements": islice(_endings(newest, forms), EACH),
        "decisions": islice(_decisions(newest, forms), EACH),
        "experience": islice(_statements(newest, forms), EACH),
    }
    questions = {subject: list(dict.fromkeys(some)) for subject, some in drawn.items()}
    return {subject: some for subject, some in questions.items() if some}


def _defined(documents: Sequence[OpenDocument], forms: _Forms) -> Iterator[str]:
    """The abbreviation that most documents use, of those that one defines."""
    defining = [each for each in documents if each.facets.kind != "agreement"]
    terms = {place.value for each in defining for place in each.of_kind("term") if _ABBREVIATION.fullmatch(place.value)}
    used = {term: sum(bool(re.search(rf"\b{term}\b", each.text)) for each in documents) for term in terms}
    for term in sorted(terms, key=lambda each: (-used[each], each))[:1]:
        yield forms.what_is.format(article="an" if term[0] in _SPELT_WITH_AN else "a", name=term)


def _launched(documents: Sequence[OpenDocument], forms: _Forms) -> Iterator[str]:
    """The playbook with most steps: that of how an alliance begins, where there is one."""
    playbooks = [each for each in documents if each.facets.kind == "playbook"]
    beginning = [
        each for each in playbooks if re.search("launch|start-?up|onboarding", each.facets.title, re.IGNORECASE)
    ]
    most = max(beginning or playbooks, key=lambda each: sum(1 for _ in each.of_kind("step")), default=None)
    if most and any(most.of_kind("step")):
        yield forms.steps.format(name=most.facets.title)


def _owned(documents: Sequence[OpenDocument], forms: _Forms) -> Iterator[str]:
    """The alliance that a table of owners begins with."""
    rows = (place.value for each in documents for place in each.of_kind("row"))
    listed = (found[1] for row in rows if (found := _OWNED.match(row)))
    yield from (forms.owner.format(name=name) for name in islice(listed, 1))


def _asked_by_headings(documents: Sequence[OpenDocument], language: Language) -> Iterator[str]:
    """A heading of each playbook that is a question itself, with the playbook's title, which says of what."""
    for each in documents:
        if each.facets.kind == "playbook" and each.facets.language == language:
            headings = [place.value.rpartition(" > ")[2] for place in each.of_kind("section")]
            if language == "zh":
                yield from (heading for heading in headings if heading.endswith("？"))
            elif heading := next((heading for heading in headings if _ASKS.match(heading)), None):
                yield f"{each.facets.title}: {heading[0].lower()}{heading[1:].rstrip('?')}?"


def _endings(documents: Sequence[OpenDocument], forms: _Forms) -> Iterator[str]:
    for each in documents:
        headings = (place.value for place in each.of_kind("section"))
        if each.facets.kind == "agreement" and not each.facets.amends and any(map(_ENDING.search, headings)):
            yield forms.ending.format(name=each.facets.title)


def _decisions(documents: Sequence[OpenDocument], forms: _Forms) -> Iterator[str]:
    for each in documents:
        if each.facets.kind == "minutes" and any(each.of_kind("decision")):
            yield forms.decided.format(name=each.facets.title)


def _statements(documents: Sequence[OpenDocument], forms: _Forms) -> Iterator[str]:
    """What somebody who was asked says about what the title says that it is about."""
    for each in documents:
        person = next((person.name for person in each.facets.people if person.role in _SPEAKERS), None)
        topic = _ON_A_TOPIC.search(each.facets.title)
        if person and topic and each.facets.kind in ("talk", "interview"):
            yield forms.said.format(person=person, name=topic[1])


def _holds(document: OpenDocument) -> bool:
    """Whether the document may be relied on."""
    status = document.facets.status.lower()
    return not is_superseded(status) and not status.startswith("draft")


def _date(document: OpenDocument) -> tuple[str, str]:
    return (str(document.facets.date or ""), document.id)
