"""Token F1, the overlap of an answer's words with those of a right one (Rajpurkar et al. 2016, "SQuAD")."""

from collections import Counter
from collections.abc import Sequence

from eval.metrics.wording import tokens


def token_f1(answer: str, expected: Sequence[str]) -> float:
    """The best F1 over the expected answers, of which there is one at least."""
    return max(_f1(tokens(answer), tokens(each)) for each in expected)


def _f1(given: Sequence[str], wanted: Sequence[str]) -> float:
    shared = (Counter(given) & Counter(wanted)).total()
    if not given or not wanted:
        return float(given == wanted)
    # The harmonic mean of shared / given and shared / wanted.
    return 2 * shared / (len(given) + len(wanted))
