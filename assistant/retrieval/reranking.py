"""The second stage of retrieval: a small model that reads question and passage together and says how well they fit."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Protocol

from assistant.errors import RerankingError
from assistant.knowledge.chunking import embedded_text
from assistant.knowledge.embedding import SHIPPED_MODEL as TOKENIZER_FOLDER
from assistant.knowledge.onnx_graphs import one_thread_session, spread
from assistant.knowledge.shipped import ShippedModel
from assistant.retrieval.ranked import RankedPassage

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

SHIPPED_CROSS_ENCODER = Path(__file__).parent / "cross_encoder"

# Passages of the first stage that are read again: 60 would find another 8 % of what agreements say among the first
# eight, and take three times as long. Chosen, as the weight, on documents that the model was not trained on.
CANDIDATES = 20
ODDS_WEIGHT = 0.5
CERTAIN = 1e-6  # how near to 0 and 1 a probability counts: odds have no end
PREFERENCE = 4.0  # what a preference of the first stage, on the scale of a cosine, weighs on that of log-odds

_LATIN_WORD = re.compile(r"[^\W\d_\u0250-\uffff]{2,}")
_LETTER_BEYOND_LATIN = re.compile(r"[^\W\d_\u0000-\u024f]")


class Rereader(Protocol):
    """Reads a question and a text together."""

    def reads(self, text: str) -> bool:
        """Whether it knows the script that the text is in."""
        ...

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """How likely it is that each text answers the question, from 0 to 1."""
        ...


class CrossEncoder:
    """all-MiniLM-L6-v2, trained further to judge pairs, int8, on the CPU.

    Question and passage together are cut at 256 word pieces, of which the longer of the two gives up its end first.
    The model is read when the first pair is scored.
    """

    def __init__(self, folder: Path = SHIPPED_CROSS_ENCODER) -> None:
        self._folder = folder

    def reads(self, text: str) -> bool:
        """Whether a question or passage is in the script that the model knows: mostly Latin letters."""
        beyond = len(_LETTER_BEYOND_LATIN.findall(text))
        return sum(map(len, _LATIN_WORD.findall(text))) > 2 * beyond

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """For each passage the probability, in 0..1, that it answers the question; it depends on that pair only.

        A passage is given as the indexes hold it, under its title and heading. Raises RerankingError.
        """
        _ = self._model  # read once, before threads ask for it
        return spread(lambda passage: self._score(question, passage), passages)

    def _score(self, question: str, passage: str) -> float:
        import numpy as np

        tokenizer, session = self._model
        pair = tokenizer.encode(_encodable(question), _encodable(passage))
        # One pair a run: activations are quantised over the whole batch, so company would change the score.
        inputs = {
            "input_ids": np.array([pair.ids], dtype=np.int64),
            "token_type_ids": np.array([pair.type_ids], dtype=np.int64),
        }
        return float(session.run(["probability"], inputs)[0][0])

    @cached_property
    def _model(self) -> "tuple[Tokenizer, InferenceSession]":
        ShippedModel(self._folder, "reranking", ("model.onnx",), RerankingError).verify()
        from tokenizers import Tokenizer

        session = one_thread_session(self._folder / "model.onnx")
        return Tokenizer.from_file(str(TOKENIZER_FOLDER / "tokenizer.json")), session


def reread(
    question: str, ranked: Sequence[RankedPassage], bonus: Mapping[str, float], rereader: Rereader
) -> list[RankedPassage]:
    """The passages, best first by both stages; those behind the candidates stay behind them.

    `bonus` is the part of each score that is not about what the passage says: the second stage does not see it.
    Passages that it cannot read are taken for as likely as the median of the others. Scores are from 0 to 1.
    """
    first, rest = ranked[:CANDIDATES], ranked[CANDIDATES:]
    legible = [each for each in first if rereader.reads(each.passage.text)]
    texts = [embedded_text(each.passage.context, each.passage.reading) for each in legible]
    likely = dict(zip((each.passage.id for each in legible), rereader.scores(question, texts), strict=True))
    usual = median(likely.values()) if likely else 0.5
    both = [
        replace(
            each,
            score=fused(each.score, likely.get(each.passage.id, usual), bonus.get(each.passage.id, 0.0)),
            likely=likely.get(each.passage.id),
        )
        for each in first
    ]
    both.sort(key=lambda each: (-each.score, each.passage.id))
    least = min((each.score for each in both), default=1.0)
    return [*both, *(replace(each, score=least / (place + 1)) for place, each in enumerate(rest, start=1))]


def fused(first: float, likely: float, preference: float = 0.0) -> float:
    """From 0 to 1: the first stage's score times a power of the second's odds, and of what the question prefers.

    `preference` is contained in `first`.
    """
    inside = min(max(likely, CERTAIN), 1 - CERTAIN)
    product = max(first - preference, CERTAIN) * math.pow(inside / (1 - inside), ODDS_WEIGHT)
    product *= math.exp(PREFERENCE * preference)
    return product / (1 + product)


def _encodable(text: str) -> str:
    # Half of a surrogate pair, as a message cut by a chat client may end in, is no text to the tokenizer.
    return text.encode(errors="replace").decode()
