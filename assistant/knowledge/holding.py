"""One process at a time: an embedded index that two processes open, readers included, loses data silently."""

import json
import os
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import IndexHeld
from assistant.knowledge.derived import index_errors

WAIT_SECONDS = 2.0


class Hold:
    """An exclusive hold on a data folder's indexes, freed by the system when the process ends, however it ends."""

    def __init__(self, data: Path) -> None:
        """Wait briefly for the hold; raises IndexHeld, naming the process that has it, or DerivedIndexError."""
        self._note = data / "indexes.holder"
        self._lock = FileLock(data / "indexes.lock", thread_local=False)
        with index_errors(data):
            try:
                self._lock.acquire(timeout=WAIT_SECONDS)
            except Timeout as error:
                raise IndexHeld(self._refusal(data)) from error
            self.describe(address=None)

    def describe(self, address: str | None) -> None:
        """Say who holds the indexes and, for a service, where it answers."""
        command = " ".join(["ally", *sys.argv[1:2]])
        self._note.write_text(json.dumps({"pid": os.getpid(), "command": command, "address": address}))

    def release(self) -> None:
        self._lock.release()

    def _refusal(self, data: Path) -> str:
        try:
            holder = json.loads(self._note.read_text())
            who = f"process {holder['pid']} ({holder['command']})"
            address = holder["address"]
        except (OSError, ValueError, KeyError, TypeError):
            who, address = "another process", None
        instead = f"ask it with --url {address}, stop it" if address else "wait for it, stop it"
        return f"{data}: its indexes are in use by {who}; {instead}, or set ALLY_DATA to another folder"
