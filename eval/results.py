"""What a run leaves: `results.jsonl` with a line for each case, and `summary.json`.

Both depend on the suite, the corpus and the configuration alone: the same run twice gives the same bytes. What does not
(seconds, dates) is in `timings.jsonl`, a line for each line of the results.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.types import Sentence
from eval.cases import Case

FORMAT = 1
RESULTS, SUMMARY, TIMINGS, SETUP = "results.jsonl", "summary.json", "timings.jsonl", "run.json"

Stage = Literal[
    "passed",
    "wrong document",
    "right document, wrong span",
    "span found, answer wrong",
    "should have abstained",
    "abstained wrongly",
    "citation mismatch",
    "error",
]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Standing(_Record):
    """A slice `[start, end)` of a source's canonical text, and where in the source it stands."""

    source: str
    document: str
    kind: str
    start: int
    end: int
    speaker: str | None = None
    date: str | None = None
    page: str | None = None
    section: str | None = None
    time: str | None = None


class Retrieved(Standing):
    """A passage that the answer could be written from."""

    text: str


class Cited(Standing):
    """A quote, with the number that the answer's sentences refer to it by."""

    number: int
    quote: str


class Range(_Record):
    """The characters `[start, end)` of a source's canonical text."""

    source: str
    start: int
    end: int


class Excerpt(_Record):
    """A stretch of a source around gold or cited spans. `start` is where `text` begins in the source; the spans count
    the characters of `text`.
    """

    source: str
    start: int
    text: str
    gold: tuple[tuple[int, int], ...] = ()
    cited: tuple[tuple[int, int], ...] = ()


class Given(_Record):
    """What was answered, as `assistant.types.Answer` has it, without what differs from one asking to the next."""

    status: Literal["answered", "not_found", "failed"]
    standalone_question: str
    text: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Cited, ...] = ()
    nearest: tuple[Cited, ...] = ()
    notes: tuple[str, ...] = ()
    support: float
    model: str
    prompts: dict[str, str] = Field(default_factory=dict)


class Judgement(_Record):
    """What the judge model gave one answer, from 0 to 1, each time it was asked; what it said that was no judgement."""

    measure: str
    scores: tuple[float, ...]
    mean: float | None
    variance: float | None
    errors: tuple[str, ...] = ()


class Result(_Record):
    """A line of `results.jsonl`: one case, asked once. `repeat` counts from 0.

    `document` is what intervals are clustered by. `kinds` are the kinds of the gold documents. `metrics` has those that
    are defined for this case, by name, mostly from 0 to 1. `error` is why there is no answer, or no judgement.
    """

    case: Case
    repeat: int
    document: str
    kinds: tuple[str, ...] = ()
    gold: tuple[Range, ...] = ()
    answer: Given | None = None
    retrieved: tuple[Retrieved, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    metrics: dict[str, float] = Field(default_factory=dict)
    judgements: tuple[Judgement, ...] = ()
    stage: Stage
    error: str | None = None

    @property
    def key(self) -> tuple[str, int]:
        return self.case.id, self.repeat


class Timing(_Record):
    """A line of `timings.jsonl`: what one case took, in seconds, as a whole and by step."""

    id: str
    repeat: int
    seconds: float
    steps: dict[str, float] = Field(default_factory=dict)


class Measure(_Record):
    """What a metric is: whether it is yes or no in each case, which way is better, and what it says in one line."""

    name: str
    yes_no: bool
    better: Literal["higher", "lower"]
    says: str


class Figure(_Record):
    """A metric over a slice ("all", "tag:who-said", "kind:agreement", "lang:zh"): `n` cases that have it, and what
    lies in the 95 % interval, bootstrapped over documents. All three are None where n is 0.

    A case that was asked several times counts once, with its mean.
    """

    metric: str
    slice: str
    n: int
    value: float | None = None
    low: float | None = None
    high: float | None = None


class Spread(_Record):
    """How far a judge disagrees with itself: the mean over cases of the variance of its scores."""

    measure: str
    cases: int
    variance: float


class RiskPoint(_Record):
    """Were only the best supported answers given, this share of the cases: the share of them that is wrong."""

    coverage: float
    risk: float


class Selection(_Record):
    """Which cases of the suite were asked, and how often."""

    sample: int | None = None
    seed: int = 0
    tags: tuple[str, ...] = ()
    filter_failing: bool = False
    repeat: int = 1


class Versions(_Record):
    """What the figures depend on besides the suite: the code, its configuration, and what it is built from."""

    commit: str
    settings: dict[str, object]
    models: dict[str, str]
    prompts: dict[str, str]
    packages: dict[str, str]


class Setup(_Record):
    """What a run is a run of; two runs with the same setup give the same results. Kept in `run.json` from its start."""

    suite: str
    suite_hash: str
    corpus_hash: str
    selection: Selection
    versions: Versions


class Summary(Setup):
    """`summary.json`. `cases` counts cases, `errors` those with an error; `stages` counts lines of the results."""

    format: int = FORMAT
    cases: int
    unreviewed: int
    errors: int
    stages: dict[Stage, int]
    measures: tuple[Measure, ...]
    figures: tuple[Figure, ...]
    risk_coverage: tuple[RiskPoint, ...]
    spreads: tuple[Spread, ...] = ()


def read_results(run: Path) -> Sequence[Result]:
    """The results in a run's folder, in the order of the suite. Raises UsageError."""
    from eval.records import read_lines

    return read_lines(run / RESULTS, Result)


def read_timings(run: Path) -> Sequence[Timing]:
    """The timings in a run's folder. Raises UsageError."""
    from eval.records import read_lines

    return read_lines(run / TIMINGS, Timing)


def read_summary(run: Path) -> Summary:
    """The summary in a run's folder. Raises UsageError."""
    from eval.records import read_json

    return read_json(run / SUMMARY, Summary)
