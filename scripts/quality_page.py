"""Writes the figures of benchmarks into docs/quality.md, each between the marks of its benchmark.

    python scripts/quality_page.py FIGURES.json...

FIGURES.json is what `ally eval bench NAME --json FIGURES.json` wrote; the marks are
`<!-- figures: NAME -->` and `<!-- /figures -->`.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[1] / "docs" / "quality.md"
OURS = "Ally"

# (benchmark, questions, measure) -> what was published for it, in percent. LegalBench-RAG: Pipitone & Alami 2024, with
# text-embedding-3-large, without and with a commercial reranker.
PUBLISHED: Mapping[tuple[str, str, str], str] = {
    ("contracts", "template questions", "P@1"): "2.0; reranked 3.5",
    ("contracts", "template questions", "R@64"): "74.7; reranked 70.2",
}

Figures = Sequence[dict[str, Any]]


def main(files: Iterable[str]) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for file in files:
        report = json.loads(Path(file).read_text(encoding="utf-8"))
        page = _replaced(page, report["benchmark"], "\n".join(_block(report)))
    PAGE.write_text(page, encoding="utf-8")


def _replaced(page: str, benchmark: str, block: str) -> str:
    marks = re.compile(rf"(<!-- figures: {benchmark} -->\n).*?(<!-- /figures -->)", re.DOTALL)
    if not marks.search(page):
        sys.exit(f"{PAGE}: no marks for {benchmark}; add <!-- figures: {benchmark} --> and <!-- /figures -->")
    return marks.sub(lambda found: f"{found[1]}{block}\n{found[2]}", page)


def _block(report: dict[str, Any]) -> Iterator[str]:
    """A table for each body of questions, then where the figures come from."""
    for questions in dict.fromkeys(each["questions"] for each in report["figures"]):
        alike = [each for each in report["figures"] if each["questions"] == questions]
        yield from _table(report["benchmark"], questions, alike)
        yield ""
    counts = ", ".join(f"{count:,} {what}" for what, count in report["data"].items())
    at = report["circumstances"]
    run = f"{report['seconds']:.0f} s on {at['cores']} cores"
    yield f"{counts}; {run}. {at['date']}, commit {at['commit']}, seed {at['seed']}."


def _table(benchmark: str, questions: str, figures: Figures) -> Iterator[str]:
    columns = list(dict.fromkeys((each["system"], each["half"]) for each in figures if _shown(each)))
    cells = {(each["measure"], each["system"], each["half"]): _cell(each) for each in figures}
    published = any((benchmark, questions, each["measure"]) in PUBLISHED for each in figures)
    headings = [_heading(*column) for column in columns] + ["published"] * published
    yield f"| {questions} | {' | '.join(headings)} |"
    yield "|---" * (len(headings) + 1) + "|"
    for measure in dict.fromkeys(each["measure"] for each in figures):
        row = [cells.get((measure, *column), "") for column in columns]
        row += [PUBLISHED.get((benchmark, questions, measure), "")] * published
        yield f"| {measure} | {' | '.join(row)} |"


def _shown(figure: Mapping[str, Any]) -> bool:
    return bool(figure["system"] == OURS or figure["half"] == "all")


def _heading(system: str, half: str) -> str:
    return system if half == "all" else f"half {half}"


def _cell(figure: Mapping[str, Any]) -> str:
    at = figure["estimate"]
    return f"{100 * at['value']:.1f} ({100 * at['low']:.0f}–{100 * at['high']:.0f})"


if __name__ == "__main__":
    main(sys.argv[1:])
