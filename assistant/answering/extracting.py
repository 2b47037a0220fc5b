"""Answers in the sources' own words: what the kind of question asks for, each sentence quoted, or a refusal."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.abstaining import NEAREST_SHOWN, judgement, refusal
from assistant.answering.asked import Asked, asked_from
from assistant.answering.asking import questions_asked
from assistant.answering.composing import notes_on
from assistant.answering.contenders import candidates
from assistant.answering.drafting import drafted
from assistant.answering.itself import is_about_assistant
from assistant.answering.lacking import is_enough
from assistant.answering.listing import preferred_list
from assistant.answering.lookup import lines_for, rows_for
from assistant.answering.naming import person_written, unknown_names
from assistant.answering.phrases import phrases_for
from assistant.answering.question_types import is_about_askers, question_type
from assistant.answering.quoting import Quote, whole
from assistant.answering.scoring import Scored, Scorer
from assistant.answering.statements import Draft, Statement
from assistant.answering.support import support
from assistant.answering.whole_documents import READ_WHOLE, read_off
from assistant.answering.wording import sentence_of
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.embedding import Embedder
from assistant.knowledge.lexical import LexicalIndex, Scope
from assistant.knowledge.opened import OpenDocument, open_documents
from assistant.knowledge.terms import terms
from assistant.retrieval.glossary import Glossary
from assistant.retrieval.ranked import RankedPassage
from assistant.retrieval.reranking import Rereader

DOCUMENTS_OPENED = 5
LESS_SUPPORT = 0.6  # of what is needed, for one of several sides and for what has nearly all that is asked about


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

        Where the question is one of several sides that are to be heard, less is enough.
        """
        asked = self._asked(question, scope)
        settled = self._settled(asked, found, scope)
        return settled or self._of_passages(asked, found, scope, speaker, one_of_several)

    def settles(self, question: str, found: Sequence[RankedPassage], scope: Scope) -> bool:
        """Whether the answer leaves no writer a choice: a refusal, or what is read off whole documents."""
        kind = question_type(question)
        if kind in ("safety", "judgement") or is_about_assistant(question) or self._unknown(question, scope):
            return True
        if kind not in READ_WHOLE:
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
        if is_about_assistant(asked.question):
            return Draft(refusal=phrases_for(asked.question).not_answered)
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
        return read_off(asked, found, scope.audiences, self.catalog, self.lexical, self.scorer)

    def _of_passages(
        self,
        asked: Asked,
        found: Sequence[RankedPassage],
        scope: Scope,
        speaker: str | None,
        one_of_several: bool,
    ) -> Draft:
        speaker = speaker or (person_written(asked.question) if asked.type == "said" else None)
        rows = [] if speaker else rows_for(asked, self.lexical, self.catalog, scope)
        if rows:
            return self._of_rows(asked, rows, scope)
        quotes = candidates(asked, found, speaker)
        if speaker:
            asked = asked.without(frozenset(terms(speaker)))
        scored = self.scorer.scored(asked, quotes)
        if speaker and not scored:
            return Draft(refusal=phrases_for(asked.question).no_statement.format(person=speaker))
        best = preferred_list(asked, scored, found, self.catalog, self.scorer, scope.audiences)
        weights = self.scorer.weights_for(asked)
        likely = support(asked, _best_first(scored, best), found, weights)
        opened = self._opened([each.quote for each in scored], scope)
        if scored and asked.type == "judgement":
            return judgement(asked, scored, opened, self.pointers.legal, likely)
        lines = [] if speaker else lines_for(asked, opened.values())
        if lines:
            return self._of_rows(asked, lines, scope)
        questions = questions_asked(asked, scored) if speaker and is_about_askers(asked.question) else []
        if questions:
            return Draft([Statement(sentence_of(each), [each]) for each in questions], apart=True, support=likely)
        if not scored or likely < weights.threshold * LESS_SUPPORT:
            return self._refused(asked, found, scope, likely)
        draft = drafted(asked, scored, best, opened, self.catalog, scope.audiences, likely)
        answering = [quote for each in draft.statements for quote in each.quotes]
        if one_of_several or is_enough(asked, answering, supported=likely >= weights.threshold):
            return draft
        return self._refused(asked, found, scope, likely if likely < weights.threshold else 0.0)

    def _of_rows(self, asked: Asked, rows: Sequence[Quote], scope: Scope) -> Draft:
        told = [Statement(sentence_of(each, labelled=True), [each]) for each in rows]
        return Draft(told, self.notes(asked.question, told, scope), apart=len(told) > 1, support=1.0)

    def _refused(
        self,
        asked: Asked,
        found: Sequence[RankedPassage],
        scope: Scope,
        likely: float,
        unknown: Sequence[str] = (),
    ) -> Draft:
        nearest = [whole(each) for each in found[:NEAREST_SHOWN]]
        documents = list(self._opened(nearest, scope).values())
        return Draft(refusal=refusal(asked, unknown, documents), nearest=nearest, support=likely)

    def _opened(self, quotes: Sequence[Quote], scope: Scope) -> dict[str, OpenDocument]:
        ids = list(dict.fromkeys(quote.found.passage.document_id for quote in quotes))
        return open_documents(self.catalog, ids[:DOCUMENTS_OPENED], scope.audiences)


def _best_first(scored: Sequence[Scored], best_list: Scored | None) -> list[Scored]:
    return sorted([*scored, *([best_list] if best_list else [])], key=lambda each: -each.score)
