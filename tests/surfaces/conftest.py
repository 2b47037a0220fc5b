"""Terminals to run `ally` in: one that knows nothing, and some that know the sample corpus."""

import shutil
from pathlib import Path

import pytest

from tests.surfaces.terminals import CORPUS, Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A terminal that knows nothing yet."""
    return Terminal(tmp_path, tmp_path / "data")


@pytest.fixture(scope="session")
def informed(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """A terminal that knows the sample corpus. Tests only read with it."""
    folder = tmp_path_factory.mktemp("informed")
    terminal = Terminal(folder, folder / "data")
    assert terminal.ally("ingest", CORPUS).code == 0
    return terminal


@pytest.fixture(scope="module")
def copied(informed: Terminal, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """A terminal that knows the sample corpus, in a data folder of the module's own."""
    folder = tmp_path_factory.mktemp("copied")
    shutil.copytree(informed.data, folder / "data")
    return Terminal(folder, folder / "data")
