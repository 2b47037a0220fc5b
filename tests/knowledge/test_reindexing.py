"""Another embedding model is refused, then switched to; until the switch the old one answers as before."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.errors import EmbeddingError, OtherEmbedding
from assistant.knowledge import stored_vectors
from assistant.knowledge.chunking import embedded_text
from assistant.knowledge.doctor import examine
from assistant.knowledge.embedding import Embedder
from assistant.knowledge.indexes import Indexes
from assistant.knowledge.reindexing import AT_ONCE, reindex
from tests.conftest import Library, WordEmbedder, write

QUESTION = "Is the otter public?"
PASSAGES = AT_ONCE + 100


class FailingEmbedder(WordEmbedder):
    """Embeds once, then has lost its service."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self.embedded:
            self.fail()
        return super().embed(texts)

    def fail(self) -> None:
        raise EmbeddingError("the service is gone; try again")


class DyingEmbedder(FailingEmbedder):
    """Embeds once, then takes its process with it."""

    def fail(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def known(library: Library, folder: Path) -> Library:
    sections = (f"## Section {number}\n\nThe walrus signs paper {number}.\n" for number in range(PASSAGES - 1))
    write(folder, {"papers.md": "\n".join(sections), "public.md": "---\naudience: public\n---\nThe otter is public."})
    library.sync(folder)
    return library


def switch(library: Library, embedder: Embedder) -> Library:
    """Reindex with another model; the library under it."""
    with library.catalog() as catalog, library.hold() as hold:
        reindex(catalog, embedder, hold)
    return Library(library.data, embedder)


def problems(library: Library) -> list[str]:
    with library.open() as knowledge:
        return examine(knowledge.catalog, knowledge.indexes).problems


def best(library: Library) -> str:
    """The text of the passage that answers best."""
    return library.search(QUESTION)[0].passage.text


def test_another_model_is_refused_with_the_command_that_embeds_anew(known: Library) -> None:
    before = known.tables()
    with pytest.raises(OtherEmbedding, match=r"come from words, the model in use is other; .*: ally reindex$"):
        Library(known.data, WordEmbedder("other")).search(QUESTION)
    assert known.tables() == before


def test_after_reindexing_only_the_new_model_is_left(known: Library, folder: Path, tmp_path: Path) -> None:
    switched = switch(known, WordEmbedder("other"))
    assert problems(switched) == []
    with switched.open() as knowledge:
        assert knowledge.indexes.vectors.audiences("words") == []
        assert knowledge.indexes.vectors.audiences("other") == ["internal", "public"]
    fresh = Library(tmp_path / "fresh", WordEmbedder("other"))
    fresh.sync(folder)
    assert switched.tables() == fresh.tables()
    assert "otter" in best(switched)


def test_reindexing_with_the_model_in_use_changes_nothing(known: Library, embedder: WordEmbedder) -> None:
    before = known.tables()
    embedder.embedded.clear()
    assert problems(switch(known, embedder)) == []
    assert (known.tables(), embedder.embedded) == (before, [])


def fail_half_way(library: Library) -> None:
    with pytest.raises(EmbeddingError):
        switch(library, FailingEmbedder("other"))


def die_half_way(library: Library) -> None:
    program = (
        "import sys; from pathlib import Path; from tests.conftest import Library;"
        "from tests.knowledge.test_reindexing import DyingEmbedder, switch;"
        "switch(Library(Path(sys.argv[1]), DyingEmbedder('other')), DyingEmbedder('other'))"
    )
    root = Path(__file__).parents[2]
    died = subprocess.run([sys.executable, "-c", program, library.data], cwd=root, capture_output=True, check=False)
    assert died.returncode == -signal.SIGKILL, died.stderr


def stop_before_the_switch(library: Library) -> None:
    """What a process leaves that has embedded everything and built the collections."""
    with library.catalog() as catalog, library.hold() as hold:
        rows = stored_vectors.unembedded(catalog, "other", PASSAGES)
        made = WordEmbedder("other").embed([embedded_text(row.context, row.reading) for row in rows])
        vectors = {row.digest: vector for row, vector in zip(rows, made, strict=True)}
        stored_vectors.put_vectors(catalog, vectors, "other")
        with closing(Indexes(catalog, "other", hold)) as indexes:
            indexes.build_vectors()


Interruption = Callable[[Library], None]
STILL_TO_EMBED: dict[Interruption, int] = {
    fail_half_way: PASSAGES - AT_ONCE,
    die_half_way: PASSAGES - AT_ONCE,
    stop_before_the_switch: 0,
}


@pytest.mark.parametrize("interrupt", STILL_TO_EMBED)
def test_a_reindexing_cut_short_leaves_the_old_answers(known: Library, interrupt: Interruption) -> None:
    interrupt(known)
    assert "otter" in best(known)
    assert problems(known) == []


@pytest.mark.parametrize("interrupt", STILL_TO_EMBED)
def test_a_reindexing_cut_short_is_taken_up_where_it_stopped(known: Library, interrupt: Interruption) -> None:
    interrupt(known)
    other = WordEmbedder("other")
    assert problems(switch(known, other)) == []
    assert len(other.embedded) == STILL_TO_EMBED[interrupt]


@pytest.mark.parametrize("interrupt", STILL_TO_EMBED)
def test_what_changes_between_two_reindexings_is_followed(
    known: Library, folder: Path, interrupt: Interruption
) -> None:
    interrupt(known)
    (folder / "public.md").unlink()
    write(folder, {"new.md": "A heron."})
    known.sync(folder)
    switched = switch(known, WordEmbedder("other"))
    assert problems(switched) == []
    assert (switched.saying("heron"), switched.saying("otter")) == (["new.md"], [])
