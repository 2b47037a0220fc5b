"""Answers that somebody was not content with, as cases that nobody has reviewed yet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from eval.cases import Case, Complaint, Exchange

PREFIX, ID_LENGTH = "feedback-", 12
TAG = "feedback"


def cases_from(turns: Iterable[Mapping[str, Any]], sources: Mapping[str, str]) -> Iterator[Case]:
    """A case for each turn with negative feedback, with the turns before it as its history.

    The turns are as `Conversations.exported` has them; `sources` are the paths of the documents by their ids.
    """
    history: dict[str, list[Exchange]] = {}
    for turn in turns:
        before = history.setdefault(turn["conversation_id"], [])
        answered = turn["answer"]["text"] if turn["answer"] else ""
        reasons = [each["reason"] for each in turn["feedback"] if each["verdict"] == "down"]
        if reasons:
            yield Case(
                id=f"{PREFIX}{turn['id'][:ID_LENGTH]}",
                question=turn["question"],
                history=tuple(before),
                tags=(TAG,),
                viewer=_asker(turn["audiences"]),
                reviewed=False,
                complaint=Complaint(
                    answered=answered,
                    retrieved=_retrieved(turn["passages"], sources),
                    reason="; ".join(filter(None, reasons)) or None,
                ),
            )
        before.append(Exchange(question=turn["question"], answer=answered))


def _asker(audiences: Sequence[str]) -> tuple[str, ...]:
    """One party that may see what the asker could; one who could see nothing is no more than the public."""
    return (",".join(audiences) or "public",)


def _retrieved(passages: Iterable[Sequence[Any]], sources: Mapping[str, str]) -> tuple[str, ...]:
    """The sources of the passages, best first, as far as they are still there."""
    documents = (document for document, _, _ in passages)
    return tuple(dict.fromkeys(sources[each] for each in documents if each in sources))
