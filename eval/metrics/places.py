"""Whether an answer says the right page, turn and speaker, which is what a reader goes by to look it up."""

from collections.abc import Sequence

from eval.cases import Gold
from eval.character_spans import Slice
from eval.corpus import Corpus
from eval.results import Cited


def page_is_right(citations: Sequence[Cited], gold: Sequence[Gold]) -> bool:
    """Whether some citation is on a page that gold names."""
    pages = {(each.source, each.page) for each in gold}
    return any((each.source, each.page) in pages for each in citations)


def speaker_is_right(citations: Sequence[Cited], speaker: str) -> bool:
    """Whether some citation is credited to the speaker."""
    return any(each.speaker == speaker for each in citations)


def turns_of(slices: Sequence[Slice], corpus: Corpus) -> set[tuple[str, int]]:
    """The turns that the slices touch, each as its source and its number there."""
    return {
        (each.source, number)
        for each in slices
        if each.source in corpus.sources
        for number, turn in enumerate(corpus.sources[each.source].places("speaker"))
        if turn.start < each.end and each.start < turn.end
    }
