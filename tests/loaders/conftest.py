"""A folder to load from."""

from collections.abc import Callable
from pathlib import Path

import pytest
from langchain_core.documents import Document

from loaders import load

LoadContent = Callable[[str, bytes | str], Document]


@pytest.fixture
def load_content(tmp_path: Path) -> LoadContent:
    """Write content to a file at a path below a fresh root, and load its one document."""

    def write_and_load(name: str, content: bytes | str) -> Document:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        [document] = load(path, tmp_path, max_bytes=1_000_000)
        return document

    return write_and_load
