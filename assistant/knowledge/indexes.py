"""The two indexes derived from the catalog, opened together under one hold, and kept in step with it."""

import shutil
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

import numpy as np

from assistant.knowledge import outstanding
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.holding import Hold
from assistant.knowledge.lexical import Entry, LexicalIndex
from assistant.knowledge.outstanding import ToIndex
from assistant.knowledge.vectors import VectorIndex

FOLDER = "indexes"
BATCH = 5000  # Chroma wants a thousand or more at once, and takes at most 5,461

Progress = Callable[[int], None]


class Indexes:
    """Chroma and tantivy over one catalog and one embedding model."""

    def __init__(self, catalog: Catalog, model: str, _hold: Hold) -> None:
        """Open them for the process that has the hold on the data folder. Raises IndexDamaged."""
        self.catalog = catalog
        self.model = model
        self._folder = catalog.data / FOLDER
        self._start_over_if_lost()
        self._open()

    def _open(self) -> None:
        self.vectors = VectorIndex(self._folder / "vectors")
        try:
            self.lexical = LexicalIndex(self._folder / "lexical")
        except BaseException:
            self.vectors.close()
            raise

    def _start_over_if_lost(self) -> None:
        # The catalog's marks speak of the indexes it was used with; without their folder nothing is indexed.
        if not self._folder.exists():
            outstanding.mark_all_pending(self.catalog)

    def close(self) -> None:
        self.vectors.close()

    def catch_up(self, progress: Progress = lambda _: None) -> None:
        """Bring the indexes in step with the catalog: first what was removed, then what is not yet indexed.

        Whole collections go that no audience and model needs any more; a reindexing that was cut short leaves such.
        """
        self.vectors.drop_except(self.catalog.audiences(), self.model)
        while learnt := self.learn(BATCH):
            progress(learnt)

    def learn(self, limit: int) -> int:
        """Forget what was removed and learn up to `limit` passages; says how many. Searches may go on meanwhile."""
        self._remove()
        rows = outstanding.pending(self.catalog, self.model, limit)
        if rows:
            self._add(rows)
            outstanding.mark_indexed(self.catalog, [row.id for row in rows])
        return len(rows)

    def start_over(self) -> None:
        """Forget all that the catalog does not have, and leave everything to be learned anew by `learn`."""
        known = outstanding.passages_by_audience(self.catalog)
        for audience in {*known, *self.vectors.audiences(self.model)}:
            strays = self.vectors.ids(audience, self.model) - known.get(audience, set())
            self.vectors.remove(audience, self.model, sorted(strays))
        if strays := self.lexical.ids() - set().union(*known.values()):
            self.lexical.remove(sorted(strays))
        outstanding.mark_all_pending(self.catalog)

    def build_vectors(self) -> None:
        """Build this model's collections beside those of the model in use."""
        for rows in outstanding.all_passages(self.catalog, self.model, BATCH):
            self._add_vectors(rows)

    def _remove(self) -> None:
        while gone := outstanding.removals(self.catalog, BATCH):
            ids = [each.passage_id for each in gone]
            self.lexical.remove(ids)
            for audience, some in groupby(gone, key=lambda each: each.audience):
                self.vectors.remove(audience, self.model, [each.passage_id for each in some])
            outstanding.forget_removals(self.catalog, ids)

    def _add(self, rows: Sequence[ToIndex]) -> None:
        self._add_vectors(rows)
        self.lexical.add(
            Entry(row.id, row.document_id, row.audience, row.kind, f"{row.context} {row.reading}") for row in rows
        )

    def _add_vectors(self, rows: Sequence[ToIndex]) -> None:
        for audience, some in groupby(sorted(rows, key=lambda row: row.audience), key=lambda row: row.audience):
            group = list(some)
            matrix = np.frombuffer(b"".join(row.vector for row in group), dtype="<f4").reshape(len(group), -1)
            self.vectors.add(audience, self.model, [row.id for row in group], matrix)


def discard(data: Path) -> None:
    """Delete a data folder's indexes, which can be built again: all at once, so that none is found half deleted."""
    if (data / FOLDER).exists():
        discarded = data / f"{FOLDER}.discarded"
        shutil.rmtree(discarded, ignore_errors=True)
        (data / FOLDER).rename(discarded)
        shutil.rmtree(discarded)
