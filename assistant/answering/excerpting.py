"""The writer that needs no model: answers in the sources' own words, each quote held against its source."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace

from assistant.answering.extracting import Extractor
from assistant.answering.grounding.verbatim import stands_in_source
from assistant.answering.parting import joined
from assistant.answering.quoting import Quote
from assistant.answering.statements import Draft, Statement
from assistant.answering.writing import Material, Written


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
        return not material.passages() or any(
            self._extractor.settles(part.question, found, material.scope)
            for part, found in zip(material.parts, material.found, strict=True)
        )

    def refusal(self, material: Material) -> Draft:
        """That the sources do not answer the question, with the nearest passages."""
        return self._checked(self._extractor.refused(material.question, material.passages(), material.scope))

    def notes(self, material: Material, statements: Sequence[Statement]) -> list[str]:
        """What a reader has to know of the statements' sources: marks of redaction, drafts, superseded documents."""
        return self._extractor.notes(material.question, statements, material.scope)

    def _draft(self, material: Material) -> Draft:
        several = len(material.parts) > 1
        drafts = [
            self._checked(self._extractor.draft(part.question, found, material.scope, part.person, several))
            for part, found in zip(material.parts, material.found, strict=True)
        ]
        return joined(material.question, material.parts, drafts)

    def _checked(self, draft: Draft) -> Draft:
        """The draft with those of its quotes that stand in their sources, word for word."""
        kept = [each for each in draft.statements if all(self._stands(quote) for quote in each.quotes)]
        return replace(draft, statements=kept, nearest=[quote for quote in draft.nearest if self._stands(quote)])

    def _stands(self, quote: Quote) -> bool:
        return stands_in_source(quote, self._extractor.catalog)
