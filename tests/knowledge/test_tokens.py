import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import AllyError
from assistant.knowledge.tokens import VOCABULARY, count_tokens, encoding_from


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("hello world", 2),
        ("tiktoken is great!", 6),
        ("Who chairs the joint steering committee?", 7),
        ("什么是联合指导委员会？", 13),
        ("<|endoftext|>", 7),
        ("2024-03-31", 6),
        (" " * 20, 1),
        ("a\r\nb", 3),
    ],
)
def test_known_counts(text: str, count: int) -> None:
    assert count_tokens(text) == count


@given(st.text(alphabet=st.characters()))
def test_a_token_is_at_least_a_byte(text: str) -> None:
    assert bool(text) <= count_tokens(text) <= len(text.encode(errors="replace"))


def test_a_long_run_without_white_space_is_counted() -> None:
    assert count_tokens("a" * 100_000) == 12_500


def test_counts_offline_and_leaves_nothing_behind(tmp_path: Path) -> None:
    unreachable = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")
    program = "from assistant.knowledge.tokens import count_tokens; print(count_tokens('hello world'))"
    result = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | unreachable | {"TIKTOKEN_CACHE_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout == "2\n"
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_vocabulary_is_refused(tmp_path: Path) -> None:
    copy = tmp_path / VOCABULARY.name
    copy.write_bytes(VOCABULARY.read_bytes()[:-1])
    with pytest.raises(AllyError, match=r"cl100k_base\.tiktoken: damaged.*reinstall ally$"):
        encoding_from(copy)
    copy.unlink()
    with pytest.raises(AllyError, match=r"cl100k_base\.tiktoken: cannot be read.*reinstall ally$"):
        encoding_from(copy)
