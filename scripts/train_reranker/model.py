"""The cross-encoder in training: question and passage through the shipped model's layers, then one logit."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import AutoModel

WIDTH = 16  # batches are padded to a multiple of it: kernels are made anew for every shape


class PairScorer(torch.nn.Module):  # type: ignore[misc]
    """Word pieces of question and passage, shape (pairs, n), to a logit for each pair, shape (pairs,).

    The logit is linear in the first piece's state and the mean over all pieces: the mean is what the model was
    trained to make, the first is free to learn.
    """

    def __init__(self, weights: Path) -> None:
        super().__init__()
        self.bert = AutoModel.from_pretrained(
            weights,
            attn_implementation="eager",  # the fastest in bfloat16 on a CPU, and the one that can be exported
            dtype=torch.float32,
            hidden_dropout_prob=0.0,  # every pair is seen about once
            attention_probs_dropout_prob=0.0,
        )
        # Half of all weights, of which a few thousand questions would move only those of their own words.
        self.bert.embeddings.word_embeddings.requires_grad_(False)
        self.head = torch.nn.Linear(2 * self.bert.config.hidden_size, 1)

    def forward(self, input_ids: torch.Tensor, token_type_ids: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        states = self.bert(input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=mask)
        pieces = states.last_hidden_state
        weight = torch.ones_like(pieces[:, :, :1]) if mask is None else mask.unsqueeze(2).to(pieces.dtype)
        mean = (pieces * weight).sum(dim=1) / weight.sum(dim=1)
        return self.head(torch.cat([pieces[:, 0], mean], dim=1)).squeeze(1)


@dataclass(frozen=True)
class Pair:
    """A question and a passage as word pieces; `types` is 0 for those of the question, 1 for the passage's."""

    ids: Sequence[int]
    types: Sequence[int]


def pair(tokenizer: Tokenizer, question: str, passage: str) -> Pair:
    encoding = tokenizer.encode(question, passage)
    return Pair(encoding.ids, encoding.type_ids)


def padded(pairs: Sequence[Pair]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Ids, types and mask of a batch, each of shape (pairs, longest)."""
    longest = -(-max(len(each.ids) for each in pairs) // WIDTH) * WIDTH

    def filled(rows: Sequence[Sequence[int]]) -> torch.Tensor:
        return torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])

    return (
        filled([each.ids for each in pairs]),
        filled([each.types for each in pairs]),
        filled([[1] * len(each.ids) for each in pairs]),
    )
