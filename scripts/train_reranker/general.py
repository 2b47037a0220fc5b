"""Groups from general questions: search questions, reading tests, dialogues, reports and abstracts."""

import gzip
import json
import random
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.knowledge.chunking import embedded_text
from assistant.knowledge.sentences import sentence_spans
from scripts.train_reranker.groups import Group

# Groups of each set: enough of every kind of question, none of them the loudest.
COUNTS = {
    "nq_qed": 3000,
    "nq_open": 900,
    "squad2_train_part": 1900,
    "boolq_dev": 1600,
    "doc2dial_val": 1500,
    "selqa": 1200,
    "tatqa": 900,
    "quac_dev": 900,
    "xquad_en": 500,
    "pubmedqa": 500,
}
NEGATIVES = 3
SHARE_OF_SENTENCES = 0.3  # how many groups compare single sentences, as an answer is chosen from
SHARE_AS_TYPED = 0.15  # how many questions are in lower case and without their question mark
HELD_OUT = 20  # one passage in so many is for judging

Row = dict[str, Any]


def general_groups(folder: Path, held_out: bool, chance: random.Random) -> list[Group]:
    """Groups from the question sets in `folder`; `held_out` tells whether to take those kept for judging."""
    groups = []
    for name, count in COUNTS.items():
        rows = [row for row in _rows(folder / f"{name}.jsonl.gz") if _is_held_out(row) == held_out]
        chance.shuffle(rows)
        groups += [group for row in rows[:count] if (group := _group(row, name, chance))]
    return groups


def as_typed(question: str, chance: random.Random) -> str:
    """The question, now and then as it is typed in haste."""
    return question.lower().rstrip("?") if chance.random() < SHARE_AS_TYPED else question


def _rows(path: Path) -> Iterator[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _is_held_out(row: Row) -> bool:
    return zlib.crc32((row.get("title") or row["passage"]).encode()) % HELD_OUT == 0


def _group(row: Row, origin: str, chance: random.Random) -> Group | None:
    question = as_typed(row["question"].split("): ")[-1] if chance.random() < 0.5 else row["question"], chance)
    if not row["answerable"]:
        passages = [row["passage"], *row["negatives"][: NEGATIVES - 1]]
        return Group(origin, question, passages, [0] * len(passages))
    others = chance.sample(row["negatives"], min(NEGATIVES, len(row["negatives"])))
    if row["answer_start"] is not None and chance.random() < SHARE_OF_SENTENCES:
        return _sentences(row, origin, question, others, chance)
    if not others:
        return None
    passages = [row["passage"], *others]
    if row.get("title") and row.get("neg_kind") == "same_doc" and chance.random() < 0.7:
        passages = [embedded_text(row["title"], passage) for passage in passages]
    return Group(origin, question, passages, [1] + [0] * len(others))


def _sentences(row: Row, origin: str, question: str, others: Sequence[str], chance: random.Random) -> Group | None:
    """The sentence that answers among its neighbours and the sentences of other passages."""
    passage, at = row["passage"], row["answer_start"]
    spans = sentence_spans(passage)
    answering = next((span for span in spans if span[0] <= at < span[1]), None)
    if answering is None:
        return None
    neighbours = [passage[start:end] for start, end in spans if (start, end) != answering]
    strangers = [text[start:end] for text in others for start, end in sentence_spans(text)[:2]]
    wrong = chance.sample(neighbours, min(2, len(neighbours))) + chance.sample(strangers, min(2, len(strangers)))
    if not wrong:
        return None
    return Group(origin, question, [passage[slice(*answering)], *wrong], [1] + [0] * len(wrong))
