"""Which passages a model is given."""

from collections import Counter
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.gathering import OF_EACH_DOCUMENT, across_documents
from assistant.knowledge.stored import StoredPassage
from assistant.retrieval.ranked import RankedPassage


def _found(documents: Sequence[str], tokens: int = 100) -> list[RankedPassage]:
    """Passages of these documents, best first."""
    return [
        RankedPassage(
            StoredPassage(
                id=str(rank),
                document_id=document,
                source_id=document,
                source=document,
                title=document,
                kind="playbook",
                date=None,
                language="en",
                markup="plain",
                start=0,
                end=4,
                text="text",
                reading="text",
                context="",
                places=[],
                tokens=tokens,
                superseded=False,
                authors=[],
            ),
            1 / (rank + 1),
        )
        for rank, document in enumerate(documents)
    ]


def _documents(found: Sequence[RankedPassage]) -> list[str]:
    return [each.passage.document_id for each in found]


def test_a_document_does_not_crowd_out_the_others() -> None:
    chosen = across_documents(_found(["a"] * 40 + ["b"] * 3 + ["c"] * 3), tokens=1200)
    assert Counter(_documents(chosen)) == {"a": OF_EACH_DOCUMENT, "b": 3, "c": 3}


def test_a_document_alone_has_the_whole_budget() -> None:
    assert _documents(across_documents(_found(["a"] * 40), tokens=1200)) == ["a"] * 12


@given(st.lists(st.sampled_from("abc")), st.integers(0, 4000))
def test_what_is_chosen_keeps_its_order_and_fits(documents: list[str], tokens: int) -> None:
    found = _found(documents)
    chosen = across_documents(found, tokens)
    rest = iter(found)
    assert all(each in rest for each in chosen)
    assert sum(each.passage.tokens for each in chosen) <= max(tokens, 100)
    assert bool(chosen) == bool(found)
