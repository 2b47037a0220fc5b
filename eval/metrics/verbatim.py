"""Whether the quotes of an answer stand in their sources, character by character, where they say they do."""

from collections.abc import Sequence

from eval.corpus import Corpus
from eval.results import Cited


def are_verbatim(citations: Sequence[Cited], corpus: Corpus) -> bool:
    """Whether every quote is the slice of its source that it claims to be."""
    return all(
        (source := corpus.sources.get(each.source)) is not None and source.text[each.start : each.end] == each.quote
        for each in citations
    )
