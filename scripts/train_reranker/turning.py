"""The linear map that turns a question's vector to where the passages lie that answer it.

Passages keep the vectors that the shipped model gives them: what is learned is on the side of the question alone.
"""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from assistant.knowledge.embedding import ShippedEmbedding
from scripts.train_reranker.groups import Group

GROUPS = 6000
GROUPS_A_STEP = 64
ROUNDS = 6
LEARNING_RATE = 2e-3
SHARPNESS = 20.0  # a cosine is so many times smaller than a logit
OTHERS = 0.5  # what it weighs to tell the right passage from those of other questions, against those found beside it
RIDGE = 0.02  # holds the map to where it starts, which leaves every question as it is


class Turn(torch.nn.Module):  # type: ignore[misc]
    """Vectors of questions, shape (n, 384), to others of the same shape."""

    def __init__(self, dimension: int) -> None:
        super().__init__()
        self.map = torch.nn.Parameter(torch.zeros(dimension, dimension))
        self.shift = torch.nn.Parameter(torch.zeros(dimension))

    def forward(self, questions: torch.Tensor) -> torch.Tensor:
        return questions + questions @ self.map + self.shift

    def weight(self) -> torch.Tensor:
        return (self.map**2).sum() + (self.shift**2).sum()

    def matrix(self) -> NDArray[np.float16]:
        """The map and, in its last row, the shift: shape (385, 384)."""
        rows = torch.cat([torch.eye(len(self.shift)) + self.map, self.shift[None]])
        return np.asarray(rows.detach().numpy(), dtype=np.float16)


def learned_turn(groups: Sequence[Group], embedding: ShippedEmbedding) -> NDArray[np.float16]:
    """The map, learned from the groups that have a right passage."""
    some = [group for group in groups if 1 in group.labels][:GROUPS]
    turn = Turn(embedding.dimension)
    optimizer = torch.optim.Adam(turn.parameters(), lr=LEARNING_RATE)
    questions = torch.tensor(embedding.embed([group.question for group in some]))
    passages = [torch.tensor(embedding.embed(group.passages)) for group in some]
    right = [list(group.labels).index(1) for group in some]
    for _ in range(ROUNDS):
        for step in torch.randperm(len(some)).split(GROUPS_A_STEP):
            loss = _loss(turn, questions[step], [passages[at] for at in step], [right[at] for at in step])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return turn.matrix()


def _loss(turn: Turn, questions: torch.Tensor, passages: Sequence[torch.Tensor], right: Sequence[int]) -> torch.Tensor:
    """Cross entropy of the right passage in its group, and among the right ones of other groups."""
    turned = SHARPNESS * turn(questions)
    scores = torch.nn.utils.rnn.pad_sequence(
        [found @ question for found, question in zip(passages, turned, strict=True)],
        batch_first=True,
        padding_value=-torch.inf,
    )
    answers = torch.stack([found[at] for found, at in zip(passages, right, strict=True)])
    within = torch.nn.functional.cross_entropy(scores, torch.tensor(right))
    among = torch.nn.functional.cross_entropy(turned @ answers.T, torch.arange(len(right)))
    return within + OTHERS * among + RIDGE * turn.weight()
