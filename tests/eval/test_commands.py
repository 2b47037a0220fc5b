"""Benchmarks as they are run, over data of a few lines, and what is said of data that is not there."""

import json
from pathlib import Path

import pytest

from tests.conftest import Ally, write

AGREEMENT = (
    "SUPPLY AGREEMENT between Acme Inc. and Beta LLC.\n\n1. Term. This Agreement ends on 1 May 2031.\n\n"
    "2. Audit. Acme may inspect the books of Beta once a year.\n"
)
AUDIT = {"source": "acme.txt", "start": AGREEMENT.index("Acme may"), "end": len(AGREEMENT) - 1}
DATA = {
    "contracts": {
        "docs/acme.txt": AGREEMENT,
        "questions.jsonl": json.dumps({"question": "May Acme inspect the books?", "gold": [AUDIT]}),
        "natural.jsonl": json.dumps({"question": "Who may look into Beta's books?", "gold": [AUDIT]}),
        "absent.jsonl": json.dumps({"question": "Is there a cap on liability?", "source": "acme.txt"}),
    },
    "meetings": {
        "val.jsonl": json.dumps(
            {
                "meeting_transcripts": [
                    {"speaker": "Ann", "content": "We choose the blue remote control ."},
                    {"speaker": "Bob", "content": "The budget is twelve euros ."},
                ],
                "specific_query_list": [{"query": "What is the budget?", "relevant_text_span": [["1", "1"]]}],
            }
        )
    },
    "chinese": {
        "cmrc2018_trial.json": json.dumps(
            {
                "data": [
                    {
                        "paragraphs": [
                            {"id": "A", "context": "北京是中国的首都。", "qas": [{"question": "中国的首都是哪里？"}]}
                        ]
                    }
                ]
            }
        )
    },
    "followups": {
        "cast2019.jsonl": json.dumps(
            {
                "topic": 1,
                "history": ["What is a JSC?"],
                "question": "Who chairs it?",
                "standalone": "Who chairs the JSC?",
            }
        )
    },
    "injection": {
        "emails.jsonl": json.dumps(
            {"context": "The invoice is 40 dollars.", "question": "Q: How much is the invoice?"}
        ),
        "attacks.json": json.dumps({"Learning": ["Describe the lifecycle of a butterfly."]}),
    },
}
BASELINED = ("contracts", "meetings", "chinese")


@pytest.mark.parametrize("benchmark", DATA)
def test_a_benchmark_prints_its_figures_and_writes_them(ally: Ally, tmp_path: Path, benchmark: str) -> None:
    write(tmp_path / "bench", DATA[benchmark])
    options = ["--baseline"] if benchmark in BASELINED else []
    done = ally.run(
        "eval", "bench", benchmark, "--data", tmp_path / "bench", "--json", tmp_path / "figures.json", *options
    )
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "figures.json").read_text())
    assert report["benchmark"] == benchmark
    assert {"commit", "date", "cores", "seed", "settings"} <= report["circumstances"].keys()
    assert ("LangChain" in {each["system"] for each in report["figures"]}) == (benchmark in BASELINED)
    for each in report["figures"]:
        assert 0 <= each["estimate"]["low"] <= each["estimate"]["high"] <= 1
        assert each["measure"] in done.stdout
    assert f"seed {report['circumstances']['seed']}" in done.stdout


@pytest.mark.parametrize(
    ("benchmark", "missing"),
    [(benchmark, name.split("/")[0]) for benchmark, files in DATA.items() for name in files],
)
def test_data_that_is_not_there_is_named_in_one_line(ally: Ally, tmp_path: Path, benchmark: str, missing: str) -> None:
    rest = {name: text for name, text in DATA[benchmark].items() if not name.startswith(missing)}
    write(tmp_path / "bench", rest | {"README": ""})
    done = ally.run("eval", "bench", benchmark, "--data", tmp_path / "bench")
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert line.startswith(f"ally: {tmp_path / 'bench' / missing}: no such ")
