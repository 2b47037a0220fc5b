"""A kept answer is checked again against the viewer who reads it: who may see what, and what the sources say, changes.

A citation is made anew from the document as it is now, so that nothing of a document that the viewer may not see is
left in it. What an answer says of itself (notes, refusals, how a follow-up was understood) speaks of everything that
its asker could see: it is shown where the viewer sees as much, and all of it is still where it was.
"""

from collections.abc import Sequence

from assistant.answering.phrases import phrases_for
from assistant.answering.quoting import whole
from assistant.answering.reshaping import is_apart, with_sentences
from assistant.conversations.kept import ChangedSource, ReadAnswer, StoredTurn
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.opened import OpenDocument, open_documents
from assistant.retrieval.ranked import RankedPassage
from assistant.types import Answer, Citation, Sentence, Viewer


class Reader:
    """One viewer's eyes on kept answers, as the catalog is when it is made."""

    def __init__(self, catalog: Catalog, viewer: Viewer) -> None:
        self._catalog = catalog
        self._viewer = viewer
        self._audiences = viewer.visible(catalog.audiences())
        self._opened: dict[str, OpenDocument] = {}

    def read(self, turn: StoredTurn) -> ReadAnswer | None:
        """The turn's answer as far as the viewer may see it; None where there is none."""
        kept = turn.answer
        if kept is None:
            return None
        self._open([*kept.citations, *kept.nearest])
        standing = {each.number: now for each in kept.citations if (now := self._now(each))}
        lost = [each for each in kept.citations if each.number not in standing]
        sees_all = turn.settled and set(turn.audiences) <= set(self._viewer.visible(turn.audiences))
        sentences = [
            each
            for each in kept.sentences
            if standing.keys() >= set(each.citations)
            and (sees_all or (each.citations and each.verified))
            and not _names(each, lost)
        ]
        changed = self._changed(lost)
        answer = self._answer(kept, sentences, list(standing.values()), sees_all, bool(changed))
        return ReadAnswer(answer=answer, complete=answer.text == kept.text, changed=changed)

    def _answer(
        self, kept: Answer, sentences: Sequence[Sentence], standing: Sequence[Citation], sees_all: bool, changed: bool
    ) -> Answer:
        nearest = [now for each in kept.nearest if (now := self._now(each))]
        if sees_all and len(sentences) == len(kept.sentences):
            return kept.model_copy(update={"citations": list(standing), "nearest": nearest})
        apart, notes = is_apart(kept), kept.notes if sees_all else []
        shown = with_sentences(kept, sentences, standing, notes if sentences else [], apart)
        less = {"nearest": nearest, "support": 0.0, "usage": None, "timings": {}}
        if not sees_all:
            less["standalone_question"] = kept.question
        if not sentences:
            phrases = phrases_for(kept.question)
            less["text"] = phrases.sources_changed if changed else phrases.not_answered
            less["status"] = "failed" if kept.status == "failed" else "not_found"
        return shown.model_copy(update=less)

    def _open(self, citations: Sequence[Citation]) -> None:
        ids = {each.document_id for each in citations} - self._opened.keys()
        self._opened |= open_documents(self._catalog, sorted(ids), self._audiences)

    def _now(self, kept: Citation) -> Citation | None:
        """The citation as its document has it now; None where the viewer may not see it or the words are not there.

        Words that have moved inside the document are found where they are, unless they are there more than once.
        """
        document = self._opened.get(kept.document_id)
        if document is None:
            return None
        at = kept.start - document.start
        if at < 0 or not document.text.startswith(kept.quote, at):
            if document.text.count(kept.quote) != 1:
                return None
            at = document.text.index(kept.quote)
        start = document.start + at
        passage = document.passage(start, start + len(kept.quote))
        now = whole(RankedPassage(passage, 0.0)).citation(kept.number)
        return now if (now.document, now.speaker, now.date) == (kept.document, kept.speaker, kept.date) else None

    def _changed(self, lost: Sequence[Citation]) -> list[ChangedSource]:
        """Those of the documents that the viewer may see and that no longer have the words."""
        opened = {each.document_id: self._opened.get(each.document_id) for each in lost}
        return [
            ChangedSource(source=document.source, document=document.facets.title, document_id=document.id)
            for document in opened.values()
            if document
        ]


def _names(sentence: Sentence, citations: Sequence[Citation]) -> bool:
    """Whether the sentence names the document or the speaker of one of the citations."""
    return any(name in sentence.text for each in citations for name in (each.document, each.speaker) if name)
