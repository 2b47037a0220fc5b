"""The writer that needs no model: answers in the sources' own words, each quote held against its source."""

import asyncio
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from assistant.answering.extracting import Extractor
from assistant.answering.gathering import as_it_is_now
from assistant.answering.grounding.verbatim import standing
from assistant.answering.parting import joined
from assistant.answering.statements import Draft, Statement
from assistant.answering.writing import Material, Written
from assistant.knowledge.lexical import Scope


class ExcerptWriter:
    """Answers with what an extractor chooses."""

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor

    async def write(self, material: Material) -> AsyncGenerator[Statement | Written]:
        """The statements, then the whole."""
        draft = await asyncio.to_thread(self._draft, material)
        for statement in draft.statements:
            yield replace(statement, apart=draft.apart)
        yield Written(draft)

    def settles(self, material: Material) -> bool:
        """Whether the answer is not for a model to word: a refusal, or what is read off whole documents."""
        with self._at_one_moment(material) as now:
            return not now.passages() or any(
                self._extractor.settles(part.question, found, now.scope)
                for part, found in zip(now.parts, now.found, strict=True)
            )

    def refusal(self, material: Material) -> Draft:
        """That the sources do not answer the question, with the nearest passages."""
        with self._at_one_moment(material) as now:
            return self._checked(self._extractor.refused(now.question, now.passages(), now.scope), now.scope)

    def notes(self, material: Material, statements: Sequence[Statement]) -> list[str]:
        """What a reader has to know of the statements' sources: marks of redaction, drafts, superseded documents."""
        with self._at_one_moment(material) as now:
            return self._extractor.notes(now.question, statements, now.scope)

    def _draft(self, material: Material) -> Draft:
        several = len(material.parts) > 1
        with self._at_one_moment(material) as now:
            drafts = [
                self._checked(self._extractor.draft(part.question, found, now.scope, part.person, several), now.scope)
                for part, found in zip(now.parts, now.found, strict=True)
            ]
        return joined(material.question, material.parts, drafts)

    @contextmanager
    def _at_one_moment(self, material: Material) -> Iterator[Material]:
        """The material as far as it stands now; all that is read beside it within is of the same moment."""
        with self._extractor.catalog.at_one_moment():
            yield as_it_is_now(material, self._extractor.catalog)

    def _checked(self, draft: Draft, scope: Scope) -> Draft:
        """The draft with those of its quotes that stand in their sources, word for word."""
        quotes = [*draft.nearest, *(quote for each in draft.statements for quote in each.quotes)]
        stand = set(map(id, standing(quotes, self._extractor.catalog, scope.audiences)))
        return replace(
            draft,
            statements=[each for each in draft.statements if all(id(quote) in stand for quote in each.quotes)],
            nearest=[quote for quote in draft.nearest if id(quote) in stand],
        )
