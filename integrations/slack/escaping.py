"""Text of documents, models and people made harmless for Slack: it notifies nobody and links nowhere."""

import re

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_MARKUP = re.compile(r"[\\*`~]|(?<!\w)_|_(?!\w)")
_LINK = re.compile(r"\](?=[(\[:])")
_APART = "\u200b"  # without width: it keeps ] and ( from being read together

_BROADCAST = re.compile(r"@(?=here|channel|everyone)", re.IGNORECASE)


def plain(text: str) -> str:
    """Text for Slack's own markup and for notifications."""
    return _BROADCAST.sub(f"@{_APART}", text.translate(_ENTITIES))


def markdown(text: str) -> str:
    """Text for a `markdown` block or a stream."""
    return _LINK.sub(f"]{_APART}", _MARKUP.sub(r"\\\g<0>", plain(text)))


def unescaped(text: str) -> str:
    """What a person wrote, out of the text of a message."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def shortened(text: str, length: int) -> str:
    """The beginning of a text on one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return f"{line[:length].rsplit(' ', 1)[0]}…"
