"""What was read from the catalog stays in memory until anybody changes the catalog."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from assistant.knowledge.catalog import Catalog

MOST_KEYS = 64

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class UntilChanged(Generic[Key, Value]):
    """Calls `read` for a key, and again only when the catalog has changed, be it by another process."""

    def __init__(self, catalog: Catalog, read: Callable[[Key], Value]) -> None:
        self._catalog = catalog
        self._read = read
        self._kept: dict[Key, tuple[int, Value]] = {}

    def __call__(self, key: Key) -> Value:
        # The version is taken before reading: what another writes meanwhile makes the value old, never the reverse.
        version = self._catalog.version()
        kept = self._kept.get(key)
        if kept is None or kept[0] != version:
            if len(self._kept) >= MOST_KEYS:
                self._kept = {}
            kept = self._kept[key] = (version, self._read(key))
        return kept[1]
