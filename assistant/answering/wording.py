"""How a quote is put into an answer: on one line, without marks of layout, and with who said it."""

import re
from collections.abc import Sequence

from assistant.answering.quoting import LIST_ITEM, Quote, opens_list
from loaders.document import Markup
from loaders.reading import reading_form

_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{3,}")
_STRAY_MARKS = re.compile(r"^[*_>|\s]+|[*_|\s]+$")


def sentence_of(quote: Quote) -> str:
    """What was said in a turn stands in quotation marks, behind who said it and when; the rest speaks for itself."""
    words = words_of(quote)
    if quote.voice != "said":
        return words
    day = quote.found.passage.date
    when = ", ".join(part for part in (day and f"{day:%Y-%m-%d}", quote.place("time")) if part)
    who = quote.speaker or (quote.place("role") or "").capitalize()
    return f"{who}{f' ({when})' if when else ''}: “{words}”"


def words_of(quote: Quote) -> str:
    """The quote as it reads: on one line, a table's row under its header."""
    return quote.row or one_line(quote.text, quote.found.passage.markup)


def one_line(text: str, markup: Markup) -> str:
    """The text on one line; the items of a list and the cells of a table row follow each other with semicolons."""
    lines = [line for line in text.splitlines() if line.strip() and not _TABLE_RULE.match(line)]
    if lines and opens_list(lines[0].strip()):
        return _as_list([_bare(line, markup) for line in lines])
    return _bare(text, markup)


def _as_list(items: Sequence[str]) -> str:
    return f"{items[0]} " + "; ".join(item.rstrip(";,.") for item in items[1:]) + "."


def _bare(text: str, markup: Markup) -> str:
    unmarked = LIST_ITEM.sub("", reading_form(text, markup), count=1)
    if markup == "markdown":
        # A sentence cut out of a larger piece may hold one half of a pair of marks, or a row without its table.
        unmarked = _STRAY_MARKS.sub("", unmarked)
        if text.lstrip().startswith("|"):
            unmarked = "; ".join(cell.strip() for cell in unmarked.split("|") if cell.strip())
    return " ".join(unmarked.split())
