"""What the loading process does: it brings the catalog in step with one folder, and says on the way how far it is."""

import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

NICE = 10  # questions go first


@dataclass(frozen=True)
class Order:
    """The folder to load, and the settings to go by, as JSON has them."""

    folder: str
    settings: dict[str, Any]

    def line(self) -> bytes:
        """The order as it is given on standard input."""
        return json.dumps(asdict(self)).encode() + b"\n"


def main() -> None:
    """Take an order on standard input and report on standard output, a JSON object a line."""
    with suppress(OSError):
        os.nice(NICE)
    from assistant.build import record
    from assistant.errors import AllyError, UsageError
    from assistant.settings import Settings

    out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)  # out of reach of libraries that print

    def say(what: dict[str, Any]) -> None:
        out.write(json.dumps(what) + "\n")

    order = Order(**json.loads(sys.stdin.buffer.readline()))
    try:
        report = record(
            Settings(**order.settings),
            Path(order.folder),
            lambda path, done, total: say({"path": path, "done": done, "total": total}),
        )
        say({"report": asdict(report)})
    except AllyError as error:
        say({"problem": str(error), "of_request": isinstance(error, UsageError)})
