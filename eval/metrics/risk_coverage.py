"""Risk and coverage: how many of the answers given are wrong, were only the best supported ones given.

The curve of El-Yaniv & Wiener 2010, "On the Foundations of Noise-free Selective Classification", over `Answer.support`.
"""

from collections.abc import Sequence
from itertools import groupby

from eval.results import RiskPoint


def risk_coverage(answered: Sequence[tuple[float, bool]], cases: int) -> list[RiskPoint]:
    """A point for each distinct support, from the highest, over (support, whether the answer is wrong).

    Coverage is a share of all `cases`, those that were not answered included.
    """
    points: list[RiskPoint] = []
    given = wrong = 0
    for _, alike in groupby(sorted(answered, key=lambda each: -each[0]), key=lambda each: each[0]):
        failures = [is_wrong for _, is_wrong in alike]
        given, wrong = given + len(failures), wrong + sum(failures)
        points.append(RiskPoint(coverage=given / cases, risk=wrong / given))
    return points
