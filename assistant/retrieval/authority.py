"""Which source goes first when several say nearly the same: the one that binds, then the newer one."""

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.retrieval.ranked import RankedPassage
from loaders.document import Kind

NEAR = 0.02  # scores that differ by no more than this are taken for equal

# An agreement binds, a playbook rules, minutes were approved; interviews, talks and articles are what somebody said.
ORDER: dict[Kind, int] = {"agreement": 0, "playbook": 1, "minutes": 2, "interview": 3, "talk": 3, "article": 4}


def by_authority(ranked: Sequence[RankedPassage]) -> list[RankedPassage]:
    """The passages, best first, with those of nearly equal scores in the order of their documents' authority."""
    return [each for group in _near(ranked) for each in sorted(group, key=_authority)]


def _near(ranked: Sequence[RankedPassage]) -> Iterator[list[RankedPassage]]:
    """Stretches of the ranking whose scores are near to that of their first."""
    group: list[RankedPassage] = []
    for each in ranked:
        if group and each.score < group[0].score - NEAR:
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _authority(each: RankedPassage) -> tuple[bool, int, int]:
    passage = each.passage
    # A newer agreement with somebody else says nothing about an older one.
    age = 0 if passage.kind == "agreement" else -(passage.date or date.min).toordinal()
    return passage.superseded, ORDER[passage.kind], age
