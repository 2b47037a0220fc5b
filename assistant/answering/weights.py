"""The fitted weights of sentences and of support, as `scripts/fit_support.py` prints them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Weights:
    """What each signal weighs for a sentence and for support, and the least support of an answer."""

    sentence: Mapping[str, float]
    support: Mapping[str, float]
    threshold: float


_FITTED = json.loads(Path(__file__).with_name("weights.json").read_text(encoding="utf-8"))

# Where the second stage has read the question, and where it has not.
REREAD = Weights(**_FITTED["reread"])
FIRST_STAGE = Weights(**_FITTED["first_stage"])
