"""The `ally` command as a real process, with no settings but those a test gives."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ALLY = Path(sys.executable).with_name("ally")
CORPUS = Path(__file__).parents[2] / "examples" / "corpus"


@dataclass(frozen=True)
class Ran:
    """What a command printed, and the code it ended with."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Terminal:
    """A working folder to run `ally` in, and the data folder that it uses."""

    folder: Path
    data: Path
    command: Path = ALLY

    @property
    def environment(self) -> Mapping[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "COLUMNS": "90",
            "NO_COLOR": "1",
            "ALLY_DATA": str(self.data),
        }

    def ally(self, *words: str | Path, **variables: str) -> Ran:
        done = subprocess.run(
            [self.command, *words],
            cwd=self.folder,
            env={**self.environment, **variables},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def write(self, files: Mapping[str, str | bytes]) -> Path:
        """The files in a folder `documents`."""
        root = self.folder / "documents"
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return root
