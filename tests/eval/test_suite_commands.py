"""`ally eval check` and `ally eval run` as processes of their own, over a corpus of a few lines."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import UsageError
from eval.launching import RunOptions, launch
from eval.results import RESULTS, SUMMARY, Selection, read_results, read_summary
from tests.conftest import Ally, write

FILES = {
    "corpus/agreements/heron.md": "---\ntitle: Heron agreement\naudience: internal\n---\n\n# Heron agreement\n\n"
    "## 1. Term\n\n1.1 Either party may end this agreement on ninety days' notice.\n\n"
    "## 2. Law\n\n2.1 This agreement is governed by the law of Scotland.\n",
    "corpus/talks/ending.vtt": "WEBVTT\n\nNOTE\naudience: public\n\n00:00:01.000 --> 00:00:09.000\n"
    "<v Ann Lee>A pilot without a date is a hobby.\n",
    "suite.toml": 'name = "mine"\ncorpus = "corpus"\ncases = ["cases.jsonl"]\n',
}
HERON, TALK = "agreements/heron.md", "talks/ending.vtt"
CASES: list[dict[str, Any]] = [
    {
        "id": "notice",
        "question": "On how much notice may a party end the Heron agreement?",
        "must": [["ninety days"]],
        "gold": [{"source": HERON, "quote": "ninety days' notice"}],
        "tags": ["agreement"],
    },
    {
        "id": "hobby",
        "question": "Who called a pilot without a date a hobby?",
        "must": [["hobby"]],
        "gold": [{"source": TALK, "turn_start": 0, "turn_end": 0}],
        "speaker": "Ann Lee",
        "as": ["public"],
    },
    {
        "id": "wall",
        "question": "Which law governs Heron?",
        "answerable": False,
        "as": ["public"],
        "secret": ["Scotland"],
    },
    {"id": "none", "question": "Who is the auditor of Brightmoor Genetics?", "answerable": False},
    {"id": "wrong", "question": "Which law governs the Heron agreement?", "must": [["the law of France"]]},
]


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    write(tmp_path, {**FILES, "cases.jsonl": "".join(json.dumps(each) + "\n" for each in CASES)})
    return tmp_path / "suite.toml"


def test_a_run_and_the_same_again(suite: Path, tmp_path: Path, ally: Ally) -> None:
    first = ally.run("eval", "run", suite, "--output", tmp_path / "one", "--junit", tmp_path / "j.xml")
    assert (first.returncode, first.stderr) == (0, "")
    assert "passed" in first.stdout
    assert "5 cases" in first.stdout
    again = ally.run("eval", "run", suite, "--output", tmp_path / "two", "--jobs", "1", "--csv", tmp_path / "t.csv")
    assert again.returncode == 0
    for name in (RESULTS, SUMMARY):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    stages = {result.case.id: result.stage for result in read_results(tmp_path / "one")}
    assert stages == {
        **dict.fromkeys(("notice", "hobby", "wall", "none"), "passed"),
        "wrong": "span found, answer wrong",
    }
    summary = read_summary(tmp_path / "one")
    assert summary.versions.models["answers"] == "extractive"
    assert summary.versions.packages["ally"]
    assert len(summary.corpus_hash) == 64
    assert (tmp_path / "j.xml").exists()
    assert (tmp_path / "t.csv").exists()

    failing = ally.run("eval", "run", suite, "--output", tmp_path / "three", "--filter-failing", tmp_path / "one")
    assert failing.returncode == 0
    assert [result.case.id for result in read_results(tmp_path / "three")] == ["wrong"]


def test_a_run_of_which_some_answers_fail_is_inconclusive(suite: Path, tmp_path: Path, ally: Ally) -> None:
    # Nobody listens there.
    nowhere = ally.run("eval", "run", suite, "--output", tmp_path / "run", "--url", "http://127.0.0.1:9")
    assert nowhere.returncode == 3, nowhere.stderr
    assert "2 cases ask as somebody else" in nowhere.stdout
    results = read_results(tmp_path / "run")
    assert [result.stage for result in results] == ["error"] * 3
    assert read_summary(tmp_path / "run").errors == 3


NOTHING = RunOptions(None, None, None, Selection(), None, resume=False, jobs=1, judge=None)


@pytest.mark.parametrize(
    ("name", "options", "says"),
    [
        ("suite.toml", replace(NOTHING, resume=True), "--resume: name the run to go on with by --output"),
        ("suite.toml", replace(NOTHING, selection=Selection(tags=("none",))), "no case of the suite is chosen"),
        ("suite.toml", replace(NOTHING, model="x:y", url="http://127.0.0.1:9"), "--model: not together with --url"),
        ("suite.toml", replace(NOTHING, url="127.0.0.1:9"), "not the address of a service"),
        ("nosuite", NOTHING, "no such suite"),
        ("bad.toml", NOTHING, "bad.jsonl:1: question: missing; 1 bad lines in all: ally eval check"),
    ],
)
def test_what_cannot_be_run_is_refused(
    suite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, options: RunOptions, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"bad.toml": FILES["suite.toml"].replace("cases.", "bad."), "bad.jsonl": "{}\n"})
    with pytest.raises(UsageError) as refused:
        launch(name, options)
    assert says in str(refused.value)
    assert not (tmp_path / "eval-runs").exists()


def test_check_lists_bad_lines(suite: Path, tmp_path: Path, ally: Ally) -> None:
    with (tmp_path / "cases.jsonl").open("a") as file:
        file.write('{"question": "How?", "gold": [{"source": "agreements/heron.md", "quote": "sixty days"}]}\n{')
    bad = ally.run("eval", "check", suite)
    assert bad.returncode == 2
    first, second = bad.stdout.splitlines()
    assert first.endswith(":6: gold: the quote 'sixty days' does not stand in agreements/heron.md")
    assert ":7: not JSON" in second
