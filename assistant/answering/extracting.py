"""Answers in the sources' own words: what the kind of question asks for, each sentence quoted, or a refusal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.abstaining import refusal
from assistant.answering.asked import Asked, asked_from
from assistant.answering.asking import questions_asked
from assistant.answering.changes import changes_of
from assistant.answering.choosing import chosen, self_contained
from assistant.answering.clauses import clause_of
from assistant.answering.comparing import compared
from assistant.answering.composing import composed, notes_on
from assistant.answering.decisions import decided
from assistant.answering.enumerating import counted
from assistant.answering.listing import best_list, listed
from assistant.answering.lookup import LOOKED_UP, looked_up, words_of_rows
from assistant.answering.naming import person_written, unknown_names
from assistant.answering.phrases import phrases_for
from assistant.answering.question_types import asker_named, is_about_askers, question_type
from assistant.answering.quotable import quotes_of
from assistant.answering.quoting import Quote, whole
from assistant.answering.scoring import Scored, Scorer
from assistant.answering.statements import Draft, Statement
from assistant.answering.support import support
from assistant.answering.surveys import asks_for_clause, survey
from assistant.answering.wording import sentence_of
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.embedding import Embedder
from assistant.knowledge.lexical import LexicalIndex, Scope
from assistant.knowledge.opened import OpenDocument, agreements, open_documents
from assistant.knowledge.tables import table_passages
from assistant.knowledge.terms import terms
from assistant.retrieval.glossary import Glossary
from assistant.retrieval.ranked import RankedPassage, is_credited
from assistant.retrieval.reranking import Rereader

PASSAGES_READ, PASSAGES_COMPARED = 12, 30
SENTENCES_READ = 60
DOCUMENTS_OPENED = 5
NEAREST_SHOWN = 3
TABLES_SOUGHT = 100  # of the passages that share the question's words, those with tables are looked into
NAMED_WITHIN = 3  # a question for a clause is put to the agreements of so many of the best passages
SIDE_SHARE = 0.6  # of the least support, that one of several sides needs
OPENING = 25  # a sentence about somebody names whom it is about within so many characters
LIST_SHARE = {"list": 0.6, "change": 0.5, "how_to": 0.3}  # of a sentence's score, from which a list is preferred


@dataclass(frozen=True)
class Pointers:
    """Where a question goes that no source may answer: who interprets agreements, and how safety is reported."""

    legal: str
    safety: str


class Extractor:
    """Chooses what answers a question among the passages found for it."""

    def __init__(
        self,
        catalog: Catalog,
        embedder: Embedder,
        lexical: LexicalIndex,
        glossary: Glossary,
        pointers: Pointers,
        rereader: Rereader | None = None,
    ) -> None:
        self.catalog = catalog
        self.lexical = lexical
        self.glossary = glossary
        self.pointers = pointers
        self.scorer = Scorer(embedder, rereader)

    def draft(
        self,
        question: str,
        found: Sequence[RankedPassage],
        scope: Scope,
        speaker: str | None = None,
        one_of_several: bool = False,
    ) -> Draft:
        """The answer to be checked. Only what lies in the scope is read; with a `speaker`, only that one's words.

        Where the question is one of several sides that are to be heard, less support is enough.
        """
        asked = self._asked(question, scope)
        settled = self._settled(asked, found, scope)
        return settled or self._of_passages(asked, found, scope, speaker, SIDE_SHARE if one_of_several else 1.0)

    def settles(self, question: str, found: Sequence[RankedPassage], scope: Scope) -> bool:
        """Whether the answer leaves no writer a choice: a refusal, or what is read off whole documents."""
        kind = question_type(question)
        if kind in ("safety", "judgement") or self._unknown(question, scope):
            return True
        if kind not in ("decision", "survey", "yes_no"):
            return False
        return self._of_whole_documents(self._asked(question, scope), found, scope) is not None

    def refused(self, question: str, found: Sequence[RankedPassage], scope: Scope) -> Draft:
        """That the sources do not answer the question, with the nearest passages."""
        return self._refused(self._asked(question, scope), found, scope, 0.0)

    def notes(self, question: str, statements: Sequence[Statement], scope: Scope) -> list[str]:
        """What a reader has to know of the statements' sources: marks of redaction, drafts, superseded documents."""
        opened = self._opened([quote for each in statements for quote in each.quotes], scope)
        return notes_on(statements, opened, phrases_for(question))

    def _asked(self, question: str, scope: Scope) -> Asked:
        return asked_from(question, self.lexical, self.glossary, Scope(scope.audiences), self.catalog.aliases())

    def _settled(self, asked: Asked, found: Sequence[RankedPassage], scope: Scope) -> Draft | None:
        """What is answered whatever the passages say, or read off more than they are."""
        if asked.type == "safety":
            return Draft(refusal=self.pointers.safety)
        unknown = self._unknown(asked.question, scope)
        if unknown:
            return self._refused(asked, found, scope, 0.0, unknown)
        return self._of_whole_documents(asked, found, scope)

    def _unknown(self, question: str, scope: Scope) -> list[str]:
        return unknown_names(question, self.catalog, self.lexical, self.glossary, Scope(scope.audiences))

    def _of_whole_documents(self, asked: Asked, found: Sequence[RankedPassage], scope: Scope) -> Draft | None:
        """What is read off all minutes or agreements, unless the scope is narrower, and not off what was found."""
        if scope != Scope(scope.audiences):
            return None
        if asked.type == "decision":
            return decided(asked.question, self.catalog, scope.audiences)
        named = {each.passage.document_id for each in found[:NAMED_WITHIN]}
        if asked.type == "survey":
            searched = agreements(self.catalog, scope.audiences)
        elif asked.type == "yes_no" and asks_for_clause(asked.question):
            searched = [each for each in agreements(self.catalog, scope.audiences) if each.id in named]
        else:
            return None
        if not searched:
            return None
        return survey(asked, searched, self.catalog, self.lexical, self.scorer, scope.audiences, found)

    def _of_passages(
        self,
        asked: Asked,
        found: Sequence[RankedPassage],
        scope: Scope,
        speaker: str | None,
        share: float,
    ) -> Draft:
        speaker = speaker or (person_written(asked.question) if asked.type == "said" else None)
        quotes = candidates(asked, found, speaker)
        if speaker:
            asked = asked.without(frozenset(terms(speaker)))
        scored = self.scorer.scored(asked, quotes)
        if speaker and not scored:
            return Draft(refusal=phrases_for(asked.question).no_statement.format(person=speaker))
        best = self._best_list(asked, scored, found, scope)
        weights = self.scorer.weights_for(asked)
        likely = support(asked, _with(best, scored), found, weights)
        opened = self._opened([each.quote for each in scored], scope)
        if scored and asked.type == "judgement":
            return self._judgement(asked, scored, opened, likely)
        rows = [] if speaker else self._looked_up(asked, opened.values(), scope)
        if rows:
            told = [Statement(sentence_of(each, labelled=True), [each]) for each in rows]
            return Draft(told, self.notes(asked.question, told, scope), apart=len(told) > 1, support=1.0)
        questions = questions_asked(asked, scored) if speaker and is_about_askers(asked.question) else []
        if questions:
            return Draft([Statement(sentence_of(each), [each]) for each in questions], apart=True, support=likely)
        if not scored or likely < weights.threshold * share:
            return self._refused(asked, found, scope, likely)
        changes = self._changes(asked, opened)
        if changes:
            return Draft(changes, apart=True, support=likely)
        if best:
            return Draft([listed(best.quote)], apart=True, support=likely)
        items = counted(asked, list(opened.values())) if asked.type in ("list", "said") else []
        if items:
            return Draft(items, apart=True, support=likely)
        picked = compared(asked, scored) if asked.type == "compare" else [each.quote for each in chosen(asked, scored)]
        whole_quotes = [self_contained(asked, quote, opened) for quote in picked]
        return composed(asked, whole_quotes, opened, self.catalog, scope.audiences, likely)

    def _looked_up(self, asked: Asked, opened: Iterable[OpenDocument], scope: Scope) -> list[Quote]:
        """What stands in tables, or at the heads of the documents that are open, where one row answers."""
        if asked.type not in LOOKED_UP:
            return []
        near = self.lexical.search(words_of_rows(asked), scope, TABLES_SOUGHT)
        scores = dict(near)
        tables = sorted(
            table_passages(self.catalog, scores, scope.audiences), key=lambda each: (-scores[each.id], each.id)
        )
        return looked_up(asked, (RankedPassage(each, scores[each.id]) for each in tables), opened)

    def _changes(self, asked: Asked, opened: Mapping[str, OpenDocument]) -> list[Statement]:
        """What an amendment changed, where the question is that and an amendment answers it best."""
        first = next(iter(opened.values()))
        return changes_of(first) if asked.type == "change" and first.facets.amends else []

    def _best_list(
        self, asked: Asked, scored: Sequence[Scored], found: Sequence[RankedPassage], scope: Scope
    ) -> Scored | None:
        if asked.type not in LIST_SHARE or not scored:
            return None
        ranks: dict[str, float] = {}
        for each in found:
            if each.passage.kind != "agreement" and not each.passage.superseded:
                ranks.setdefault(each.passage.document_id, each.score)
        documents = open_documents(self.catalog, list(ranks)[:DOCUMENTS_OPENED], scope.audiences)
        best = best_list(asked, list(documents.values()), self.scorer, ranks)
        return best if best and best.score >= scored[0].score * LIST_SHARE[asked.type] else None

    def _judgement(
        self, asked: Asked, scored: Sequence[Scored], opened: Mapping[str, OpenDocument], likely: float
    ) -> Draft:
        """The clauses that bear on it, and whom to ask: no source answers it."""
        clauses = [each.quote for each in scored if each.quote.found.passage.kind == "agreement"] or [scored[0].quote]
        shown = [
            clause_of(each, opened[each.found.passage.document_id])
            for each in clauses[:NEAREST_SHOWN]
            if each.found.passage.document_id in opened
        ]
        distinct = [each for at, each in enumerate(shown) if not any(each.overlaps(other) for other in shown[:at])]
        text = phrases_for(asked.question).judgement.format(legal=self.pointers.legal)
        return Draft(refusal=text, nearest=distinct, support=likely)

    def _refused(
        self,
        asked: Asked,
        found: Sequence[RankedPassage],
        scope: Scope,
        likely: float,
        unknown: Sequence[str] = (),
    ) -> Draft:
        nearest = [whole(each) for each in found[:NEAREST_SHOWN]]
        opened = self._opened(nearest, scope)
        documents = [
            opened[key] for key in dict.fromkeys(quote.found.passage.document_id for quote in nearest) if key in opened
        ]
        return Draft(refusal=refusal(asked, unknown, documents), nearest=nearest, support=likely)

    def _opened(self, quotes: Sequence[Quote], scope: Scope) -> dict[str, OpenDocument]:
        ids = list(dict.fromkeys(quote.found.passage.document_id for quote in quotes))
        return open_documents(self.catalog, ids[:DOCUMENTS_OPENED], scope.audiences)


def _with(best_list: Scored | None, scored: Sequence[Scored]) -> list[Scored]:
    return sorted([*scored, *([best_list] if best_list else [])], key=lambda each: -each.score)


def candidates(asked: Asked, found: Sequence[RankedPassage], speaker: str | None) -> list[Quote]:
    """The sentences to choose from; of a speaker that one's words, else what is said of one who may be a company."""
    many = asked.type in ("compare", "said")
    read = PASSAGES_COMPARED if many else PASSAGES_READ
    with_questions = asked.type == "said" or is_about_askers(asked.question)
    quotes = [quote for each in found[:read] for quote in quotes_of(each, with_questions)]
    if speaker:
        theirs = [quote for quote in quotes if is_credited(speaker, quote.credited())]
        quotes = theirs or [quote for quote in quotes if quote.voice == "author" and speaker in quote.text[:OPENING]]
    elif role := asker_named(asked.question):
        quotes = [quote for quote in quotes if quote.place("role") == role] or quotes
    return quotes[: SENTENCES_READ * (2 if many else 1)]
