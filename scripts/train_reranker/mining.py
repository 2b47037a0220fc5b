"""Groups from agreements and meetings: passages that hold the gold text against those that the first stage prefers."""

import json
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.knowledge.chunking import embedded_text
from assistant.knowledge.sentences import Span, sentence_spans
from assistant.knowledge.stored import StoredPassage
from scripts.train_reranker.asking import SHARE_OF_TEMPLATES, Asked, Wordings, taken_apart
from scripts.train_reranker.corpus import Corpus, Meeting, as_read, meetings
from scripts.train_reranker.general import as_typed
from scripts.train_reranker.groups import Group

HELD_OUT_AGREEMENTS, HELD_OUT_MEETINGS = 9, 5  # one document in so many is for judging
DEPTH = 40  # negatives come from so many of the first stage's best
BEST_TURNS = 6
GROUPS_A_CLAUSE, GROUPS_AN_ABSENCE, GROUPS_A_QUERY = 2, 1, 3
SHARE_OF_SENTENCES = 0.2  # how many groups of clauses compare single sentences


@dataclass(frozen=True)
class Item:
    """Something to ask of a source, and the gold ranges of its canonical text; none where it says nothing of it."""

    source: str
    asked: Asked
    clause: str
    gold: Sequence[Span]


def is_held_out(source: str) -> bool:
    """Whether a document is kept for judging."""
    one_in = HELD_OUT_AGREEMENTS if source.startswith("contracts/") else HELD_OUT_MEETINGS
    return zlib.crc32(source.encode()) % one_in == 0


def clauses(folder: Path) -> Iterator[Item]:
    """What CUAD's annotators asked of the agreements, found and missing."""
    for name in ("questions", "absent"):
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            gold = [(each["start"], each["end"]) for each in row.get("gold", ())]
            source = f"contracts/{row['gold'][0]['source'] if gold else row['source']}"
            yield Item(source, taken_apart(row["question"]), row["category"], gold)


def queries(path: Path) -> Iterator[Item]:
    """What was asked of the meetings."""
    for meeting in meetings(path):
        for query in meeting.queries:
            gold = [_said(meeting, int(first), int(last)) for first, last in query["relevant_text_span"]]
            yield Item(meeting.source, Asked(query["query"], "", ()), "", gold)


def mined(items: Sequence[Item], corpus: Corpus, chance: random.Random) -> Iterator[Group]:
    """Several groups of each item, in different wordings and with different passages."""
    wordings = Wordings(held_out=False)
    known: dict[str, list[StoredPassage]] = {}
    for item in items:
        if item.source not in known:
            known[item.source] = corpus.passages(item.source)
        right = [passage for passage in known[item.source] if holds(passage, item.gold)]
        found = corpus.found(_question(item, wordings, chance), item.source, DEPTH)
        wrong = [each.passage for each in found if not touches(each.passage, item.gold)]
        if not item.clause:  # most turns of a long discussion say little: learn from those that look like answers
            right = [each.passage for each in found if holds(each.passage, item.gold)][:BEST_TURNS] or right
        for _ in range(_groups(item, bool(right)) if len(wrong) > 3 else 0):
            question = as_typed(_question(item, wordings, chance), chance)
            yield _group(item, question, right, wrong, known[item.source], chance)


def holds(passage: StoredPassage, gold: Sequence[Span]) -> bool:
    """Whether half of a gold range lies in the passage, or half of the passage in a gold range."""
    return any(
        min(end, passage.end) - max(start, passage.start) >= min(end - start, passage.end - passage.start) / 2
        for start, end in gold
    )


def touches(passage: StoredPassage, gold: Sequence[Span]) -> bool:
    """Whether the passage shares a character with a gold range."""
    return any(start < passage.end and passage.start < end for start, end in gold)


def _question(item: Item, wordings: Wordings, chance: random.Random) -> str:
    if not item.clause or chance.random() < SHARE_OF_TEMPLATES:
        return item.asked.whole
    return wordings.ask(item.asked, item.clause, chance)


def _groups(item: Item, has_right: bool) -> int:
    if not item.gold:
        return GROUPS_AN_ABSENCE
    return 0 if not has_right else GROUPS_A_CLAUSE if item.clause else GROUPS_A_QUERY


def _group(
    item: Item,
    question: str,
    right: Sequence[StoredPassage],
    wrong: Sequence[StoredPassage],
    everything: Sequence[StoredPassage],
    chance: random.Random,
) -> Group:
    """One right passage, two wrong ones of the first stage's best dozen, one further down, now and then any other."""
    picked = [*chance.sample(wrong[:12], 2 if len(wrong) > 1 else 1), chance.choice(wrong[len(wrong) // 3 :])]
    if chance.random() < 0.5 and (others := [each for each in everything if not touches(each, item.gold)]):
        picked.append(chance.choice(others))
    answering = [chance.choice(right)] if right else []
    labels = [1] * len(answering) + [0] * len(picked)
    if not item.clause:
        texts = [_joined(each, everything, item.gold, chance) for each in (*answering, *picked)]
        return Group("meeting", question, texts, labels)
    cut = _sentence if chance.random() < SHARE_OF_SENTENCES else _whole
    return Group("agreement", question, [cut(each, item.gold) for each in (*answering, *picked)], labels)


def _joined(
    passage: StoredPassage, everything: Sequence[StoredPassage], gold: Sequence[Span], chance: random.Random
) -> str:
    """A turn with those that follow it, up to a random length, as long as they all answer or none does."""
    length = chance.randrange(100, 900)
    answers = touches(passage, gold)
    at = next(number for number, each in enumerate(everything) if each.id == passage.id)
    readings: list[str] = []
    for each in everything[at:]:
        if readings and (touches(each, gold) != answers or sum(map(len, readings)) + len(each.reading) > length):
            break
        readings.append(each.reading)
    return embedded_text(passage.context, "\n".join(readings))


def _whole(passage: StoredPassage, _gold: Sequence[Span]) -> str:
    return as_read(passage)


def _sentence(passage: StoredPassage, gold: Sequence[Span]) -> str:
    """One sentence of the passage under its context: the one that holds most of the gold text, else the first."""
    spans = [(passage.start + start, passage.start + end) for start, end in sentence_spans(passage.text)]
    best = max(spans, key=lambda span: max((min(span[1], end) - max(span[0], start) for start, end in gold), default=0))
    text = passage.text[best[0] - passage.start : best[1] - passage.start]
    return embedded_text(passage.context, " ".join(text.split()))


def _said(meeting: Meeting, first: int, last: int) -> Span:
    return meeting.turns[first][0], meeting.turns[min(last, len(meeting.turns) - 1)][1]
