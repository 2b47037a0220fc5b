"""What is read at one moment fits together, whatever another process writes meanwhile."""

from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.knowledge.catalog import Catalog
from assistant.question import checked
from assistant.types import Filters
from tests.conftest import Library, write


def seen(catalog: Catalog) -> tuple[int, list[str], list[str], list[tuple[str, str]], set[str]]:
    """The catalog's version, and what several readings give one after the other."""
    audiences = catalog.audiences()
    titles = sorted(document.title for document in catalog.known_documents(audiences))
    return catalog.version(), audiences, titles, catalog.aliases(), catalog.document_ids(audiences, Filters())


def test_readings_of_one_moment_are_of_one_version(library: Library, folder: Path) -> None:
    write(folder, {"walrus.md": "# walrus\n\nIt chairs.", "public/otter.md": "# otter\n\nIt writes."})
    library.sync(folder)
    with library.catalog() as catalog:
        with catalog.at_one_moment():
            before = seen(catalog)
            write(folder, {"heron.md": "# heron\n\nIt fishes."})
            (folder / "public/otter.md").unlink()
            library.sync(folder)
            assert seen(catalog) == before
            with catalog.at_one_moment():
                assert seen(catalog) == before
            assert seen(catalog) == before
        after = seen(catalog)
    assert after[0] != before[0]
    assert (after[1], after[2]) == (["internal"], ["heron", "walrus"])


def test_a_moment_ends_with_an_error_in_it(library: Library, folder: Path) -> None:
    write(folder, {"walrus.md": "# walrus\n\nIt chairs."})
    library.sync(folder)
    with library.catalog() as catalog:
        with pytest.raises(UsageError), catalog.at_one_moment():
            checked("")
        write(folder, {"heron.md": "# heron\n\nIt fishes."})
        library.sync(folder)
        assert seen(catalog)[2] == ["heron", "walrus"]


def test_slices_are_of_documents_that_may_be_seen(library: Library, folder: Path) -> None:
    write(folder, {"internal/walrus.md": "It chairs 联合 alone.", "public/otter.md": "It writes."})
    library.sync(folder)
    with library.catalog() as catalog:
        ids = {each.source: each.id for each in catalog.documents(["internal", "public"])}
        walrus, otter = ids["internal/walrus.md"], ids["public/otter.md"]
        asked = [(walrus, 3, 12), (otter, 0, 2), ("0" * 32, 0, 5)]
        assert catalog.texts(asked, ["internal"]) == {(walrus, 3, 12): "chairs 联合"}
        assert catalog.texts(asked, ["internal", "public"]) == {(walrus, 3, 12): "chairs 联合", (otter, 0, 2): "It"}
        assert catalog.texts([], ["internal"]) == {}
