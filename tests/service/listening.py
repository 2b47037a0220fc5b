"""A service on a loopback port over documents of three audiences, with keys to all of them and to the public one."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.knowledge.catalog import Catalog
from assistant.service.keys import Keys
from tests.service.conftest import NOTES, at_address, informed
from tests.surfaces.terminals import Terminal


@dataclass(frozen=True)
class Listening:
    """Where the service answers, and the keys to it: `everything`, `public`, and one that may ask `once` an hour."""

    address: str
    everything: str
    public: str
    once: str
    terminal: Terminal


@contextmanager
def listening(folder: Path) -> Iterator[Listening]:
    """One place to answer in, so that a question that never left it would hold up every other."""
    terminal = Terminal(folder, folder / "data")
    informed(terminal.data, folder / "documents", NOTES)
    with closing(Catalog(terminal.data)) as catalog:
        keys = Keys(catalog)
        _, everything = keys.create("everything", None, "ask", "1000/second")
        _, public = keys.create("public", ["public"], "ask", "1000/second")
        _, once = keys.create("once", None, "ask", "1/hour")
    with at_address(terminal.data, at_once=1) as address:
        yield Listening(address, everything, public, once, terminal)
