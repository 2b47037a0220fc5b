"""What every benchmark prints and writes: where and when it ran, with which configuration, and its figures."""

import json
import os
import platform
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from assistant.settings import Settings, load_settings
from eval.bootstrap import SEED
from eval.measuring import Figure

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True)
class Report:
    """The figures of one run, with how much data there was of each sort."""

    benchmark: str
    circumstances: dict[str, Any]
    data: Mapping[str, int]
    seconds: float
    figures: Sequence[Figure]


def circumstances(settings: Settings) -> dict[str, Any]:
    """Commit, machine, day, seed and settings, without which a figure says little."""
    return {
        "commit": _commit(),
        "date": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "seed": SEED,
        "settings": settings.model_dump(mode="json", exclude={"data"}),
    }


def reported(benchmark: str, data: Mapping[str, int], started: float, figures: Iterable[Figure]) -> Report:
    """Print the figures in percent, a row for each body of questions, and return them. `started` is a clock's."""
    figures = list(figures)
    settings = load_settings()
    report = Report(benchmark, circumstances(settings), data, round(time.perf_counter() - started, 1), figures)
    out = Console(highlight=False)
    for _, alike in groupby(figures, key=lambda each: (each.questions, each.system)):
        out.print(_table(list(alike)), "")
    counts = ", ".join(f"{count:,} {what}" for what, count in data.items())
    at = report.circumstances
    out.print("percent, with the interval of 95 %; A and B are halves of the documents", style="dim")
    out.print(f"{counts}; {report.seconds:.0f} s", style="dim")
    changed = settings.model_dump_json(exclude={"data"}, exclude_defaults=True)
    out.print(f"settings other than the defaults: {changed}", style="dim", markup=False)
    out.print(f"commit {at['commit']}, {at['cores']} cores, {at['date']}, seed {at['seed']}", style="dim")
    return report


def write_json(figures: "DataclassInstance", file: Path) -> None:
    """The figures as JSON."""
    file.write_text(json.dumps(asdict(figures), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _table(figures: Sequence[Figure]) -> Table:
    """A row for each measure, a column for each half."""
    table = Table(box=None, pad_edge=False, header_style="bold", min_width=76)
    table.add_column(f"{figures[0].system}: {figures[0].questions}", ratio=1)
    for half in dict.fromkeys(each.half for each in figures):
        table.add_column(half, justify="right")
    for measure in dict.fromkeys(each.measure for each in figures):
        table.add_row(measure, *(_cell(each) for each in figures if each.measure == measure))
    return table


def _cell(figure: Figure) -> str:
    at = figure.estimate
    return f"{100 * at.value:5.1f} ({100 * at.low:.0f}-{100 * at.high:.0f})"


def _commit() -> str:
    """The commit, marked where files differ from it."""
    command = ["git", "--no-optional-locks", "-C", str(Path(__file__).parent)]
    command += ["describe", "--always", "--dirty", "--exclude=*"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
