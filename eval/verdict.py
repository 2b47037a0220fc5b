"""What a gate says of a release. The words and the exit code both come from here, so that they always agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["passed", "failed", "inconclusive"]

EXIT_CODES: dict[Outcome, int] = {"passed": 0, "failed": 1, "inconclusive": 3}


@dataclass(frozen=True)
class Check:
    """A rule, what came of it, and what it was seen by."""

    rule: str
    outcome: Outcome
    found: str


@dataclass(frozen=True)
class Verdict:
    """What the rules come to together: one that is broken fails, whatever could not be told of the others."""

    checks: Sequence[Check]

    @property
    def outcome(self) -> Outcome:
        outcomes = {check.outcome for check in self.checks}
        return "failed" if "failed" in outcomes else "inconclusive" if "inconclusive" in outcomes else "passed"

    @property
    def exit_code(self) -> int:
        return EXIT_CODES[self.outcome]

    @property
    def unmet(self) -> list[Check]:
        """The rules that are not met, the broken ones first."""
        return sorted((each for each in self.checks if each.outcome != "passed"), key=lambda each: each.outcome)
