"""Reading forms: a passage as a person would read it aloud, for indexing and display. They are never quoted."""

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from loaders.document import Markup

_MARKDOWN = MarkdownIt("commonmark").enable("table")
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
# A redaction, whose stars would read as emphasis.
_STARS = re.compile(r"\[\s*\*+\s*\]")
_SPACE = re.compile(r"\s+")
_PARAGRAPH_BREAK = re.compile(r"[^\S\n]*\n[^\S\n]*\n\s*|\f\s*")
# "collabo-\nration" is one word; "co-\nPI" and "2019-\n2020" keep their hyphens.
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_A-Z])[-\u00ad\u2010][^\S\n]*\n[^\S\n]*(?=[^\W\d_A-Z])")
_BROKEN_COMPOUND = re.compile(r"(?<=\w)([-\u2010])[^\S\n]*\n[^\S\n]*(?=\w)")


def reading_form(text: str, markup: Markup) -> str:
    """`text` without the marks of its markup and the accidents of its layout. Never raises."""
    if markup == "markdown":
        return _from_markdown(text)
    if markup == "pdf":
        return _unwrapped(text)
    return _folded(text)


def _folded(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _unwrapped(text: str) -> str:
    """Words joined over line ends, lines into paragraphs, paragraphs kept apart."""
    joined = _BROKEN_COMPOUND.sub(r"\1", _BROKEN_WORD.sub("", text))
    paragraphs = _PARAGRAPH_BREAK.split(joined)
    return "\n\n".join(filter(None, map(_folded, paragraphs)))


def _from_markdown(text: str) -> str:
    literal = _STARS.sub(lambda stars: stars[0].replace("*", r"\*"), text)
    return "\n".join(filter(None, _lines(_MARKDOWN.parse(literal))))


def _lines(tokens: Iterable[Token]) -> Iterator[str]:
    """A line for each paragraph, heading, list item, table row and line of code."""
    mark = ""
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "list_item_open":
            mark = f"{token.info}. " if token.info else "- "
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield "; ".join(filter(None, cells or ()))
            cells = None
        elif cells is not None:
            cells.extend([_words(token)] if token.type == "inline" else [])
        elif token.content:
            yield mark + _words(token)
            mark = ""


def _words(token: Token) -> str:
    if token.type == "inline":
        return _folded("".join(_piece(child) for child in token.children or ()))
    return _TAG.sub("", token.content).strip() if token.type == "html_block" else token.content.strip()


def _piece(token: Token) -> str:
    if token.type == "html_inline":
        return ""
    return token.content or (" " if token.type in ("softbreak", "hardbreak") else "")
