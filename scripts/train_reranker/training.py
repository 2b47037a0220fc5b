"""One pass over groups: right passage against wrong ones, and each pair for itself."""

import random
import time
from collections.abc import Iterator, Sequence

import torch
from tokenizers import Tokenizer

from scripts.train_reranker.groups import Group
from scripts.train_reranker.model import Pair, PairScorer, padded, pair

PAIRS_A_STEP = 24
PAIRS_A_RUN = 8
WARM_UP = 60  # steps
WORD_PIECES = 192  # a pair is cut there in training, where length costs the most
GROUPS_SORTED = 300  # so many at a time are sorted by length, so that little is padded
REPORT_EVERY = 25  # steps

Encoded = tuple[Group, Sequence[Pair]]


def train(
    scorer: PairScorer,
    tokenizer: Tokenizer,
    groups: Sequence[Group],
    chance: random.Random,
    learning_rate: float,
    cooling: bool,
) -> None:
    """Train `scorer` in place. With `cooling` the learning rate falls to nothing; else it stays for more to follow."""
    steps = _steps(groups, tokenizer, chance)
    optimizer = torch.optim.AdamW(
        [weights for weights in scorer.parameters() if weights.requires_grad], lr=learning_rate, fused=True
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / WARM_UP, (1 - step / len(steps)) if cooling else 1.0)
    )
    scorer.train()
    began, seen, total = time.monotonic(), 0, 0.0
    for number, step in enumerate(steps, start=1):
        loss = _loss(scorer, step)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(scorer.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        seen += sum(len(pairs) for _, pairs in step)
        total += loss.item()
        if number % REPORT_EVERY == 0:
            rate = seen / (time.monotonic() - began)
            print(
                f"step {number} of {len(steps)}: loss {total / REPORT_EVERY:.3f}, {rate:.0f} pairs a second", flush=True
            )
            total = 0.0


def _steps(groups: Sequence[Group], tokenizer: Tokenizer, chance: random.Random) -> list[list[Encoded]]:
    """Every group once, in random order, but each step of groups of about the same length."""
    order = list(groups)
    chance.shuffle(order)
    encoded = [(group, [pair(tokenizer, group.question, text) for text in group.passages]) for group in order]
    steps: list[list[Encoded]] = []
    for start in range(0, len(encoded), GROUPS_SORTED):
        some = list(_filled(sorted(encoded[start : start + GROUPS_SORTED], key=_longest)))
        chance.shuffle(some)
        steps += some
    return steps


def _longest(encoded: Encoded) -> int:
    return max(len(pair.ids) for pair in encoded[1])


def _filled(chunk: Sequence[Encoded]) -> Iterator[list[Encoded]]:
    step: list[Encoded] = []
    for each in chunk:
        step.append(each)
        if sum(len(pairs) for _, pairs in step) >= PAIRS_A_STEP:
            yield step
            step = []
    if step:
        yield step


def _loss(scorer: PairScorer, step: Sequence[Encoded]) -> torch.Tensor:
    """Cross entropy of each pair, plus that of the right passage within its group."""
    logits = _logits(scorer, [each for _, pairs in step for each in pairs])
    labels = torch.tensor([float(label) for group, _ in step for label in group.labels])
    alone = torch.nn.functional.binary_cross_entropy_with_logits(logits, labels)
    within, at = [], 0
    for group, pairs in step:
        if 1 in group.labels:
            right = torch.tensor(list(group.labels).index(1))
            within.append(torch.nn.functional.cross_entropy(logits[at : at + len(pairs)], right))
        at += len(pairs)
    return alone + torch.stack(within).mean() if within else alone


def _logits(scorer: PairScorer, pairs: Sequence[Pair]) -> torch.Tensor:
    """The logit of each pair, run a few at a time with others of about their length."""
    order = sorted(range(len(pairs)), key=lambda at: len(pairs[at].ids))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        runs = [
            scorer(*padded([pairs[at] for at in order[start : start + PAIRS_A_RUN]]))
            for start in range(0, len(order), PAIRS_A_RUN)
        ]
    back = torch.argsort(torch.tensor(order))
    return torch.cat(runs).float()[back]
