"""Bytes become text here, and what is not text is told apart from it."""

import codecs
import re
from pathlib import Path

import charset_normalizer

from loaders.errors import EmptyFile, Mislabelled

_SIGNATURES = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a zip archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "rich text",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "a gzip archive",
}

# The legacy encodings of the languages served. Offered the whole list, the detector takes a short French or
# English text in cp1252 for Turkish or Cyrillic.
_LEGACY = ["cp1252", "gb18030", "big5"]

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def decode(content: bytes, path: Path) -> str:
    """The text that the bytes encode, without a byte order mark. Raises Mislabelled or EmptyFile."""
    for signature, name in _SIGNATURES.items():
        if content.startswith(signature):
            raise Mislabelled(path, f"holds {name}, not text", "give it the suffix of what it is")
    text = _decoded(content)
    if text is None or "\0" in text:
        raise Mislabelled(path, "holds binary data, not text", "give it the suffix of what it is, or save it as UTF-8")
    if not text.strip():
        raise EmptyFile(path, "nothing in it but white space", "put text into it or remove it")
    return text


def storable(text: str) -> str:
    """`text` with each character that databases refuse (NUL, lone surrogates) replaced by U+FFFD, offsets kept."""
    return _UNSTORABLE.sub("\ufffd", text)


def _decoded(content: bytes) -> str | None:
    is_utf_16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if is_utf_16 else "utf-8-sig")
    except UnicodeDecodeError:
        return None if is_utf_16 or b"\0" in content else _detected(content)


def _detected(content: bytes) -> str | None:
    # The match's own text has its line ends changed and is not the file's.
    match = charset_normalizer.from_bytes(content, cp_isolation=_LEGACY).best()
    return content.decode(match.encoding) if match else None
