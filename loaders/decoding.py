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

# What text in the languages served is made of.
_USUAL = re.compile("[\t\n\r -~\u00a0-\u017f\u2010-\u2030\u3000-\u303f\u4e00-\u9fff\uff00-\uff5e]")
_FEWEST_USUAL = 0.95
_AS_CP1252 = "cp1252-byte"

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
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _if_valid(content, "utf-16")
    if b"\0" in content:
        return _unmarked_utf_16(content)
    text = _if_valid(content, "utf-8-sig")
    if text is not None:
        return text
    return _mixed(content, least=0.5) or _detected(content) or _mixed(content, least=0.1)


def _if_valid(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unmarked_utf_16(content: bytes) -> str | None:
    """UTF-16 without a byte order mark, in the order that gives words; other bytes give signs of all scripts."""
    texts = (_if_valid(content, encoding) for encoding in ("utf-16-le", "utf-16-be"))
    shares = {text: len(_USUAL.findall(text)) / len(text) for text in texts if text}
    likely = max(shares, key=shares.__getitem__, default=None)
    return likely if likely and shares[likely] >= _FEWEST_USUAL else None


def _mixed(content: bytes, least: float) -> str | None:
    """UTF-8 with some bytes of Windows-1252 among it, as joined files have; None: less of it is UTF-8 than `least`."""
    text = content.decode("utf-8-sig", "replace")
    wrong = text.count("\ufffd")
    right = sum(not character.isascii() for character in text) - wrong
    mixed = content.decode("utf-8-sig", _AS_CP1252)
    is_text = len(_USUAL.findall(mixed)) >= _FEWEST_USUAL * len(mixed)
    return mixed if is_text and right > least * (right + wrong) else None


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


def _detected(content: bytes) -> str | None:
    # The match's own text has its line ends changed and is not the file's.
    match = charset_normalizer.from_bytes(content, cp_isolation=_LEGACY).best()
    return content.decode(match.encoding) if match else None


codecs.register_error(_AS_CP1252, _as_cp1252)
