"""What is known on this machine, as the commands ask it; `Remote` is the same of a running service."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from assistant import build
from assistant.cli.progress import Bars
from assistant.errors import UsageError
from assistant.knowledge.stored import StoredDocument
from assistant.knowledge.sync import SyncReport
from assistant.settings import Settings
from assistant.types import Answer, Filters, Hit, Viewer


class Here:
    """The data folder of the settings, as a viewer sees it."""

    def __init__(self, settings: Settings, viewer: Viewer) -> None:
        self._settings = settings
        self._viewer = viewer

    def ask(self, question: str, filters: Filters) -> Answer:
        with build.open_knowledge(self._settings) as knowledge:
            assistant = build.assistant_from(knowledge, self._settings)
            return asyncio.run(assistant.ask(question, self._viewer, filters))

    def search(self, query: str, filters: Filters, k: int) -> Sequence[Hit]:
        with build.open_knowledge(self._settings) as knowledge:
            assistant = build.assistant_from(knowledge, self._settings)
            return asyncio.run(assistant.search(query, self._viewer, filters, k))

    def documents(self, filters: Filters) -> Sequence[StoredDocument]:
        """The documents that the viewer may see, by source."""
        with build.open_catalog(self._settings) as catalog:
            return catalog.documents(self._viewer.visible(catalog.audiences()), filters)

    def text(self, document: StoredDocument) -> str:
        """The document's slice of its source's canonical text."""
        with build.open_catalog(self._settings) as catalog:
            audiences = self._viewer.visible(catalog.audiences())
            whole = (document.id, document.start, document.end)
            text = catalog.texts([whole], audiences).get(whole)
        if text is None:
            raise UsageError(f"{document.source!r}: it has just been changed or removed; repeat the command")
        return text

    def ingest(self, folder: Path, bars: Bars) -> SyncReport:
        return build.ingest(self._settings, folder, bars.files, bars.indexed)

    def forget(self, folder: Path) -> int:
        """Drop everything that came from a folder; how many sources that were."""
        return build.forget(self._settings, folder)

    def reindex(self, bars: Bars) -> str:
        """Embed and index everything anew; the name of the model that it is embedded with."""
        build.reindex(self._settings, bars.embedded)
        return self._settings.embedding
