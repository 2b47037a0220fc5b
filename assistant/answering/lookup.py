"""Looking up: a question for one cell of a table, or for what a document says of itself in a line "owner: Jane Roe"."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answering.asked import Asked
from assistant.answering.quoting import Quote, whole
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.lexical import LexicalIndex, Scope
from assistant.knowledge.opened import OpenDocument
from assistant.knowledge.tables import table_passages
from assistant.knowledge.terms import terms
from assistant.retrieval.ranked import RankedPassage
from loaders.layout.tables import columns_of

LOOKED_UP = ("who", "when", "amount", "where", "fact", "list")  # the kinds of question that a row can answer
ROWS_SHOWN = 3
TABLES_SOUGHT = 100  # of the passages that share the question's words, those with tables are looked into
HEAD = 800  # characters at the beginning of a document in which it says things of itself
NAMED_SHARE = 0.5  # of a title's words, that a question has in which the document is named

_LINE = re.compile(r"^(?P<label>[^\W\d_][^\n:：]{1,30})[:：][ \t]*(?P<value>\S[^\n]*)$", re.MULTILINE)
_TITLE_END = re.compile("[,:(，：（]| [-–—] ")
# What a column is asked for with, beside its own label: "Who runs Larch?" asks for its owner.
_ASKED_WITH: Mapping[str, frozenset[str]] = {
    label: frozenset(terms(words))
    for label, words in {
        "owner": "own owns owned runs manages manager leads lead responsible charge",
        "person": "ask contact responsible",
        "负责人": "负责 负责人",
    }.items()
}
_PERSON = ("person", "name", "姓名")  # labels of what needs no other word than "who"


@dataclass(frozen=True)
class Entry:
    """What reads as columns of (label, value); `subject` says what it is about."""

    columns: Sequence[tuple[str, str]]
    subject: str

    def answers(self, wanted: frozenset[str]) -> Literal["by label", "by person", "no"]:
        """Whether one column is asked for by its label, or names a person, and all else asked stands in the rest."""
        naming_person = False
        for number, (label, _) in enumerate(self.columns):
            rest = wanted - frozenset(terms(label)) - _ASKED_WITH.get(label.casefold(), frozenset())
            if self._has(rest, number):
                if rest < wanted:
                    return "by label"
                naming_person |= label.casefold() in _PERSON
        return "by person" if naming_person else "no"

    def _has(self, rest: frozenset[str], number: int) -> bool:
        """Whether the other columns, or the subject where there are none, name some of the rest and have all of it."""
        others = [column for at, column in enumerate(self.columns) if at != number]
        naming = frozenset(terms(" ".join(value for _, value in others) or self.subject))
        labels = frozenset(terms(" ".join([self.subject, *(label for label, _ in others)])))
        return bool(rest & naming) and rest <= naming | labels


def _words_of_rows(asked: Asked) -> list[str]:
    """The words that a row which answers may have."""
    wanted = asked.own.weights.keys() | asked.english.weights.keys()
    labels = [label for label, asking in _ASKED_WITH.items() if asking & wanted]
    return sorted(wanted.union(*(terms(label) for label in labels)))


def rows_for(asked: Asked, lexical: LexicalIndex, catalog: Catalog, scope: Scope) -> list[Quote]:
    """The rows of tables within the scope that answer, if any. What stands comes before what is superseded."""
    if asked.type not in LOOKED_UP:
        return []
    scores = dict(lexical.search(_words_of_rows(asked), scope, TABLES_SOUGHT))
    tables = table_passages(catalog, scores, scope.audiences)
    ranked = sorted(tables, key=lambda each: (-scores[each.id], each.id))
    rows = defaultdict[str, list[Quote]](list)
    for quote in (quote for each in ranked for quote in _rows(RankedPassage(each, scores[each.id]))):
        rows[_answers(_row(quote), asked)].append(quote)
    return _shown(rows["by label"] or rows["by person"])


def lines_for(asked: Asked, opened: Iterable[OpenDocument]) -> list[Quote]:
    """The lines in which one of the documents says of itself what is asked for, if any."""
    return _shown(quote for each in opened for quote in _lines(each, asked)) if asked.type in LOOKED_UP else []


def _shown(found: Iterable[Quote]) -> list[Quote]:
    quotes = {quote.address: quote for quote in found}
    return sorted(quotes.values(), key=lambda quote: quote.found.passage.superseded)[:ROWS_SHOWN]


def _answers(entry: Entry, asked: Asked) -> str:
    wording = asked.wording_for(" ".join(value for _, value in entry.columns))
    return entry.answers(frozenset(wording.weights))


def _rows(found: RankedPassage) -> Iterator[Quote]:
    passage = found.passage
    for place in passage.places:
        if place.kind == "row" and passage.start <= place.start and place.end <= passage.end:
            text = passage.text[place.start - passage.start : place.end - passage.start]
            yield Quote(found, place.start, place.end, text)


def _row(quote: Quote) -> Entry:
    subject = " ".join(filter(None, (quote.found.passage.title, quote.section)))
    return Entry(columns_of(quote.row or ""), subject)


def _lines(document: OpenDocument, asked: Asked) -> Iterator[Quote]:
    """The lines at the head of a document that answer, where the question names the document."""
    titled = frozenset(terms(_TITLE_END.split(document.facets.title)[0]))
    wording = asked.wording_for(document.facets.title)
    if len(titled.intersection(wording.weights)) < NAMED_SHARE * len(titled):
        return
    for line in _LINE.finditer(document.text, 0, HEAD):
        if _answers(Entry([(line["label"].strip(), line["value"].strip())], document.facets.title), asked) != "no":
            passage = document.passage(document.start + line.start(), document.start + line.end())
            yield whole(RankedPassage(passage, 0.0))
