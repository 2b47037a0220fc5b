"""The fitted weights of sentences and of support, as `scripts/fit_support.py` prints them."""

import json
from collections.abc import Mapping
from pathlib import Path

_FITTED = json.loads(Path(__file__).with_name("weights.json").read_text(encoding="utf-8"))

SENTENCE: Mapping[str, float] = _FITTED["sentence"]
SUPPORT: Mapping[str, float] = _FITTED["support"]
LEAST_SUPPORT: float = _FITTED["threshold"]
