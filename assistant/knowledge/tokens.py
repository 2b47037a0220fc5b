"""How many tokens a text takes of a chat model's context, counted offline with the shipped cl100k_base."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import AllyError

if TYPE_CHECKING:
    import tiktoken

VOCABULARY = Path(__file__).parent / "vocabulary" / "cl100k_base.tiktoken"
_SHA256 = "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"
_WORDS = (
    r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+"
    r"| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
)


def count_tokens(text: str) -> int:
    """The number of cl100k_base tokens; text that looks like a special token counts as text.

    Linear in the length, runs without white space included. Raises AllyError where the vocabulary is damaged.
    """
    return len(encoding_from(VOCABULARY).encode_ordinary(text))


@cache
def encoding_from(vocabulary: Path) -> "tiktoken.Encoding":
    """cl100k_base with the vocabulary in that file. Raises AllyError where it is missing or damaged."""
    import tiktoken

    # Read here and not by tiktoken, which would keep a copy in a temporary folder.
    try:
        content = vocabulary.read_bytes()
    except OSError as error:
        raise AllyError(f"{vocabulary}: cannot be read ({error.strerror}); reinstall ally") from error
    if hashlib.sha256(content).hexdigest() != _SHA256:
        raise AllyError(f"{vocabulary}: damaged, its checksum is not the expected one; reinstall ally")
    tokens = (line.split() for line in content.splitlines())
    ranks = {base64.b64decode(token): int(rank) for token, rank in tokens}
    return tiktoken.Encoding("cl100k_base", pat_str=_WORDS, mergeable_ranks=ranks, special_tokens={})
