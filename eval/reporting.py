"""What every benchmark prints and writes: where and when it ran, with which configuration."""

import json
import os
import platform
import subprocess
from dataclasses import asdict, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.settings import Settings

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def circumstances(settings: Settings) -> dict[str, Any]:
    """Commit, machine, day and settings, without which a figure says little."""
    return {
        "commit": _commit(),
        "date": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "settings": settings.model_dump(mode="json", exclude={"data"}),
    }


def write_json(figures: "DataclassInstance", file: Path | None) -> None:
    """The figures as JSON, where a file is named."""
    if file is not None:
        assert is_dataclass(figures)
        file.write_text(json.dumps(asdict(figures), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _commit() -> str:
    command = ["git", "-C", str(Path(__file__).parent), "rev-parse", "--short", "HEAD"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
