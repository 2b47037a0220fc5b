"""Answers in the sources' own words: what the kind of question asks for, each sentence quoted, or a refusal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.abstaining import refusal
from assistant.answering.asked import Asked, asked_from
from assistant.answering.asking import questions_asked
from assistant.answering.changes import changes_of
from assistant.answering.choosing import chosen, self_contained
from assistant.answering.clauses import clause_of
from assistant.answering.comparing import compared
from assistant.answering.composing import composed
from assistant.answering.decisions import decided
from assistant.answering.enumerating import counted
from assistant.answering.listing import best_list, listed
from assistant.answering.naming import person_written, unknown_names
from assistant.answering.phrases import phrases_for
from assistant.answering.question_types import asker_named, is_about_askers
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
from assistant.knowledge.terms import terms
from assistant.retrieval.glossary import Glossary
from assistant.retrieval.reranking import Rereader
from assistant.retrieval.search import RankedPassage, is_credited

PASSAGES_READ, PASSAGES_COMPARED = 12, 30
SENTENCES_READ = 60
DOCUMENTS_OPENED = 5
NEAREST_SHOWN = 3
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
        audiences: Sequence[str],
        speaker: str | None = None,
        one_of_several: bool = False,
    ) -> Draft:
        """The answer to be checked. Only what `audiences` may see is read; with a `speaker`, only that one's words.

        Where the question is one of several sides that are to be heard, less support is enough.
        """
        scope = Scope(audiences)
        asked = asked_from(question, self.lexical, self.glossary, scope, self.catalog.aliases())
        if asked.type == "safety":
            return Draft(refusal=self.pointers.safety)
        unknown = unknown_names(question, self.catalog, self.lexical, self.glossary, scope)
        if unknown:
            return self._refused(asked, found, audiences, 0.0, unknown)
        return self._of_whole_documents(asked, found, audiences) or self._of_passages(
            asked, found, audiences, speaker, SIDE_SHARE if one_of_several else 1.0
        )

    def _of_whole_documents(
        self, asked: Asked, found: Sequence[RankedPassage], audiences: Sequence[str]
    ) -> Draft | None:
        """What is read off all minutes or agreements rather than off the passages found."""
        if asked.type == "decision":
            return decided(asked.question, self.catalog, audiences)
        named = {each.passage.document_id for each in found[:NAMED_WITHIN]}
        if asked.type == "survey":
            searched = agreements(self.catalog, audiences)
        elif asked.type == "yes_no" and asks_for_clause(asked.question):
            searched = [each for each in agreements(self.catalog, audiences) if each.id in named]
        else:
            return None
        if not searched:
            return None
        return survey(asked, searched, self.catalog, self.lexical, self.scorer, audiences, found)

    def _of_passages(
        self,
        asked: Asked,
        found: Sequence[RankedPassage],
        audiences: Sequence[str],
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
        best = self._best_list(asked, scored, found, audiences)
        weights = self.scorer.weights_for(asked)
        likely = support(asked, _with(best, scored), found, weights)
        opened = self._opened([each.quote for each in scored], audiences)
        if scored and asked.type == "judgement":
            return self._judgement(asked, scored, opened, likely)
        questions = questions_asked(asked, scored) if speaker and is_about_askers(asked.question) else []
        if questions:
            return Draft([Statement(sentence_of(each), [each]) for each in questions], apart=True, support=likely)
        if not scored or likely < weights.threshold * share:
            return self._refused(asked, found, audiences, likely)
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
        return composed(asked, whole_quotes, opened, self.catalog, audiences, likely)

    def _changes(self, asked: Asked, opened: Mapping[str, OpenDocument]) -> list[Statement]:
        """What an amendment changed, where the question is that and an amendment answers it best."""
        first = next(iter(opened.values()))
        return changes_of(first) if asked.type == "change" and first.facets.amends else []

    def _best_list(
        self, asked: Asked, scored: Sequence[Scored], found: Sequence[RankedPassage], audiences: Sequence[str]
    ) -> Scored | None:
        if asked.type not in LIST_SHARE or not scored:
            return None
        ranks: dict[str, float] = {}
        for each in found:
            if each.passage.kind != "agreement" and not each.passage.superseded:
                ranks.setdefault(each.passage.document_id, each.score)
        documents = open_documents(self.catalog, list(ranks)[:DOCUMENTS_OPENED], audiences)
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
        audiences: Sequence[str],
        likely: float,
        unknown: Sequence[str] = (),
    ) -> Draft:
        nearest = [whole(each) for each in found[:NEAREST_SHOWN]]
        opened = self._opened(nearest, audiences)
        documents = [
            opened[key] for key in dict.fromkeys(quote.found.passage.document_id for quote in nearest) if key in opened
        ]
        return Draft(refusal=refusal(asked, unknown, documents), nearest=nearest, support=likely)

    def _opened(self, quotes: Sequence[Quote], audiences: Sequence[str]) -> dict[str, OpenDocument]:
        ids = list(dict.fromkeys(quote.found.passage.document_id for quote in quotes))
        return open_documents(self.catalog, ids[:DOCUMENTS_OPENED], audiences)


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
