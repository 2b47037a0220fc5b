"""The stretches of the sources around what is gold and what is cited, for a reader to hold one against the other."""

from collections.abc import Iterable, Sequence

from eval.character_spans import Slice
from eval.corpus import Corpus
from eval.results import Excerpt

AROUND = 200  # characters on either side


def excerpts(gold: Sequence[Slice], cited: Sequence[Slice], corpus: Corpus) -> tuple[Excerpt, ...]:
    """One for each stretch that they are near each other in, in the order of the sources."""
    known = [each for each in (*gold, *cited) if each.source in corpus.sources]
    stretches: list[Slice] = []
    for each in sorted(known, key=lambda one: (one.source, one.start)):
        length = len(corpus.sources[each.source].text)
        start, end = max(0, each.start - AROUND), min(length, each.end + AROUND)
        last = stretches[-1] if stretches else None
        if last and last.source == each.source and start <= last.end:
            stretches[-1] = Slice(last.source, last.start, max(last.end, end))
        else:
            stretches.append(Slice(each.source, start, end))
    return tuple(
        Excerpt(
            source=each.source,
            start=each.start,
            text=corpus.sources[each.source].text[each.start : each.end],
            gold=_inside(each, gold),
            cited=_inside(each, cited),
        )
        for each in stretches
    )


def _inside(stretch: Slice, slices: Iterable[Slice]) -> tuple[tuple[int, int], ...]:
    """The slices that lie in the stretch, counted from its start."""
    found = {(each.start - stretch.start, each.end - stretch.start) for each in slices if each.overlaps([stretch])}
    return tuple(sorted(found))
