"""Whether an answer has what a right one has: for each thing that it must have, one of its wordings."""

from collections.abc import Sequence

from eval.metrics.wording import plain


def contains(answer: str, must: Sequence[Sequence[str]]) -> bool:
    """Case, white space, Markdown and the form of quotation marks apart."""
    said = plain(answer)
    return all(any(plain(wording) in said for wording in wordings) for wordings in must)
