"""A model's sentence becomes a statement with the quotes that carry it, or is dropped or marked where nothing does."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from assistant.answering.first_person import in_first_person
from assistant.answering.grounding.grounder import Grounder
from assistant.answering.grounding.verbatim import standing
from assistant.answering.marks import marked
from assistant.answering.phrases import phrases_for
from assistant.answering.statements import Statement
from assistant.answering.writing import Material
from assistant.knowledge.catalog import Catalog
from loaders.reading import reading_form


class Checker:
    """Holds the sentences of answers against their passages."""

    def __init__(self, grounder: Grounder, catalog: Catalog, marks_ungrounded: bool) -> None:
        """A sentence that nothing carries is dropped, unless `marks_ungrounded`: then it is shown and says so."""
        self._grounder = grounder
        self._catalog = catalog
        self._marks_ungrounded = marks_ungrounded
        # Sentences of answers under way do not queue behind the searches of those that begin.
        self._thread = ThreadPoolExecutor(1, "grounding")

    async def checked(self, sentence: str, material: Material) -> Statement | None:
        """The sentence without its marks and with its quotes; None where it is to be dropped.

        `[n]` is the material's passage at n, counted from 1. One that claims nothing has no quotes; one that is marked
        has none and is not verified.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._checked, sentence, material)

    def _checked(self, sentence: str, material: Material) -> Statement | None:
        found, passages = marked(sentence), material.passages()
        text = reading_form(found.text, "markdown")
        if not text:
            return None
        cited = [passages[number - 1] for number in found.numbers if 0 < number <= len(passages)]
        grounding = self._grounder.ground(text, cited, passages)
        quotes = standing(grounding.quotes, self._catalog, material.scope.audiences)
        if len(quotes) < len(grounding.quotes):
            return None  # what it rests on has gone meanwhile, or may not be seen any more
        # A source may tell the model what to say of itself; that is still no statement about anything.
        if grounding.holds and not (quotes and in_first_person(text)):
            return Statement(text, quotes)
        if self._marks_ungrounded:
            return Statement(phrases_for(material.question).unsourced.format(sentence=text), (), verified=False)
        return None
