"""The suites that ship, and what `ally eval check` finds wrong with others."""

import json
from collections import Counter
from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.settings import load_settings
from eval.cases import Gold
from eval.checking import faults_of
from eval.corpus import Corpus, GoldError, read_corpus
from eval.results import Range
from eval.suite import SHIPPED, load_suite
from tests.conftest import write
from tests.eval.answered import AGREEMENT, NOTICE, TALK, corpus

SORTS = {
    "playbook": 10,
    "amendment": 10,
    "superseded": 8,
    "conflict": 8,
    "who-said": 15,
    "date": 12,
    "compare": 5,
    "chinese": 15,
    "follow-up": 12,
    "unanswerable": 15,
    "wall": 15,
    "injection": 10,
}


def corpus_of(folders: list[Path]) -> Corpus:
    return read_corpus(folders, load_settings())


@pytest.mark.parametrize("name", sorted(file.stem for file in SHIPPED.glob("*.toml")))
def test_what_ships_is_sound_and_every_gold_stands_in_the_corpus(name: str) -> None:
    suite = load_suite(name)
    assert faults_of(suite, corpus_of(list(suite.folders))) == []
    assert all(case.gold and case.expected_answers and case.must for case in suite.cases if case.answerable)


def test_the_sample_suite_has_enough_of_every_sort() -> None:
    cases = load_suite("sample").cases
    assert len(cases) >= 120
    counts = Counter(tag for case in cases for tag in case.tags)
    assert {sort: counts[sort] for sort in SORTS if counts[sort] < SORTS[sort]} == {}
    assert all(case.viewer for case in cases if "wall" in case.tags)
    assert all(case.history for case in cases if "follow-up" in case.tags)
    assert all(case.injected for case in cases if "injection" in case.tags)


def test_no_question_of_the_halves_to_tune_on_is_in_a_suite() -> None:
    examples = SHIPPED.parents[1] / "examples" / "questions"
    lines = [line for file in examples.glob("*.jsonl") for line in file.read_text(encoding="utf-8").splitlines()]
    tuned = {json.loads(line)["question"] for line in lines}
    assert not tuned & {case.question for name in ("sample", "further") for case in load_suite(name).cases}


def test_each_bad_line_is_found_with_its_number(tmp_path: Path) -> None:
    cases = [
        {"id": "good", "question": "How?", "gold": [{"source": "a.md", "quote": "ninety days"}]},
        {"id": "good", "question": "Again?", "answerable": False},
        {"id": "no gold", "question": "How?"},
        {"id": "not there", "question": "How?", "gold": [{"source": "a.md", "quote": "sixty days"}]},
        {"id": "twice", "question": "How?", "gold": [{"source": "a.md", "quote": "notice"}]},
        {"id": "no source", "question": "How?", "gold": [{"source": "b.md"}]},
        {"id": "wall", "question": "How?", "as": ["public"], "gold": [{"source": "a.md", "quote": "ninety"}]},
        {"id": "as", "question": "How?", "as": ["Everyone"], "answerable": False},
    ]
    lines = "".join(json.dumps(each) + "\n" for each in cases) + "{"
    text = "# Leaving\n\nA notice of\nninety days. Give notice in writing.\n"
    suite = 'name = "mine"\ncorpus = "files"\ncases = ["cases.jsonl"]\n[gate]\npassed = 0.9\n'
    write(tmp_path, {"suite.toml": suite, "cases.jsonl": lines, "files/a.md": text})
    loaded = load_suite(str(tmp_path / "suite.toml"))
    assert loaded.gate == {"passed": 0.9}
    found = {fault.line: fault.problem for fault in faults_of(loaded, corpus_of([tmp_path / "files"]))}
    says = {
        2: "id: 'good' is also that of",
        3: "neither gold nor expected answers",
        4: "'sixty days' does not stand in a.md",
        5: "'notice' stands 2 times in a.md",
        6: "b.md: no such source",
        7: "a.md is for internal, which the asker may not see",
        8: "name audiences",
        9: "not JSON",
    }
    assert set(found) == set(says)
    assert all(says[line] in found[line] for line in says), found


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("name = 3", "cannot be read as TOML"),
        ('name = "x"\ncases = ["a.jsonl"]', "corpus: missing"),
        ('name = "x"\ncorpus = "nowhere"\ncases = "a.jsonl"', "nowhere: no such folder"),
        ('name = "x"\ncorpus = "."\ncases = "a.jsonl"', "a.jsonl: cannot be read"),
        ('name = "x"\ncorpus = "."\ncases = "a.xlsx"', "cases are read from .jsonl and .csv"),
        ('name = "x"\ncorpus = "."\ncases = "a.csv"\nrules = 1', "rules: not known here"),
    ],
)
def test_a_suite_that_is_none_is_refused_in_one_line(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "suite.toml").write_text(content.replace("name = 3", "name ="))
    with pytest.raises(UsageError) as refused:
        load_suite(str(tmp_path / "suite.toml"))
    assert says in str(refused.value)
    with pytest.raises(UsageError, match="no such suite; name its"):
        load_suite(str(tmp_path / "other.toml"))


@pytest.mark.parametrize(
    ("gold", "stands"),
    [
        (Gold(source="heron.md", start=2, end=7), (2, 7)),
        (Gold(source="heron.md"), (0, len(AGREEMENT))),
        (Gold(quote="ends with nothing"), None),
        (Gold(quote=NOTICE), (AGREEMENT.index(NOTICE), AGREEMENT.index(NOTICE) + len(NOTICE))),
        (Gold(quote="Either   party\nmay"), (AGREEMENT.index("Either"), AGREEMENT.index("Either") + 16)),
        (Gold(source="heron.md", quote="The law"), None),
        (Gold(source="heron.md", start=60, end=len(AGREEMENT), quote="law is"), (113, 119)),
        (Gold(source="talk.vtt", turn_start=1, turn_end=1), (18, len(TALK))),
        (Gold(source="talk.vtt", turn_start=0, turn_end=1), (0, len(TALK))),
        (Gold(source="talk.vtt", turn_start=1, turn_end=2), None),
        (Gold(source="talk.vtt", page="ii", quote="pilot"), (20, 25)),
        (Gold(source="talk.vtt", page="ii", quote="Porto"), None),
        (Gold(source="talk.vtt", page="iv"), None),
        (Gold(source="talk.vtt", start=5, end=500), None),
    ],
)
def test_where_gold_stands(gold: Gold, stands: tuple[int, int] | None) -> None:
    if stands is None:
        with pytest.raises(GoldError):
            corpus().range_of(gold)
    else:
        found = corpus().range_of(gold)
        assert found == Range(source=found.source, start=stands[0], end=stands[1])
